package discord_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// notes is a store of notes in memory. Broken, it fails.
type notes struct {
	mu     sync.Mutex
	all    map[string][]byte
	until  map[string]time.Time
	broken bool
	writes int
}

var errStore = errors.New("the store is away")

func newNotes() *notes { return &notes{all: map[string][]byte{}, until: map[string]time.Time{}} }

func (n *notes) Note(_ context.Context, of chat.Actor, name string) ([]byte, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.broken {
		return nil, errStore
	}
	return slices.Clone(n.all[of.Key()+" "+name]), nil
}

func (n *notes) SetNote(_ context.Context, of chat.Actor, name string, data []byte, until time.Time) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.broken {
		return errStore
	}
	n.writes++
	if data == nil {
		delete(n.all, of.Key()+" "+name)
		return nil
	}
	n.all[of.Key()+" "+name] = slices.Clone(data)
	n.until[of.Key()+" "+name] = until
	return nil
}

func (n *notes) breakDown(broken bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.broken = broken
}

// copyOf is what a crash would leave behind.
func (n *notes) copyOf() *notes {
	n.mu.Lock()
	defer n.mu.Unlock()
	return &notes{all: maps.Clone(n.all), until: maps.Clone(n.until)}
}

func (n *notes) has(of chat.Actor, name string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.all[of.Key()+" "+name] != nil
}

// house is the rest of the program: it remembers what was handed in, once, and
// answers as a test wants.
type house struct {
	t      *testing.T
	srv    *discordtest.Server
	d      *discord.Discord
	notes  *notes
	answer func(ctx context.Context, in chat.Inbound) (chat.Answer, error) // may be nil

	mu    sync.Mutex
	seen  []chat.Inbound
	news  chan struct{}
	sends sync.WaitGroup
	stop  context.CancelFunc
	over  chan error
}

// server starts a Discord that is checked against the published schemas where
// those are at hand.
func server(t *testing.T, cfg discordtest.Config) *discordtest.Server {
	t.Helper()
	cfg.Specs = discordtest.SpecsFromEnv()
	srv, err := discordtest.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		srv.Close()
		for _, v := range srv.Violations() {
			t.Errorf("against the rules of Discord: %s", v)
		}
	})
	return srv
}

// build makes a house that is not running yet.
func build(t *testing.T, srv *discordtest.Server, set func(*discord.Config)) *house {
	t.Helper()
	h := &house{t: t, srv: srv, notes: newNotes(), news: make(chan struct{})}
	cfg := discord.Config{
		Token: discord.Token(srv.Token()), API: srv.URL() + "/v10", Notes: h.notes, Handle: h.handle, PerSecond: 1000,
		Signs: func(string) chat.Signs { return chat.Signs{Closed: "Your private chat is closed to me."} },
		Timing: discord.Timing{
			Anew: time.Millisecond, Identify: time.Millisecond, Retry: time.Millisecond, Persist: 20 * time.Millisecond,
			Finish: 2 * time.Second,
		},
	}
	if set != nil {
		set(&cfg)
	}
	if n, ok := cfg.Notes.(*notes); ok {
		h.notes = n
	}
	if testing.Verbose() {
		cfg.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
	}
	h.d = discord.New(cfg)
	return h
}

// open makes a house that runs and is connected.
func open(t *testing.T, srv *discordtest.Server, set func(*discord.Config)) *house {
	t.Helper()
	h := build(t, srv, set)
	h.connect()
	return h
}

// connect starts it and waits until it is ready.
func (h *house) connect() {
	h.t.Helper()
	h.start()
	until(h.t, "ready", func() bool { return h.d.Health().Ready })
}

func (h *house) start() {
	ctx, stop := context.WithCancel(context.Background())
	h.stop, h.over = stop, make(chan error, 1)
	go func() { h.over <- h.d.Run(ctx) }()
	h.t.Cleanup(func() { _ = h.close() })
}

// close stops the platform and says how Run ended.
func (h *house) close() error {
	h.sends.Wait()
	h.stop()
	select {
	case err := <-h.over:
		h.over <- err
		return err
	case <-time.After(20 * time.Second):
		h.t.Error("the platform does not end")
		return nil
	}
}

func (h *house) handle(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
	var after chat.Answer
	if h.answer != nil {
		var err error
		if after, err = h.answer(ctx, in); err != nil {
			return chat.Answer{}, err
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.seen = append(h.seen, in)
	close(h.news)
	h.news = make(chan struct{})
	return after, nil
}

// events waits until so many were handed in, and gives them.
func (h *house) events(n int) []chat.Inbound {
	h.t.Helper()
	ctx := soon(h.t)
	for {
		h.mu.Lock()
		seen, news := slices.Clone(h.seen), h.news
		h.mu.Unlock()
		if len(seen) >= n {
			return seen
		}
		select {
		case <-news:
		case <-ctx.Done():
			h.t.Fatalf("only %d of %d events came", len(seen), n)
		}
	}
}

func (h *house) send(p *discordtest.Person, id string, m chat.Message) error {
	return h.d.Send(soon(h.t), who(p), id, m)
}

func (h *house) mustSend(p *discordtest.Person, id string, m chat.Message) {
	h.t.Helper()
	if err := h.send(p, id, m); err != nil {
		h.t.Fatal(err)
	}
}

func who(p *discordtest.Person) chat.Actor {
	return chat.Actor{Platform: discord.Platform, Kind: chat.Person, ID: p.ID()}
}

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func next(t *testing.T, p *discordtest.Person) discordtest.Message {
	t.Helper()
	m, err := p.Next(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func until(t *testing.T, what string, true_ func() bool) {
	t.Helper()
	ctx := soon(t)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !true_() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func ask(question uint64) chat.Say {
	return chat.Say{
		Text: "How is your mood?", Question: question, Layout: chat.List,
		Choices:  []chat.Choice{{Token: "good", Label: "Good"}, {Token: "low", Label: "Low"}},
		Controls: []chat.Control{{Token: "stop", Label: "Stop"}},
	}
}

func texts(all []chat.Inbound) []string {
	var words []string
	for _, in := range all {
		switch e := in.Event.(type) {
		case chat.Text:
			words = append(words, e.Text)
		default:
			words = append(words, fmt.Sprintf("%T", e))
		}
	}
	return words
}

func press(t *testing.T, p *discordtest.Person, on discordtest.Message, label string) *discordtest.Interaction {
	t.Helper()
	b, ok := on.Button(label)
	if !ok {
		t.Fatalf("no button %q", label)
	}
	i, err := p.Press(on, b.CustomID)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func lacksSecrets(t *testing.T, err error, secrets ...string) {
	t.Helper()
	for _, s := range secrets {
		if err != nil && strings.Contains(err.Error(), s) {
			t.Errorf("the error holds a secret: %v", err)
		}
	}
}
