// Package wake turns timers that are due into events. It takes nothing away: the
// turn that an event makes removes the timer, so a crash in between only means that
// it is found again. It knows no script.
package wake

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/loop"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Config is what a Waker works with. Timers and Handle are needed.
type Config struct {
	Timers store.Timers
	// Handle applies an event and returns when that is durable; a timer that was
	// moved or cancelled meanwhile is no error. There is nobody to show the answer to.
	// It is called for many actors at once, and for one never before the last call has
	// returned.
	Handle func(ctx context.Context, in chat.Inbound) (chat.Answer, error)
	// Hopeless tells that an error of Handle is beyond repair: the timer is tried again
	// after an hour, not within a minute. Default: none is.
	Hopeless func(err error) bool
	// In is the partitions to fire for now; default all. It is asked often and must not
	// block. What is in hand of others is let go. That two fire for the same at once is
	// harmless: the store lets each occurrence commit once.
	In func() store.Set
	// Skew is how far the store's clock and ours are apart. Nothing fires when that is
	// over two seconds. Default: they are the same.
	Skew    func(ctx context.Context) (time.Duration, error)
	Workers int              // how many actors are woken at once; default 32
	Room    int              // how many timers are in hand at most, and four times as many that failed; default 4096
	Every   time.Duration    // how often timers are looked for without news; default 1 s
	Now     func() time.Time // default time.Now
	Log     *slog.Logger     // default: none
	Observe func(point string)
	// Count is told of each timer that Handle says it applied, and how late that was durable:
	// not of what somebody else had fired already. It must not block; default: nobody.
	Count func(late time.Duration)
}

// Waker fires timers. It is safe for concurrent use; Fire may be called beside Run.
type Waker struct {
	cfg  Config
	loop *loop.Loop
	news chan struct{} // there may be something to do for a worker

	looking sync.Mutex // held while timers are looked for
	skewed  time.Time  // when the clocks were last found to agree
	looked  time.Time  // when the last look beside Run was over
	skew    atomic.Int64
	passed  int64     // of the store, when that was last logged; while looking
	warned  time.Time // when that was

	mu       sync.Mutex
	hand     *hand
	ended    chan struct{} // closed when something was handled; nil when nobody waits for that
	failures int           // since they were last logged
	logged   time.Time
}

// New returns a Waker. It panics when a needed part is missing.
func New(cfg Config) *Waker {
	if cfg.Timers == nil || cfg.Handle == nil {
		panic("wake: Timers and Handle are needed")
	}
	cfg.defaults()
	w := &Waker{cfg: cfg, hand: newHand(cfg.Room), news: make(chan struct{}, 1)}
	w.loop = loop.New(w.look, loop.Config{Now: cfg.Now, Log: cfg.Log, Every: cfg.Every})
	return w
}

func (cfg *Config) defaults() {
	if cfg.In == nil {
		cfg.In = func() store.Set { return store.AllPartitions }
	}
	if cfg.Hopeless == nil {
		cfg.Hopeless = func(error) bool { return false }
	}
	if cfg.Workers <= 0 {
		cfg.Workers = 32
	}
	if cfg.Room <= 0 {
		cfg.Room = 4096
	}
	if cfg.Every <= 0 {
		cfg.Every = time.Second
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Observe == nil {
		cfg.Observe = func(string) {}
	}
	if cfg.Count == nil {
		cfg.Count = func(time.Duration) {}
	}
}

// Notify tells that a timer was set for a moment: it wakes nobody who looks before
// that anyhow. The zero time tells that the clock was moved. It never blocks.
func (w *Waker) Notify(at time.Time) {
	if at.IsZero() {
		w.loop.Notify()
		return
	}
	w.loop.NotifyAt(at)
}
