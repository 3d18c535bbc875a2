package telegram_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// soon is long enough for anything that has to happen.
func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// house is the part of Stillpoint behind the adapter: it notes what it hears and
// answers as it is told to.
type house struct {
	adapter *telegram.Adapter
	server  *telegramtest.Server
	notes   *notes
	log     *bytes.Buffer

	mu     sync.Mutex
	heard  []chat.Inbound
	answer func(ctx context.Context, in chat.Inbound) (chat.Answer, error)
	points map[string]int
	rung   chan struct{}

	stop func() error
}

// handle is Config.Handle.
func (h *house) handle(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
	h.mu.Lock()
	h.heard = append(h.heard, in)
	answer := h.answer
	close(h.rung)
	h.rung = make(chan struct{})
	h.mu.Unlock()
	if answer == nil {
		return chat.Answer{}, nil
	}
	return answer(ctx, in)
}

// answers says how events are answered from now on.
func (h *house) answers(f func(ctx context.Context, in chat.Inbound) (chat.Answer, error)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.answer = f
}

// events waits until the house has heard n events, and returns them.
func (h *house) events(t *testing.T, n int) []chat.Inbound {
	t.Helper()
	return h.until(t, fmt.Sprintf("%d events are heard", n), func(heard []chat.Inbound) bool { return len(heard) >= n })
}

// until waits until what the house has heard is enough, and returns it.
func (h *house) until(t *testing.T, what string, enough func([]chat.Inbound) bool) []chat.Inbound {
	t.Helper()
	ctx := soon(t)
	for {
		h.mu.Lock()
		heard, rung := slices.Clone(h.heard), h.rung
		h.mu.Unlock()
		if enough(heard) {
			return heard
		}
		select {
		case <-rung:
		case <-ctx.Done():
			t.Fatalf("waited in vain until %s; it was %v", what, heard)
		}
	}
}

// observe is Config.Observe.
func (h *house) observe(point string, n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.points[point] += n
}

func (h *house) count(point string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.points[point]
}

// say sends something and fails the test when that fails.
func (h *house) say(t *testing.T, to chat.Actor, m chat.Message) {
	t.Helper()
	if err := h.adapter.Send(soon(t), to, "", m); err != nil {
		t.Fatal(err)
	}
}

// someone is a person's actor.
func someone(id string) chat.Actor {
	return chat.Actor{Platform: telegram.Platform, Kind: chat.Person, ID: id}
}

// community is a group's actor.
func community(id string) chat.Actor {
	return chat.Actor{Platform: telegram.Platform, Kind: chat.Community, ID: id}
}

// mood is the question that most stories ask. Its number is 7.
func mood() chat.Say {
	say := chat.Say{
		Text: "How is your mood right now?", Question: 7, Layout: chat.Scale,
		Controls: []chat.Control{{Token: "!stop", Label: "Stop"}, {Token: "!skip", Label: "Skip"}},
	}
	for _, n := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"} {
		say.Choices = append(say.Choices, chat.Choice{Token: "n" + n, Label: n})
	}
	return say
}

// build is a house beside a Telegram. Nothing runs yet.
func build(t *testing.T, change func(*telegram.Config)) *house {
	t.Helper()
	server, err := telegramtest.Start(telegramtest.Config{Specs: telegramtest.SpecsFromEnv()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	t.Cleanup(func() { server.Verify(t) })
	h := &house{server: server, notes: &notes{}, log: &bytes.Buffer{}, points: map[string]int{}, rung: make(chan struct{})}
	cfg := telegram.Config{
		Token: telegram.Secret(server.Token()), API: server.URL(),
		Handle: h.handle, Notes: h.notes, Observe: h.observe,
		Log: slog.New(slog.NewTextHandler(h.log, nil)),
		Signs: func(string) chat.Signs {
			return chat.Signs{InGroup: "Let us talk in private.", Privately: "Start privately"}
		},
		Menus: func() []chat.Menu {
			return []chat.Menu{
				{Entries: []chat.Entry{{Name: "checkin", Description: "How are you?"}, {Name: "help", Description: "What I can do"}}},
				{Lang: "es", Entries: []chat.Entry{{Name: "checkin", Description: "¿Cómo estás?"}, {Name: "help", Description: "Qué puedo hacer"}}},
			}
		},
		Backoff: 5 * time.Millisecond,
	}
	if change != nil {
		change(&cfg)
	}
	h.adapter, err = telegram.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// run starts the adapter; the test ends when it has ended, without an error.
func (h *house) run(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- h.adapter.Run(ctx) }()
	h.stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() {
		if err := h.stop(); err != nil {
			t.Errorf("running ended with %v", err)
		}
	})
}

// open is build and run.
func open(t *testing.T, change func(*telegram.Config)) *house {
	t.Helper()
	h := build(t, change)
	h.run(t)
	return h
}

// notes is a store of notes in memory.
type notes struct {
	mu   sync.Mutex
	kept map[string][]byte
	fail error
	deaf bool // nothing can be set
}

// forgets says whether setting notes fails from now on.
func (n *notes) forgets(yes bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.deaf = yes
}

// breaks says with what error notes end from now on; nil: they work.
func (n *notes) breaks(err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.fail = err
}

func (n *notes) Note(_ context.Context, of chat.Actor, name string) ([]byte, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.kept[of.Key()+" "+name], n.fail
}

func (n *notes) SetNote(_ context.Context, of chat.Actor, name string, data []byte, _ time.Time) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.fail != nil {
		return n.fail
	}
	if n.deaf {
		return errStore
	}
	if n.kept == nil {
		n.kept = map[string][]byte{}
	}
	n.kept[of.Key()+" "+name] = bytes.Clone(data)
	return nil
}
