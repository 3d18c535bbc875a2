package engine_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	prompts "github.com/stillpoint-bot/stillpoint/internal/folder"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

const intake = `script: intake
title: Eight questions
values:
  age: 18..120
  cup: {one-of: {tea: Green tea, water: Plain water}}
  name: text 40
  again: yes-no
  days: {several-of: {mon: Monday, wed: Wednesday, fri: Friday}}
  wake: time
  note: text 80
  ease: 0..10
patience: {remind: 2h, let-go: 12h}
steps:
  - ask: age
    say: What is your age in years?
  - ask: cup
    say: What would you drink?
  - ask: name
    say: What may we call you?
  - ask: again
    say: Would you come again?
    retry: A short word is enough here.
  - ask: days
    say: On which days?
  - ask: wake
    say: When do you get up?
  - ask: note
    say: Anything else?
    optional: true
  - ask: ease
    say: How easy was that?
    scale: {low: hard, high: easy}
  - say: "Noted: {age}, {cup}, {name}, {again}, {days}, {wake}, {note}, {ease}. Goodbye."
`

// ownFolder is a folder with one script and nothing else, as an operator has it.
func ownFolder(t testing.TB, text string) *script.Library {
	t.Helper()
	own := fstest.MapFS{"scripts/intake.yaml": {Data: []byte(text)}}
	lib, problems := script.Load(prompts.Over(own, os.DirFS(shippedFolder)))
	if len(problems) > 0 {
		t.Fatalf("the folder has mistakes:\n%v", problems)
	}
	return lib
}

func TestAFolderOfOneScriptIsPlayedInItsOwnWords(t *testing.T) {
	p := somebody(t, ownFolder(t, intake))
	p.session = engine.NewSession(p.lib, 7, 0)
	for _, turn := range []struct{ typed, said string }{
		{"/start", "What is your age in years?"},
		{"twelve or so", "What is your age in years?"},
		{"47", "What would you drink?"},
		{"2", "What may we call you?"},
		{"Ada", "Would you come again?"},
		{"who knows", "A short word is enough here.\nWould you come again?"},
		{"Sí", "On which days?"},
		{"1, Friday", "When do you get up?"},
		{"half past six in the morning", "Anything else?"},
		{"skip", "How easy was that?\n0 = hard · 10 = easy"},
		{"7", "Noted: 47, Plain water, Ada, Sí, Monday, Friday, 06:30, –, 7. Goodbye."},
		{"thanks", ""},
		{"help", ""},
		{"/start", "What is your age in years?"},
		{"stop", ""},
		{"/nothing", ""},
	} {
		if p.types(turn.typed); p.said() != turn.said {
			t.Errorf("%q is met with %q, want %q", turn.typed, p.said(), turn.said)
		}
	}
}

func TestTheFirstWordBeginsTheOnlyScript(t *testing.T) {
	p := somebody(t, ownFolder(t, intake))
	p.session = engine.NewSession(p.lib, 7, 0)
	p.types("hello").hears("What is your age in years?")
	p.types("stop").types("hello again").hearsNothing().isAt("")
	p.event(chat.Lifecycle{Change: chat.Joined}).isAt("intake/age")
}

func TestAScriptMayHaveTheCommandStart(t *testing.T) {
	lib := ownFolder(t, strings.Replace(intake, "title:", "command: start\ntitle:", 1))
	somebody(t, lib).types("/start").isAt("intake/age")
}

func TestWhatRecordsWithoutConsentKeepsNothingAndSaysNothing(t *testing.T) {
	lib := ownFolder(t, strings.Replace(intake, "  - ask: cup", "  - record: age\n  - ask: cup", 1))
	p := somebody(t, lib)
	p.session = engine.NewSession(lib, 7, 0)
	if p.types("/start").types("47"); p.said() != "What would you drink?" || strings.Contains(p.heard(), "keep") {
		t.Errorf("heard:\n%s", p.heard())
	}
}

