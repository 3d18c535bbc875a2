package engine_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/record"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

const shippedFolder = "../../prompts"

var someEvening = time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)

// folder is a small prompts folder: the shipped languages and the given files.
func folder(t testing.TB, files map[string]string) fstest.MapFS {
	t.Helper()
	small := fstest.MapFS{}
	shipped := os.DirFS(shippedFolder)
	for _, code := range []string{"en", "es"} {
		for _, name := range []string{"words.yaml", "ui.yaml"} {
			file := path.Join("lang", code, name)
			data, err := fs.ReadFile(shipped, file)
			if err != nil {
				t.Fatal(err)
			}
			small[file] = &fstest.MapFile{Data: data}
		}
	}
	for name, text := range files {
		small[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return small
}

// library loads the given files.
func library(t testing.TB, files map[string]string) *script.Library {
	t.Helper()
	lib, problems := script.Load(folder(t, files))
	if lib == nil {
		t.Fatalf("the scripts do not load:\n%v", problems)
	}
	return lib
}

// only is a library of one script, called try.
func only(t testing.TB, text string) *script.Library {
	t.Helper()
	return library(t, map[string]string{"scripts/try.yaml": text})
}

func shipped(t testing.TB) *script.Library {
	t.Helper()
	lib, problems := script.Load(os.DirFS(shippedFolder))
	if lib == nil {
		t.Fatalf("the shipped scripts do not load:\n%v", problems)
	}
	return lib
}

// person talks to a library. Each turn is played twice, from a session that was
// encoded and decoded: that must make no difference.
type person struct {
	testing.TB
	lib     *script.Library
	session engine.Session
	now     time.Time
	effects []engine.Effect // of the last turn
	timers  map[string]time.Time
	visited func(sc *script.Script, step, next int)
	turns   int
}

func somebody(t testing.TB, lib *script.Library) *person {
	return &person{TB: t, lib: lib, session: engine.NewSession(lib, 7, 0).Agreed(), now: someEvening, timers: map[string]time.Time{}}
}

func (p *person) event(e chat.Event) *person {
	p.Helper()
	p.turns++
	in := chat.Inbound{ID: fmt.Sprint("event ", p.turns), Event: e}
	before := p.session.Encode(nil)
	start, err := engine.Decode(before)
	if err != nil {
		p.Fatalf("the session does not come back: %v", err)
	}
	if !reflect.DeepEqual(start, p.session) {
		p.Fatalf("the session comes back as something else:\n%+v\n%+v", start, p.session)
	}
	twin, twinEffects := engine.Advance(p.lib, p.session, in, p.now)
	after, effects := engine.Trace(p.lib, start, in, p.now, p.visited)
	if !reflect.DeepEqual(twin, after) || !reflect.DeepEqual(twinEffects, effects) {
		p.Fatalf("the same turn played twice differs:\n%v\n%v", twinEffects, effects)
	}
	result := string(after.Encode(nil))
	for _, other := range []chat.Event{chat.Text{Text: "1"}, chat.Text{Text: "skip"}, chat.Text{Text: "back"}} {
		engine.Advance(p.lib, start, chat.Inbound{ID: "another", Event: other}, p.now) // must not reach into the other's result
	}
	if string(after.Encode(nil)) != result {
		p.Fatal("another turn from the same session has changed the result of this one")
	}
	if string(p.session.Encode(nil)) != string(before) || string(start.Encode(nil)) != string(before) {
		p.Fatal("the turn has changed the session it began with")
	}
	p.session, p.effects = after, effects
	p.keepTimers(e)
	return p
}

// keepTimers does what a store would do, and holds the session to what it says.
func (p *person) keepTimers(e chat.Event) {
	p.Helper()
	if due, is := e.(chat.Due); is && p.timers[due.Timer].Equal(due.At) {
		delete(p.timers, due.Timer)
	}
	for _, effect := range p.effects {
		switch effect := effect.(type) {
		case engine.WakeAt:
			if effect.At.Nanosecond()%1e6 != 0 || effect.At.Location() != time.UTC || len(effect.Timer) > 64 {
				p.Errorf("no store keeps the timer %q for %v", effect.Timer, effect.At)
			}
			p.timers[effect.Timer] = effect.At
		case engine.Cancel:
			delete(p.timers, effect.Timer)
		case engine.Forget:
			clear(p.timers)
		}
	}
	if open, _ := p.session.Open(p.lib); open == "" && !p.timers[engine.WaitTimer].IsZero() {
		p.Error("nothing is open and a wait timer is set")
	}
}

func (p *person) types(text string) *person {
	p.Helper()
	if name, is := strings.CutPrefix(text, "/"); is {
		return p.event(chat.Command{Name: name})
	}
	return p.event(chat.Text{Text: text})
}

// presses the button with that label on the latest message that has one.
func (p *person) presses(label string) *person {
	p.Helper()
	for _, v := range slices.Backward(p.effects) {
		said, ok := v.(engine.Say)
		if !ok {
			continue
		}
		question, buttons := buttonsOf(said.Message)
		if token, ok := buttons[label]; ok {
			return p.event(chat.Press{Question: question, Token: token})
		}
	}
	p.Fatalf("there is no button %q on:\n%s", label, p.heard())
	return p
}

func buttonsOf(m chat.Message) (uint64, map[string]string) {
	buttons := map[string]string{}
	var question uint64
	var controls []chat.Control
	switch m := m.(type) {
	case chat.Say:
		question, controls = m.Question, m.Controls
		for _, c := range m.Choices {
			buttons[c.Label] = c.Token
		}
	case chat.Pace:
		question, controls = m.Question, m.Controls
	}
	for _, c := range controls {
		buttons[c.Label] = c.Token
	}
	return question, buttons
}

// waits lets time pass; timers that come due on the way fire in their order.
func (p *person) waits(d time.Duration) *person {
	p.Helper()
	until := p.now.Add(d)
	var all []engine.Effect
	for {
		name, at := p.nextTimer()
		if name == "" || at.After(until) {
			break
		}
		if at.After(p.now) {
			p.now = at.In(p.now.Location())
		}
		p.event(chat.Due{Timer: name, At: at})
		all = append(all, p.effects...)
	}
	p.now, p.effects = until, all
	return p
}

func (p *person) nextTimer() (first string, due time.Time) {
	for name, at := range p.timers {
		if first == "" || at.Before(due) || at.Equal(due) && name < first {
			first, due = name, at
		}
	}
	return first, due
}

// heard is the last turn as a person saw it, one effect a line.
func (p *person) heard() string {
	var b strings.Builder
	for _, e := range p.effects {
		fmt.Fprintln(&b, p.line(e))
	}
	return b.String()
}

// said is the texts of the last turn.
func (p *person) said() string {
	var texts []string
	for _, e := range p.effects {
		if notice, is := e.(engine.Notice); is {
			texts = append(texts, notice.Text)
		}
		if say, is := e.(engine.Say); is {
			switch m := say.Message.(type) {
			case chat.Say:
				texts = append(texts, m.Text)
			case chat.Pace:
				texts = append(texts, "pace "+m.Title+" "+m.Text)
			}
		}
	}
	return strings.Join(texts, "\n")
}

func (p *person) hears(part string) *person {
	p.Helper()
	if !strings.Contains(p.said(), part) {
		p.Errorf("expected to hear %q, heard:\n%s", part, p.heard())
	}
	return p
}

func (p *person) hearsNot(part string) {
	p.Helper()
	if strings.Contains(p.said(), part) {
		p.Errorf("did not expect to hear %q, heard:\n%s", part, p.heard())
	}
}

// sees an effect line that holds part.
func (p *person) sees(part string) *person {
	p.Helper()
	if !strings.Contains(p.heard(), part) {
		p.Errorf("expected %q among:\n%s", part, p.heard())
	}
	return p
}

func (p *person) isAt(step string) *person {
	p.Helper()
	sc, at := p.session.Open(p.lib)
	if got := strings.Trim(sc+"/"+at, "/"); got != step {
		p.Errorf("the person is at %q, not at %q; heard:\n%s", got, step, p.heard())
	}
	return p
}

// edit puts another library under the person, as hot reload does.
func (p *person) edit(lib *script.Library) *person {
	p.lib = lib
	return p
}

func (p *person) line(e engine.Effect) string {
	switch e := e.(type) {
	case engine.Say:
		return sayLine(e.Message)
	case engine.Notice:
		return "< (" + e.Text + ")"
	case engine.Safety:
		return fmt.Sprintf("= safety %v again=%v %s %s", e.Signal, e.Again, e.Lang, e.Country)
	case engine.Keep:
		return "= keep " + e.Record.Kind + ": " + fieldsLine(e.Record.Fields)
	case engine.Correct:
		return "= correct " + e.Kind + "." + e.Field + ": " + e.Text
	case engine.Show:
		return fmt.Sprintf("= show %c", e.View)
	case engine.Export:
		return "= export"
	case engine.Forget:
		return "= forget"
	case engine.WakeAt:
		return fmt.Sprintf("= wake %s in %v", e.Timer, e.At.Sub(p.now))
	case engine.Cancel:
		return "= cancel " + e.Timer
	case engine.Passed:
		return fmt.Sprintf("= passed %v %d", e.Why, e.N)
	case engine.End:
		return fmt.Sprintf("= end %s %s", e.Script, e.Reason)
	}
	return fmt.Sprintf("= unknown %T", e)
}

func sayLine(m chat.Message) string {
	switch m := m.(type) {
	case chat.Say:
		line := "< " + strings.ReplaceAll(m.Text, "\n", " ⏎ ")
		for _, c := range m.Choices {
			line += " [" + c.Label + "]"
		}
		return line
	case chat.Pace:
		line := fmt.Sprintf("< pace %s, %d rounds of", m.Title, m.Rounds)
		for _, phase := range m.Phases {
			line += fmt.Sprintf(" %s %v", phase.Label, phase.Last)
		}
		return line + ": " + m.Text
	}
	return fmt.Sprintf("< %T", m)
}

func fieldsLine(fields []record.Field) string {
	var parts []string
	for _, f := range fields {
		value := fmt.Sprint(f.Number)
		switch f.Type {
		case record.Choice, record.Text:
			value = f.Text
		case record.Choices:
			value = strings.Join(f.Many, "+")
		case record.YesNo:
			value = fmt.Sprint(f.Yes)
		}
		parts = append(parts, f.Name+" "+value)
	}
	return strings.Join(parts, ", ")
}

// messageOf is the words of an effect that says some.
func messageOf(e engine.Effect) (chat.Say, bool) {
	said, _ := e.(engine.Say)
	say, is := said.Message.(chat.Say)
	return say, is
}
