// Package delivery takes messages from mailboxes to their platforms: in order within
// a chat, by class between chats, inside the platform's limits, and never forgetting
// one. It knows no script and no session.
//
// Whoever commits messages hands them over with Take; the store is only looked at for
// what nobody handed over: at the start, when somebody says so, and now and then.
package delivery

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/loop"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Sender is a platform's way out. Send returns when the platform has taken the
// message. The id is the same when a message is sent again. chat.ErrUnreachable
// and chat.ErrRefused park the message; a chat.RetryError says how long to wait;
// after anything else the outcome is unknown and it is sent again. Send is called for
// many chats at once, and for one chat never before the last call has returned.
type Sender interface {
	Send(ctx context.Context, to chat.Actor, id string, m chat.Message) error
}

// Opener opens what the conversation sealed.
type Opener interface {
	Open(dst, sealed, context []byte) ([]byte, error)
}

// Config is what a Delivery works with. Mail, Vault, Context and Senders are needed.
type Config struct {
	Mail    store.Mailboxes
	Vault   Opener
	Context func(chat.Actor) []byte // what an actor's messages are sealed with
	Senders map[chat.Platform]Sender
	// Sends tells whether this process is the one that sends for a platform now. What
	// it is not is left alone. It is asked often and must not block; default: all that
	// have a sender.
	Sends func(chat.Platform) bool
	// In is the partitions to send for now. It is asked often and must not block;
	// default: all.
	In     func() store.Set
	Limits map[chat.Platform]Limits // default: none
	// Lost is told once that an actor cannot be reached any more, after its message
	// was parked, with what that came from. What waited behind that is parked too.
	Lost func(ctx context.Context, actor chat.Actor, source chat.Source)
	// Failed is told of every message of a reminder that will not be sent, before it is
	// set aside; after an error it is told again. Default: nobody is.
	Failed  func(ctx context.Context, actor chat.Actor, source chat.Source, why chat.Failure) error
	Workers int           // how many sends are under way at once; default 32
	Room    int           // how many messages are in hand at most; default 50000
	Every   time.Duration // how often the store is looked at without news; default 2 s
	// Linger is how long a send that is under way when Run is asked to end may still
	// take, the acknowledgement included; default 4 s. Cut off, it would come twice.
	Linger time.Duration
	Now    func() time.Time // default time.Now
	Log    *slog.Logger     // default: none
	// Count is told what becomes of each message. It must not block; default: nobody.
	Count   func(Event)
	Observe func(point string) // for crash tests
}

// Delivery drains mailboxes. It is safe for concurrent use; Drain may be called
// beside Run.
type Delivery struct {
	cfg   Config
	loop  *loop.Loop // looks at the store
	quiet quiet

	looking chan struct{} // holds one while the store is looked at
	looked  time.Time
	news    chan struct{} // there may be something to do for a worker

	mu    sync.Mutex
	board *board
	stats stats
	ended chan struct{} // closed, and another one made, when a worker ends
	runs  int           // how many Runs there are
}

// New returns a Delivery. It panics when a needed part is missing.
func New(cfg Config) *Delivery {
	if cfg.Mail == nil || cfg.Vault == nil || cfg.Context == nil || len(cfg.Senders) == 0 {
		panic("delivery: Mail, Vault, Context and Senders are needed")
	}
	cfg.defaults()
	d := &Delivery{cfg: cfg, news: make(chan struct{}, 1), looking: make(chan struct{}, 1), ended: make(chan struct{})}
	d.quiet = quiet{log: cfg.Log}
	d.board = newBoard(cfg)
	d.board.look = cfg.In()
	d.loop = loop.New(d.lookAround, loop.Config{Now: cfg.Now, Log: cfg.Log, Every: cfg.Every})
	return d
}

func (cfg *Config) defaults() {
	if cfg.Sends == nil {
		senders := cfg.Senders
		cfg.Sends = func(p chat.Platform) bool { _, ok := senders[p]; return ok }
	}
	if cfg.In == nil {
		cfg.In = func() store.Set { return store.AllPartitions }
	}
	if cfg.Lost == nil {
		cfg.Lost = func(context.Context, chat.Actor, chat.Source) {}
	}
	if cfg.Failed == nil {
		cfg.Failed = func(context.Context, chat.Actor, chat.Source, chat.Failure) error { return nil }
	}
	if cfg.Workers <= 0 {
		cfg.Workers = 32
	}
	if cfg.Room <= 0 {
		cfg.Room = 50_000
	}
	if cfg.Every <= 0 {
		cfg.Every = 2 * time.Second
	}
	if cfg.Linger <= 0 {
		cfg.Linger = 4 * time.Second
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Count == nil {
		cfg.Count = func(Event) {}
	}
	if cfg.Observe == nil {
		cfg.Observe = func(string) {}
	}
}

// Take hands over the messages of a turn that was committed with Turn.Sending: they
// are sent without a look at the store. Since is the moment from which on others may
// have found them there: when that is over two seconds ago, by Config.Now, the store is
// asked after all. It never blocks.
func (d *Delivery) Take(actor chat.Actor, receipt store.Receipt, messages []store.Message, since time.Time) {
	d.mu.Lock()
	d.board.take(d.cfg.Now(), actor, receipt, messages, since)
	look := d.board.look
	d.mu.Unlock()
	d.tell(look)
}

// Forget tells that an actor was forgotten, with the receipt of the turn that did it:
// what the store had of it before is gone. What is in hand is not sent, but for the one
// message that may be under way. It never blocks.
func (d *Delivery) Forget(actor chat.Actor, receipt store.Receipt) {
	d.mu.Lock()
	d.board.forget(actor, receipt.First, d.cfg.Now())
	look := d.board.look
	d.mu.Unlock()
	d.tell(look)
}

// Notify tells that something may wait in the store that nobody handed over: another
// process committed it, or these partitions are now ours. It never blocks.
func (d *Delivery) Notify(in store.Set) {
	d.mu.Lock()
	d.board.look |= in
	look := d.board.look
	d.mu.Unlock()
	d.tell(look)
}

// tell wakes whoever waits for news.
func (d *Delivery) tell(look store.Set) {
	if look != 0 {
		d.loop.Notify()
	}
	select {
	case d.news <- struct{}{}:
	default:
	}
}
