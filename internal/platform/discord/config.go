package discord

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Platform is the name of this platform in every actor.
const Platform chat.Platform = "discord"

// Auto as Config.ShardCount asks Discord how many shards it recommends.
const Auto = -1

// Handle is the house: nil means that the event is durably applied or that
// nothing can come of it, any error that the same Inbound must be handed in again.
// It is safe for concurrent use.
type Handle func(ctx context.Context, in chat.Inbound) (chat.Answer, error)

// Notes is where the adapter keeps small things. Both calls may be repeated; an
// error means that the store cannot be reached just now.
type Notes interface {
	// Note is nil when there is none.
	Note(ctx context.Context, of chat.Actor, name string) ([]byte, error)
	// SetNote keeps data until then, for good when until is zero; nil data removes.
	SetNote(ctx context.Context, of chat.Actor, name string, data []byte, until time.Time) error
}

// Token is the bot's secret. Printed or logged it shows stars.
type Token string

// String hides the secret.
func (Token) String() string { return "***" }

// GoString hides the secret.
func (Token) GoString() string { return "***" }

// MarshalText hides the secret.
func (Token) MarshalText() ([]byte, error) { return []byte("***"), nil }

// LogValue hides the secret.
func (Token) LogValue() slog.Value { return slog.StringValue("***") }

// Config is what a Discord works with. Token, Handle and Notes are needed.
type Config struct {
	Token  Token
	API    string // default https://discord.com/api/v10
	AppID  string // default: asked for once
	Handle Handle
	// Overhear is told once of an event that has to wait because one before it cannot be
	// handled yet; Handle gets it all the same. Default: nobody hears.
	Overhear func(ctx context.Context, in chat.Inbound) error
	Notes    Notes

	// ShardCount is over how many connections the servers are spread: 0 is 1, Auto
	// asks Discord. Shards are those that this process holds; default all of them.
	ShardCount int
	Shards     []int

	Signs func(locale string) chat.Signs // default: nothing is said
	Menus func() []chat.Menu             // default: no commands
	// Words says what an adapter says itself to moderators, by its id: "desk.new".
	// Empty is not said. Default: nothing, and there is no command to schedule with.
	Words func(locale, id string) string
	// Suggest completes what a moderator types. It is given 1.5 s. Default: nothing.
	Suggest func(ctx context.Context, q chat.Query) []chat.Suggestion
	Log     *slog.Logger     // default: none
	Now     func() time.Time // default time.Now
	Rand    func() float64   // in [0,1), for jitter; default math/rand/v2
	// Observe is told of points worth counting ("rest/429") and, where there is one,
	// how long it took; otherwise 0. It must not block.
	Observe func(point string, took time.Duration)

	// PerSecond is how many REST calls a second go out over all, interactions aside:
	// default 45, five under Discord's limit.
	PerSecond int
	Timing    Timing
}

// Timing holds the waits of the adapter; a zero field is the default beside it.
type Timing struct {
	Defer    time.Duration // an interaction is deferred after 1.5 s
	Think    time.Duration // a deferral that no words follow is taken away after a minute
	Callback time.Duration // an interaction's callback is given 2.5 s
	Send     time.Duration // any other call is given 10 s
	Finish   time.Duration // handing one event in is given 5 s, also when Run is asked to end meanwhile; the last write of the gateway's place half of it
	Hear     time.Duration // what has waited for its turn for 2 s is overheard
	Ready    time.Duration // an open connection gets ready within 30 s; Run ends after three in a row that did not
	Persist  time.Duration // the gateway's place is written at most once a second
	Anew     time.Duration // the shortest wait after an invalid session: 1 s, the longest is five times that
	Identify time.Duration // between two identifies: 5 s
	Retry    time.Duration // the first wait after a failed Handle: 250 ms; doubled up to 64 times that
	Edit     time.Duration // between two edits of a pacer: 2 s
}

func (t Timing) orDefaults() Timing {
	for _, field := range []struct {
		at *time.Duration
		to time.Duration
	}{
		{&t.Defer, 1500 * time.Millisecond},
		{&t.Think, time.Minute},
		{&t.Callback, 2500 * time.Millisecond},
		{&t.Send, 10 * time.Second},
		{&t.Finish, 5 * time.Second},
		{&t.Hear, 2 * time.Second},
		{&t.Ready, 30 * time.Second},
		{&t.Persist, time.Second},
		{&t.Anew, time.Second},
		{&t.Identify, 5 * time.Second},
		{&t.Retry, 250 * time.Millisecond},
		{&t.Edit, 2 * time.Second},
	} {
		if *field.at <= 0 {
			*field.at = field.to
		}
	}
	return t
}

func (c Config) orDefaults() Config {
	if c.API == "" {
		c.API = "https://discord.com/api/v10"
	}
	if c.ShardCount == 0 {
		c.ShardCount = 1
	}
	if c.Signs == nil {
		c.Signs = func(string) chat.Signs { return chat.Signs{} }
	}
	if c.Menus == nil {
		c.Menus = func() []chat.Menu { return nil }
	}
	if c.Words == nil {
		c.Words = func(string, string) string { return "" }
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Rand == nil {
		c.Rand = rand.Float64
	}
	if c.Observe == nil {
		c.Observe = func(string, time.Duration) {}
	}
	if c.PerSecond <= 0 {
		c.PerSecond = 45
	}
	c.Timing = c.Timing.orDefaults()
	return c
}

// transport keeps enough idle connections for every worker, and is this
// adapter's own, so that nobody else's settings change it.
func transport() *http.Transport {
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		ForceAttemptHTTP2:   true,
		MaxIdleConns:        workers,
		MaxIdleConnsPerHost: workers,
		IdleConnTimeout:     90 * time.Second,
		TLSHandshakeTimeout: 5 * time.Second,
	}
}
