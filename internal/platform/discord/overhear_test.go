package discord_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// TestWhatWaitsBehindAnEventThatCannotBeKeptIsOverheardOnce has a person write three
// times while nothing can be kept: what waits is heard before its turn.
func TestWhatWaitsBehindAnEventThatCannotBeKeptIsOverheardOnce(t *testing.T) {
	srv := server(t, discordtest.Config{})
	heard := make(chan string, 10)
	var up atomic.Bool
	h := build(t, srv, func(cfg *discord.Config) {
		cfg.Overhear = func(_ context.Context, in chat.Inbound) error {
			text, _ := in.Event.(chat.Text)
			heard <- text.Text
			return nil
		}
	})
	h.answer = func(context.Context, chat.Inbound) (chat.Answer, error) {
		if up.Load() {
			return chat.Answer{}, nil
		}
		return chat.Answer{}, errStore
	}
	h.connect()
	ann := srv.Person("", "en-US")
	for _, text := range []string{"one", "two", "three"} {
		ann.Say(text)
	}
	var got []string
	for ctx := soon(t); len(got) < 2; {
		select {
		case text := <-heard:
			got = append(got, text)
		case <-ctx.Done():
			t.Fatalf("only %q was overheard", got)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, []string{"three", "two"}) {
		t.Errorf("overheard %q", got)
	}
	up.Store(true)
	if got := texts(h.events(3)); !slices.Equal(got, []string{"one", "two", "three"}) {
		t.Errorf("handed in %q", got)
	}
	if len(heard) != 0 {
		t.Errorf("overheard again: %q", <-heard)
	}
}

// TestWhatCouldNotBeListenedToIsPassedOnAgain has the listener fail: it is told again,
// and in the end given up.
func TestWhatCouldNotBeListenedToIsPassedOnAgain(t *testing.T) {
	for name, c := range map[string]struct{ failures, told int }{
		"it works at once":        {0, 1},
		"it works the third time": {2, 3},
		"it never works":          {100, 6},
	} {
		t.Run(name, func(t *testing.T) {
			srv := server(t, discordtest.Config{})
			var told atomic.Int32
			h := build(t, srv, func(cfg *discord.Config) {
				cfg.Overhear = func(context.Context, chat.Inbound) error {
					if int(told.Add(1)) <= c.failures {
						return errStore
					}
					return nil
				}
			})
			h.answer = func(context.Context, chat.Inbound) (chat.Answer, error) {
				if int(told.Load()) >= c.told {
					return chat.Answer{}, nil
				}
				return chat.Answer{}, errStore
			}
			h.connect()
			ann := srv.Person("", "en-US")
			ann.Say("in front")
			ann.Say("waits")
			h.events(2)
			if err := h.close(); err != nil {
				t.Fatal(err)
			}
			if got := int(told.Load()); got != c.told {
				t.Errorf("told %d times", got)
			}
		})
	}
}

// ears is who listens: it remembers what it was told, and how often.
type ears struct {
	mu   sync.Mutex
	told map[string]int
}

func (e *ears) hear(_ context.Context, in chat.Inbound) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	text, _ := in.Event.(chat.Text)
	e.told[text.Text]++
	return nil
}

// heard is how often each text was told until now.
func (e *ears) heard() map[string]int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return maps.Clone(e.told)
}

// TestWhoWaitsForTheBotsOwnNoteIsOverheard has a person go on writing while the bot
// cannot keep where the gateway stands: a few events are handled, and the others are
// heard, although they have to wait.
func TestWhoWaitsForTheBotsOwnNoteIsOverheard(t *testing.T) {
	srv := server(t, discordtest.Config{})
	listener := &ears{told: map[string]int{}}
	h := open(t, srv, func(cfg *discord.Config) {
		cfg.Overhear, cfg.Timing.Hear = listener.hear, 20*time.Millisecond
	})
	h.notes.breakDown(true)
	ann := srv.Person("", "en-US")
	for i := range 8 {
		ann.Say(fmt.Sprint("word ", i))
	}
	until(t, "what waits is heard", func() bool { return len(listener.heard()) == 2 })
	if n := len(h.events(6)); n != 6 {
		t.Errorf("%d were handed in", n)
	}
	ann.Say("word 8")
	until(t, "what comes later is heard, too", func() bool { return len(listener.heard()) == 3 })
	h.notes.breakDown(false)
	h.events(9)
	want := map[string]int{"word 6": 1, "word 7": 1, "word 8": 1}
	if got := listener.heard(); !maps.Equal(got, want) {
		t.Errorf("heard %v", got)
	}
}

// TestWhatWasReadIsOverheardWhileReadingPauses has more people write than may be under
// way: all that was read and waits is heard once, the event in hand as well.
func TestWhatWasReadIsOverheardWhileReadingPauses(t *testing.T) {
	srv := server(t, discordtest.Config{Keep: -1})
	listener := &ears{told: map[string]int{}}
	h := build(t, srv, func(cfg *discord.Config) {
		cfg.Overhear, cfg.Timing.Hear = listener.hear, 20*time.Millisecond
	})
	release := make(chan struct{})
	h.answer = func(context.Context, chat.Inbound) (chat.Answer, error) {
		<-release
		return chat.Answer{}, nil
	}
	h.connect()
	for i := range 500 {
		p := srv.Person("", "en-US")
		for word := range 5 {
			p.Say(fmt.Sprint(i, " says ", word))
		}
	}
	const undone, handled = 2000, 128
	until(t, "all that waits is heard", func() bool { return len(listener.heard()) == undone-handled+1 })
	close(release)
	h.events(2500)
	for text, n := range listener.heard() {
		if n != 1 {
			t.Errorf("%q was heard %d times", text, n)
		}
	}
}