// TestNothingLeavesTheEngineThatTheFolderDoesNotHold: whatever people do.
func TestNothingLeavesTheEngineThatTheFolderDoesNotHold(t *testing.T) {
	lib := ownFolder(t, intake)
	known := wordsOf(intake)
	for seed := range uint64(8) {
		random := rand.New(rand.NewPCG(seed, 5))
		p := somebody(t, lib)
		p.session = engine.NewSession(lib, uint32(seed), 0)
		ends := 0
		for range 1500 {
			p.now = p.now.Add(time.Duration(random.IntN(3000)) * time.Second)
			p.event(someDeed(p, random))
			for _, e := range p.effects {
				known.look(t, e)
				if strings.Contains(p.said(), "Noted:") {
					ends++
				}
			}
			if t.Failed() {
				t.Fatalf("seed %d, turn %d", seed, p.turns)
			}
		}
		if ends == 0 {
			t.Errorf("seed %d never came to the end", seed)
		}
	}
}

// someDeed is an answer that fits, or anything else that people do.
func someDeed(p *person, random *rand.Rand) chat.Event {
	fits := map[string]string{"age": "47", "cup": "1", "name": "Ada", "again": "yes", "days": "1, 3", "wake": "6:30", "note": "no", "ease": "7"}
	_, step := p.session.Open(p.lib)
	switch n := random.IntN(100); {
	case n < 55 && fits[step] != "":
		return chat.Text{Text: fits[step]}
	case n < 65:
		return randomPress(p, random)
	case n < 75:
		return chat.Text{Text: pickOne(random, someTexts())}
	case n < 80:
		return chat.Command{Name: pickOne(random, []string{"start", "help", "stop", "now", "menu", "nothing", "skip", "intake"})}
	case n < 84:
		return chat.Unread{}
	case n < 88:
		return chat.Edit{Of: fmt.Sprint("event ", p.turns-random.IntN(3)), Text: pickOne(random, someTexts())}
	case n < 90:
		return chat.Lifecycle{Change: pickOneOf(random, chat.Joined, chat.Blocked)}
	case n < 95:
		if name, at := p.nextTimer(); name != "" && !at.After(p.now) {
			return chat.Due{Timer: name, At: at}
		}
	}
	return chat.Text{Text: pickOne(random, []string{"back", "repeat", "help", "qwertz"})}
}

func pickOneOf[T any](random *rand.Rand, from ...T) T { return from[random.IntN(len(from))] }

// folderWords is what a folder can say.
type folderWords struct {
	text  string
	lines []*regexp.Regexp // those with answers in them
}

func wordsOf(text string) folderWords {
	w := folderWords{text: text}
	for line := range strings.Lines(text) {
		if _, said, ok := strings.Cut(strings.TrimSpace(line), `say: "`); ok {
			pattern := regexp.MustCompile(`\\\{[a-z]+\\\}`).ReplaceAllString(regexp.QuoteMeta(strings.TrimSuffix(said, `"`)), "(?s:.*)")
			w.lines = append(w.lines, regexp.MustCompile("^"+pattern+"$"))
		}
	}
	return w
}

// look fails for whatever a person would see that is not in the folder.
func (w folderWords) look(t *testing.T, e engine.Effect) {
	t.Helper()
	switch e.(type) {
	case engine.WakeAt, engine.Cancel, engine.End, engine.Safety:
		return
	}
	say, is := messageOf(e)
	if !is {
		t.Errorf("an effect %T", e)
		return
	}
	if say.Text == "" || (say.Write != "" && say.Write != "Eight questions") || len(say.Controls) > 0 {
		t.Errorf("a message %+v", say)
	}
	for _, c := range say.Choices {
		w.holds(t, c.Label)
	}
	for _, line := range w.lines {
		if line.MatchString(say.Text) {
			return
		}
	}
	for line := range strings.Lines(say.Text) {
		for part := range strings.SplitSeq(strings.TrimSpace(line), " · ") {
			w.holds(t, part)
		}
	}
}

func (w folderWords) holds(t *testing.T, part string) {
	t.Helper()
	part = regexp.MustCompile(`^\d+( = |$)`).ReplaceAllString(part, "")
	if !strings.Contains(w.text, part) {
		t.Errorf("%q is nowhere in the folder", part)
	}
}
