package engine_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// author writes scripts at random, of every kind of step, nested and with ways
// back up: what an author could write, not what one would.
type author struct {
	*rand.Rand
	b     strings.Builder
	named int
}

func (a *author) write() string {
	a.b.WriteString(`script: try
title: Try
command: try
values: {n: 0..10, m: 0..10 by 0.5, area: {one-of: {chest: Chest, belly: Belly}}, parts: {several-of: places}, yes: yes-no, bed: time, note: text 50}
steps:
`)
	a.steps("  ", 1+a.IntN(6), 0)
	return a.b.String()
}

func (a *author) steps(indent string, n, depth int) {
	for range n {
		a.step(indent, depth)
	}
}

func (a *author) step(indent string, depth int) {
	a.named++
	fmt.Fprintf(&a.b, "%s- id: s%d\n%s  ", indent, a.named, indent)
	kinds := 17
	if depth > 2 {
		kinds = 14 // the last three nest
	}
	value := pickOne(a.Rand, []string{"n", "m", "area", "parts", "yes", "bed", "note", "person.no_holds", "person.language"})
	condition := pickOne(a.Rand, []string{"n <= 3", "yes", "answered(area)", "m / n > 1", `"here" in parts`, "not yes", "hour() < 12", `bed > "22:00"`})
	when := pickOne(a.Rand, []string{"20s", "4h", "21:30", "tomorrow 09:00"})
	switch a.IntN(kinds) {
	case 0:
		a.b.WriteString("say: {any: ['One {n}.', 'Two {area}.', 'Three {parts}, {bed}, {note}.']}\n")
	case 1, 2, 3:
		fmt.Fprintf(&a.b, "ask: %s\n%s  say: What is it?\n%s  tries: %d\n", value, indent, indent, a.IntN(3))
	case 4:
		a.b.WriteString("call: inner\n" + indent + "  with: {three: n + 1}\n")
	case 5:
		a.b.WriteString("breathe: even\n")
	case 6:
		fmt.Fprintf(&a.b, "pause: %s\n", when)
	case 7:
		a.b.WriteString("set: {n: n + 3, m: m / n, yes: n > m, area: belly, person.no_holds: yes}\n")
	case 8:
		a.b.WriteString("record: check-in\n")
	case 9:
		fmt.Fprintf(&a.b, "go: s%d\n", 1+a.IntN(a.named))
	case 10:
		a.b.WriteString("end: enough\n")
	case 11:
		fmt.Fprintf(&a.b, "quiet: %s\n", when)
	case 12:
		fmt.Fprintf(&a.b, "later: other\n%s  at: %s\n", indent, when)
	case 13:
		a.b.WriteString(pickOne(a.Rand, []string{"lines: now\n", "export: json\n", "forget: everything\n", "show: week\n"}))
	case 14:
		fmt.Fprintf(&a.b, "if: '%s'\n%s  then:\n", condition, indent)
		a.steps(indent+"    ", 1+a.IntN(3), depth+1)
		if a.IntN(2) == 0 {
			a.b.WriteString(indent + "  else:\n")
			a.steps(indent+"    ", 1, depth+1)
		}
	case 15:
		fmt.Fprintf(&a.b, "repeat: %d\n%s  until: '%s'\n%s  steps:\n", 1+a.IntN(4), indent, condition, indent)
		a.steps(indent+"    ", 1+a.IntN(3), depth+1)
	case 16:
		fmt.Fprintf(&a.b, "offer:\n%s    tea: Tea\n%s    in: inner\n%s    up: {label: Up, go: s%d}\n%s    more:\n%s      label: More\n%s      then:\n", indent, indent, indent, 1+a.IntN(a.named), indent, indent, indent)
		a.steps(indent+"        ", 1+a.IntN(2), depth+1)
	}
}

// TestWhateverAuthorsWriteLoadsOrSaysWhyAndCanBePlayed plays scripts that were
// written at random, and edits them under the person half way.
func TestWhateverAuthorsWriteLoadsOrSaysWhyAndCanBePlayed(t *testing.T) {
	small := goodFolder(t)
	delete(small, "scripts/try.yaml")
	var last *script.Library
	loaded := 0
	for seed := range uint64(200) {
		a := &author{Rand: rand.New(rand.NewPCG(seed, 4))}
		text := a.write()
		fsys := fstest.MapFS{"scripts/try.yaml": &fstest.MapFile{Data: []byte(text)}}
		maps.Copy(fsys, small)
		lib, problems := script.Load(fsys)
		if lib == nil {
			if all := problems.Error(); !strings.Contains(all, "round for ever") {
				t.Fatalf("seed %d does not load:\n%s\n%s", seed, all, text)
			}
			continue
		}
		loaded++
		p := somebody(t, lib).types("/try")
		for i := range 60 {
			if i == 40 && last != nil {
				p.edit(last) // another script of the same name
			}
			if e := randomEvent(p, a.Rand); !answered(p.event(e), e) {
				t.Fatalf("seed %d: %#v is met with silence:\n%s\n%s", seed, e, p.heard(), text)
			}
		}
		last = lib
	}
	if loaded < 120 {
		t.Errorf("only %d of 200 scripts load: the test says little", loaded)
	}
}

func TestWhatIsRememberedOfAPersonIsNotWrittenInPlace(t *testing.T) {
	lib := only(t, "script: try\ntitle: Try\ncommand: try\nsteps:\n  - set: {person.no_holds: not person.no_holds}\n  - say: Now {person.no_holds}.\n")
	p := somebody(t, lib).types("/try").hears("Now Yes.").types("/try").hears("Now No.").types("/try").hears("Now Yes.")
	p.session = p.session.Agreed()
	before := p.session
	if slot, ok := lib.Person.Find(script.PersonNoHolds); ok {
		before.With(slot, script.YesNoValue(false))
	}
	p.types("/try").hears("Now No.")
}

// TestOneSessionMayBePlayedByManyAtOnce is for the race detector: a turn that
// lost against another is played again from the same session.
func TestOneSessionMayBePlayedByManyAtOnce(t *testing.T) {
	p := somebody(t, everyWaitLibrary(t)).types("/try").types("7").types("belly").types("1, 2")
	start := p.session.Encode(nil)
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			s, now := p.session, p.now
			for _, text := range []string{"yes", "22:30", "back", "skip", "a note", "/stop", fmt.Sprint(i)} {
				s, _ = engine.Advance(p.lib, s, chat.Inbound{ID: fmt.Sprint(i, text), Event: chat.Text{Text: text}}, now)
			}
		})
	}
	all.Wait()
	if string(p.session.Encode(nil)) != string(start) {
		t.Error("the session has changed")
	}
}
