// Package delivery takes messages from mailboxes to their platforms: in order
// within a chat, by class between chats, and never forgetting one. It knows no
// script and no session.
package delivery

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/loop"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Sender is a platform's way out. Send returns when the platform has taken the
// message. The id is the same when a message is sent again. chat.ErrUnreachable
// and chat.ErrRefused park the message; a chat.RetryError says how long to wait;
// after anything else the outcome is unknown and it is sent again.
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
	In      func() store.Set // the partitions to send for; default all
	Now     func() time.Time // default time.Now
	Log     *slog.Logger     // default: none
	Observe func(point string)
}

// Delivery drains mailboxes. Drain may be called beside Run: they take turns.
type Delivery struct {
	cfg  Config
	loop *loop.Loop
}

// batch is how many chats are looked at at once.
const batch = 64

// New returns a Delivery. It panics when a needed part is missing.
func New(cfg Config) *Delivery {
	if cfg.Mail == nil || cfg.Vault == nil || cfg.Context == nil || len(cfg.Senders) == 0 {
		panic("delivery: Mail, Vault, Context and Senders are needed")
	}
	if cfg.In == nil {
		cfg.In = func() store.Set { return store.AllPartitions }
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
	d := &Delivery{cfg: cfg}
	d.loop = loop.New(d.drain, cfg.Now, cfg.Log)
	return d
}

// Notify tells that something new waits. It never blocks.
func (d *Delivery) Notify() { d.loop.Notify() }

// Run sends until ctx ends.
func (d *Delivery) Run(ctx context.Context) error { return d.loop.Run(ctx) }

// Drain sends everything that may go now, and says when the next one may that was
// put off (zero: none was). A failed send is no error of Drain's.
func (d *Delivery) Drain(ctx context.Context) (next time.Time, err error) { return d.loop.Pass(ctx) }

func (d *Delivery) drain(ctx context.Context) (next time.Time, err error) {
	for {
		heads, wake, err := d.cfg.Mail.Heads(ctx, d.cfg.In(), d.cfg.Now(), batch)
		if err != nil {
			return time.Time{}, fmt.Errorf("looking for waiting messages: %w", err)
		}
		if len(heads) == 0 {
			return wake, nil
		}
		for _, letter := range heads {
			if ctx.Err() != nil {
				return wake, nil //nolint:nilerr // being asked to end is no failure
			}
			if err := d.deliver(ctx, letter); err != nil {
				return wake, err
			}
		}
	}
}

// deliver sends one message: mark, send, acknowledge. A message found marked was
// under way when its sender died; it is sent again under the same id.
func (d *Delivery) deliver(ctx context.Context, letter store.Letter) error {
	d.cfg.Observe("deliver/picked")
	if err := d.cfg.Mail.Begin(ctx, letter.Actor, letter.Seq); err != nil {
		return gone(err, "marking a message")
	}
	d.cfg.Observe("deliver/marked")
	err := d.send(ctx, letter)
	d.cfg.Observe("deliver/sent")
	ended := ctx.Err() != nil
	ctx = context.WithoutCancel(ctx) // what was sent is acknowledged, even when the program ends now
	verdict := judge(err, letter.Attempts+1)
	if verdict.reason != "" {
		d.cfg.Log.Warn("a message was not delivered", "platform", letter.Actor.Platform, "reason", verdict.reason, "attempt", letter.Attempts+1, "parked", verdict.after == 0)
	}
	switch {
	case err == nil:
		if err := d.cfg.Mail.Done(ctx, letter.Actor, letter.Seq); err != nil {
			return fmt.Errorf("acknowledging a message: %w", err)
		}
		d.cfg.Observe("deliver/acknowledged")
		return nil
	case ended:
		return nil //nolint:nilerr // still marked: whoever comes next sends it again
	case verdict.after == 0:
		return gone(d.cfg.Mail.Put(ctx, letter.Actor, letter.Seq, time.Time{}, verdict.reason), "parking a message")
	default:
		return gone(d.cfg.Mail.Put(ctx, letter.Actor, letter.Seq, d.cfg.Now().Add(verdict.after), verdict.reason), "putting a message off")
	}
}

// gone forgives a message that vanished meanwhile: its actor was forgotten.
func gone(err error, doing string) error {
	if err == nil || errors.Is(err, store.ErrNoMessage) {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

func (d *Delivery) send(ctx context.Context, letter store.Letter) error {
	sender, ok := d.cfg.Senders[letter.Actor.Platform]
	if !ok {
		return errNoSender
	}
	plain, err := d.cfg.Vault.Open(nil, letter.Data, d.cfg.Context(letter.Actor))
	if err != nil {
		return errors.Join(errUnreadable, err)
	}
	m, err := chat.DecodeMessage(plain)
	if err != nil {
		return errors.Join(errUnreadable, err)
	}
	return sender.Send(ctx, letter.Actor, messageID(letter), m)
}

// messageID is the same for every try of one message, and for no other: the
// sequence may begin anew after an actor was forgotten, the sealed bytes differ.
func messageID(letter store.Letter) string {
	h := fnv.New32a()
	_, _ = h.Write(letter.Data)
	return strconv.FormatUint(letter.Seq, 36) + "." + strconv.FormatUint(uint64(h.Sum32()), 36)
}
