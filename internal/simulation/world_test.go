package simulation

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/script"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// prompts is what all worlds share: nothing changes it.
type prompts struct {
	lib   *script.Library
	guard *safety.Guard
}

// world is everything of one seed.
type world struct {
	prompts
	seed     uint64
	weather  *weather
	clock    clock
	store    *memstore.Store
	ring     *vault.Ring
	oracle   *oracle
	fleet    *fleet
	platform *platform
	persons  []*person
	commands []string

	mu      sync.Mutex
	begun   time.Time
	tracing bool
	trace   []string
	wrong   []string
}

// newWorld is called inside of the bubble.
func newWorld(shared prompts, seed uint64, tracing bool) (*world, error) {
	rng := stream(seed, "world")
	ring, err := vault.NewWith([]vault.Key{{ID: 1, Secret: [32]byte{1}}}, vault.Config{Random: noise{stream(seed, "nonces")}})
	if err != nil {
		return nil, err
	}
	w := &world{prompts: shared, seed: seed, weather: newWeather(rng), store: memstore.New(), ring: ring, begun: time.Now(), tracing: tracing}
	w.oracle, w.fleet = newOracle(w), newFleet(w)
	w.platform = &platform{w: w, persons: map[chat.Actor]*person{}}
	for _, s := range w.lib.Scripts {
		if s.Command != "" {
			w.commands = append(w.commands, s.Command)
		}
	}
	w.commands = append(w.commands, "start", "stop", "skip", "back", "delete", "trial", "trial", "trial", "quick", "nonsense")
	for i := range 2 + rng.IntN(3) {
		p := newPerson(w, i)
		w.persons = append(w.persons, p)
		w.platform.persons[p.actor] = p
	}
	return w, nil
}

// noise makes nonces: the same ones for the same seed.
type noise struct{ rng *rand.Rand }

func (n noise) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(n.rng.Uint32())
	}
	return len(b), nil
}

var _ io.Reader = noise{}

// run lives the whole life: trouble, calm, and the end.
func (w *world) run(steps int) {
	ctx, end := context.WithCancel(context.Background())
	var manager sync.WaitGroup
	manager.Go(func() { w.fleet.run(ctx) })
	var lives sync.WaitGroup
	for _, p := range w.persons {
		lives.Go(func() { p.live(steps) })
	}
	lives.Wait()
	w.weather.calm.Store(true)
	w.note("calm")
	if !w.failed() {
		time.Sleep(11*time.Minute + 17*time.Nanosecond)
		w.drained()
		w.passedBy()
	}
	end()
	manager.Wait()
	w.fleet.end()
	if !w.failed() {
		w.left()
		w.forgetAll()
	}
}

func (w *world) jump(by time.Duration) {
	w.note("jump", by)
	w.clock.jump(by)
}

func (w *world) fail(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.wrong = append(w.wrong, fmt.Sprintf(format, args...))
	w.line("WRONG: " + w.wrong[len(w.wrong)-1])
}

func (w *world) failed() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.wrong) > 0
}

// note is a line of the trace.
func (w *world) note(words ...any) {
	if !w.tracing {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	parts := make([]string, len(words))
	for i, word := range words {
		parts[i] = fmt.Sprint(word)
		if a, is := word.(chat.Actor); is {
			parts[i] = "person " + a.ID
		}
	}
	w.line(strings.Join(parts, " "))
}

func (w *world) line(text string) {
	if w.tracing {
		w.trace = append(w.trace, fmt.Sprintf("%12.6fs %s", time.Since(w.begun).Seconds(), text))
	}
}
