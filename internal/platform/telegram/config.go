package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Platform is the name of this platform in an actor.
const Platform chat.Platform = "telegram"

// Config is what an Adapter works with. Only Token and Handle have no default.
type Config struct {
	Token Secret // the bot's token from BotFather: "123456:ABC-…"
	API   string // the Bot API's address; default "https://api.telegram.org"

	// Handle applies an event. A nil error means that it is durable, or that nothing
	// can ever come of it; after an error the very same Inbound is handed in again.
	// It is called from several goroutines, never twice at once for one actor.
	Handle func(ctx context.Context, in chat.Inbound) (chat.Answer, error)
	// Overhear is told of an event that has to wait because one before it cannot be
	// handled yet; Handle gets it all the same. It is also told, as a Text of its author,
	// of what somebody writes about a group's reminders, which Handle gets as a
	// chat.Manage: danger is heard there as everywhere. A nil error means that it was heard;
	// after an error it is told again. It is called from several goroutines.
	// Default: nobody hears.
	Overhear func(ctx context.Context, in chat.Inbound) error
	// Notes keeps the few things the adapter has to remember; default: nothing is
	// remembered, so menus are set at every start.
	Notes Notes
	Signs func(locale string) chat.Signs // the adapter's own words; default: none
	Menus func() []chat.Menu             // the commands people are shown; default: none
	// Words are the texts "desk.…" about a community's reminders, in the language of a
	// locale; an empty one is not said. Default: none, and /schedule is a command like any
	// other.
	Words func(locale, id string) string
	// LinkKey signs the links that lead from a group into the private chat, at least 16
	// bytes. Default: made from Token, so that links of before end when that changes.
	LinkKey []byte

	Webhook Webhook // where Telegram sends updates; default: they are polled

	Log     *slog.Logger              // default: none
	Now     func() time.Time          // default time.Now
	Observe func(point string, n int) // counts what happens; default: nobody looks
	Random  func() float64            // in [0,1), spreads retries; default math/rand

	Transport   http.RoundTripper // the way out; default one of our own with many kept connections
	PollTimeout time.Duration     // how long an idle poll waits, whole seconds; default 50 s
	SendTimeout time.Duration     // for one message, at most; default 10 s
	Patience    time.Duration     // after which a person sees that something happens; default 1 s
	Grace       time.Duration     // for what is under way when Run has to end; default 10 s
	// StuckAfter is how long an event may keep those of others waiting that do not fit
	// beside it. After that it is only kept in memory and tried on; default 30 s.
	StuckAfter time.Duration
	Backoff    time.Duration // the first wait after a failure, growing to 60 times it; default 500 ms

	MaxShards      int           // actors handled at the same time; default 128
	MaxPacers      int           // breathing pacers that move at the same time; default 256
	EditsPerSecond float64       // of all pacers together; default 10
	PaceEvery      time.Duration // between two edits of one pacer, at least; default 2 s
}

// Webhook is where Telegram delivers updates. An empty URL means polling.
type Webhook struct {
	URL    string // the public https address of Adapter.Webhook
	Secret Secret // 1 to 256 of A-Z, a-z, 0-9, _ and -; needed with a URL
	// Connections is how many deliveries Telegram makes at once, 1 to 100;
	// default 40.
	Connections int
}

// Notes keeps small things for an adapter under a name of at most 64 bytes. Both
// calls may be repeated freely.
type Notes interface {
	// Note is nil when there is none.
	Note(ctx context.Context, of chat.Actor, name string) ([]byte, error)
	// SetNote keeps data until then, for good when until is zero; nil data removes.
	SetNote(ctx context.Context, of chat.Actor, name string, data []byte, until time.Time) error
}

// Secret is a text that never shows itself when it is printed or logged.
type Secret string

// String is stars.
func (Secret) String() string { return "***" }

// GoString is stars.
func (Secret) GoString() string { return "***" }

// MarshalText is stars.
func (Secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

// LogValue is stars.
func (Secret) LogValue() slog.Value { return slog.StringValue("***") }

// minLinkKey is how many bytes a key for links has at least.
const minLinkKey = 16

var errConfig = errors.New("the Telegram configuration is incomplete")

func (c Config) check() error {
	api, err := url.Parse(c.API)
	switch {
	case c.Handle == nil:
		return fmt.Errorf("no Handle: %w", errConfig)
	case !regexp.MustCompile(`^[0-9A-Za-z:_-]{1,256}$`).MatchString(string(c.Token)):
		return fmt.Errorf("a token looks like 123456:ABC-def and is given by BotFather: %w", errConfig)
	case err != nil || api.Host == "" || api.Scheme != "https" && api.Scheme != "http":
		return fmt.Errorf("the API's address is no http address: %w", errConfig)
	case len(c.LinkKey) > 0 && len(c.LinkKey) < minLinkKey:
		return fmt.Errorf("a key for links has at least %d bytes: %w", minLinkKey, errConfig)
	case c.Webhook.URL != "" && !regexp.MustCompile(`^[0-9A-Za-z_-]{1,256}$`).MatchString(string(c.Webhook.Secret)):
		return fmt.Errorf("a webhook needs a secret of letters, digits, _ and -: %w", errConfig)
	}
	return nil
}

func (c Config) withDefaults() Config {
	c.API = or(c.API, "https://api.telegram.org")
	c.Transport = orTransport(c.Transport)
	c.PollTimeout = or(c.PollTimeout, 50*time.Second)
	c.SendTimeout = or(c.SendTimeout, 10*time.Second)
	c.Patience = or(c.Patience, time.Second)
	c.Grace = or(c.Grace, 10*time.Second)
	c.StuckAfter = or(c.StuckAfter, 30*time.Second)
	c.Backoff = or(c.Backoff, 500*time.Millisecond)
	c.MaxShards = or(c.MaxShards, 128)
	c.MaxPacers = or(c.MaxPacers, 256)
	c.EditsPerSecond = or(c.EditsPerSecond, 10)
	c.PaceEvery = or(c.PaceEvery, 2*time.Second)
	c.Webhook.Connections = or(c.Webhook.Connections, 40)
	if c.Notes == nil {
		c.Notes = forgetful{}
	}
	if c.Signs == nil {
		c.Signs = func(string) chat.Signs { return chat.Signs{} }
	}
	if c.Words == nil {
		c.Words = func(string, string) string { return "" }
	}
	if c.Menus == nil {
		c.Menus = func() []chat.Menu { return nil }
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Observe == nil {
		c.Observe = func(string, int) {}
	}
	if c.Random == nil {
		c.Random = rand.Float64
	}
	return c
}

// or is given, or otherwise when given is the zero value.
func or[T comparable](given, otherwise T) T {
	var zero T
	if given == zero {
		return otherwise
	}
	return given
}

func orTransport(given http.RoundTripper) http.RoundTripper {
	if given == nil {
		return newTransport()
	}
	return given
}

// forgetful is Notes that keeps nothing.
type forgetful struct{}

func (forgetful) Note(context.Context, chat.Actor, string) ([]byte, error) { return nil, nil }

func (forgetful) SetNote(context.Context, chat.Actor, string, []byte, time.Time) error { return nil }
