package simulation

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

var (
	oneSeed = flag.Uint64("seed", 0, "live the life of this seed only, and print what happens")
	seeds   = flag.Uint64("seeds", 0, "how many seeds to try; 0 is 2000, or 200 with -short or -race")
	first   = flag.Uint64("first", 1, "the first seed")
)

// steps is how often each person does something.
const steps = 30

// enough is how many seeds may fail before the rest is not tried any more.
const enough = 20

// trial is a script with what the shipped ones do not have yet: a pause, a silence
// and something that begins later.
const trial = `script: trial
title: Trial
command: trial
patience: {remind: 3m, let-go: 10m}
steps:
  - say: A pause comes.
  - pause: 30s
  - ask: person.no_holds
    say: Leave holds out?
  - later: trial-after
    at: 20m
  - if: person.no_holds
    then:
      - quiet: 40m
  - say: That is all.
`

const trialAfter = `script: trial-after
title: Afterwards
steps:
  - say: This comes later.
  - ask: person.no_holds
    say: Still so?
    patience: {remind: 1m, let-go: 2m}
`

// plant and sow set a reminder with few words: of one's own, or one of the usual.
const plant = `script: plant
title: Plant
command: plant
values: {text: text 200, when: schedule}
steps:
  - {ask: text, say: Which words?}
  - {ask: when, say: When?}
  - {remind: add, what: text, at: when}
  - {say: "It is set: {when.next}."}
`

const sow = `script: sow
title: Sow
command: sow
values: {what: {one-of: reminders}, when: schedule}
steps:
  - {ask: what, say: What of?}
  - {ask: when, say: When?}
  - {remind: add, what: what, at: when}
  - {say: "It is set: {when.next}."}
`

func load(t testing.TB) prompts {
	t.Helper()
	lib, problems := script.Load(over{os.DirFS("../../prompts"), map[string]string{"scripts/trial.yaml": trial, "scripts/trial-after.yaml": trialAfter, "scripts/plant.yaml": plant, "scripts/sow.yaml": sow}})
	guard, more := safety.Load(os.DirFS("../../prompts"), "safety")
	if lib == nil || more.Err() != nil {
		t.Fatalf("the prompts do not load:\n%v\n%v", problems, more)
	}
	return prompts{lib, guard}
}

// live is one seed. What went wrong is empty when all is well.
func live(t *testing.T, shared prompts, seed uint64, tracing bool) (wrong, trace []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w, err := newWorld(shared, seed, tracing)
		if err != nil {
			t.Fatal(err)
		}
		w.run(steps)
		wrong, trace = w.wrong, w.trace
	})
	return wrong, trace
}

// TestSimulation lives through many seeds. One that fails can be lived again.
func TestSimulation(t *testing.T) {
	shared := load(t)
	if *oneSeed != 0 {
		wrong, trace := live(t, shared, *oneSeed, true)
		t.Log("\n" + strings.Join(trace, "\n"))
		for _, w := range wrong {
			t.Error(w)
		}
		return
	}
	workers := uint64(runtime.GOMAXPROCS(0))
	for worker := range workers {
		t.Run(strconv.FormatUint(worker, 10), func(t *testing.T) {
			t.Parallel()
			failed := 0
			for seed := *first + worker; seed < *first+howMany() && failed < enough; seed += workers {
				if wrong, _ := live(t, shared, seed, false); len(wrong) > 0 {
					failed++
					t.Errorf("seed %d: %s\nsee what happens: go test ./internal/simulation -run TestSimulation -seed=%d -v", seed, wrong[0], seed)
				}
			}
		})
	}
}

func howMany() uint64 {
	switch {
	case *seeds != 0:
		return *seeds
	case testing.Short() || raceEnabled:
		return 200
	}
	return 2000
}

// TestASeedRepeatsItself: without that, a failing seed could not be looked at.
func TestASeedRepeatsItself(t *testing.T) {
	shared := load(t)
	for seed := uint64(1); seed <= 8; seed++ {
		_, once := live(t, shared, seed, true)
		_, again := live(t, shared, seed, true)
		for i := range min(len(once), len(again)) {
			if once[i] != again[i] {
				t.Errorf("seed %d, line %d:\n%s\n%s", seed, i, once[i], again[i])
				break
			}
		}
		if len(once) != len(again) {
			t.Errorf("seed %d: %d lines, then %d", seed, len(once), len(again))
		}
	}
}

// TestSomeoneSaysSomethingUrgent: the lives hold what safety is for.
func TestSomeoneSaysSomethingUrgent(t *testing.T) {
	guard, found := load(t).guard, map[chat.Signal]bool{}
	for _, text := range texts() {
		found[guard.Look(text)] = true
	}
	if !found[chat.NoSignal] || !found[chat.Crisis] || len(found) < 3 {
		t.Errorf("the texts hold only %v", fmt.Sprint(found))
	}
}
