package app

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// What nobody may find in a log or an error: whose it is, what they wrote, what was
// written to them, and what it is sealed with.
const (
	privateID   = "8230417755"
	privateText = "marzipan and thunder kept me awake"
	privateName = "lighthouse" // of a command nobody knows
)

func privateKey() vault.Key {
	key := vault.Key{ID: 1}
	copy(key.Secret[:], "0123456789-secret-secret-secret-")
	return key
}

// gossip is a platform whose errors quote everything.
type gossip struct{ said []string }

func (g *gossip) Send(_ context.Context, to chat.Actor, id string, m chat.Message) error {
	if say, is := m.(chat.Say); is {
		g.said = append(g.said, say.Text)
	}
	failures := []error{nil, nil, chat.ErrRefused, chat.RetryError{After: time.Second}}
	err := fmt.Errorf("400: cannot send %+v as %s to %s", m, id, to.Key())
	return errors.Join(err, failures[len(g.said)%len(failures)])
}

// chatter is a house that logs everything there is.
type chatter struct {
	*testing.T
	*house
	path  string
	now   time.Time
	out   bytes.Buffer // the log, and every error that came back
	store *boltstore.Store
	to    *gossip
	count int
}

func (c *chatter) open(key vault.Key) {
	c.Helper()
	var err error
	if c.store, err = boltstore.Open(c.path, boltstore.Config{}); err != nil {
		c.Fatal(err)
	}
	shelf, guard := crashShelf(c)
	c.house, err = newHouse(houseConfig{
		shelf: shelf, guard: guard, keys: []vault.Key{key}, store: c.store, now: func() time.Time { return c.now }, agreed: true,
		log:     slog.New(slog.NewTextHandler(&c.out, &slog.HandlerOptions{Level: slog.LevelDebug, AddSource: true})),
		senders: map[chat.Platform]delivery.Sender{"telegram": c.to},
	})
	if err != nil {
		c.Fatal(err)
	}
}

func (c *chatter) close() {
	c.Helper()
	if err := c.store.Close(); err != nil {
		c.Fatal(err)
	}
}

func (c *chatter) actor() chat.Actor {
	return chat.Actor{Platform: "telegram", Kind: chat.Person, ID: privateID}
}

// goThrough has every kind of event handled, timers fired and messages sent.
func (c *chatter) goThrough() {
	events := []chat.Event{
		chat.Command{Name: "day", Args: privateText},
		chat.Text{Text: "7"},
		chat.Text{Text: privateText},
		chat.Command{Name: privateName},
		chat.Press{Question: 1, Token: privateName},
		chat.Begin{Script: privateName},
		chat.Text{Text: "quero morrer, " + privateText},
	}
	for _, e := range events {
		c.count++
		_, err := c.talk.Handle(c.Context(), chat.Inbound{ID: fmt.Sprint(privateID, "/", c.count), Actor: c.actor(), Event: e})
		c.tell(err)
		c.now = c.now.Add(6 * time.Minute)
		c.round()
	}
	c.now = c.now.Add(30 * time.Hour)
	c.round()
	_, err := c.talk.Peek(c.Context(), c.actor(), "en")
	c.tell(err)
	_, err = c.talk.Export(c.Context(), c.actor())
	c.tell(err)
}

func (c *chatter) round() {
	_, err := c.wake.Fire(c.Context())
	c.tell(err)
	_, err = c.mail.Drain(c.Context())
	c.tell(err)
}

// tell is where an error goes that comes back: sooner or later somebody prints it.
func (c *chatter) tell(err error) {
	if err != nil {
		fmt.Fprintf(&c.out, "error: %v %+v\n", err, err)
	}
}

// TestNoLogAndNoErrorTellsOfAPerson goes through everything that can go wrong with
// somebody's data, with the log at its most talkative.
func TestNoLogAndNoErrorTellsOfAPerson(t *testing.T) {
	c := &chatter{T: t, path: filepath.Join(t.TempDir(), "store"), now: crashStart(), to: &gossip{}}
	c.open(privateKey())
	c.goThrough()
	loops, end := context.WithTimeout(t.Context(), time.Nanosecond)
	defer end()
	c.tell(errors.Join(c.mail.Run(loops), c.wake.Run(loops)))
	c.close()
	c.goThrough() // nothing can be stored
	wrong := privateKey()
	wrong.Secret[0]++
	c.open(wrong) // nothing can be read
	c.goThrough()
	c.tell(c.talk.Forget(t.Context(), c.actor()))
	c.close()

	log := c.out.String()
	for _, word := range []string{"was not delivered", "refused", "limited", "cannot be read", "loading a session", "looking for"} {
		if !strings.Contains(log, word) {
			t.Errorf("the log does not tell of %q", word)
		}
	}
	key := privateKey().Secret
	private := append(c.to.said, privateID, privateText, privateName, "quero morrer", string(key[:]), hex.EncodeToString(key[:]), base64.StdEncoding.EncodeToString(key[:]))
	for _, text := range private {
		if strings.Contains(log, text) {
			t.Errorf("the log tells %q", text)
		}
	}
	if len(c.to.said) < 5 {
		t.Errorf("only %d messages were sent", len(c.to.said))
	}
	if t.Failed() {
		t.Log(log)
	}
}
