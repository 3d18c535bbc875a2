package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
	"github.com/stillpoint-bot/stillpoint/internal/wake"
)

// houseConfig is what differs between the ways Stillpoint runs.
type houseConfig struct {
	shelf   *Shelf
	guard   *safety.Guard // default: the shelf's, which follows edits
	keys    []vault.Key
	store   store.Store
	senders map[chat.Platform]delivery.Sender
	now     func() time.Time
	zone    *time.Location
	agreed  bool
	log     *slog.Logger
	seed    func() uint32 // of a new actor; nil: chance
	observe func(string)
	limits  map[chat.Platform]delivery.Limits // of the platforms; default: none
	// doubt tells that nobody may be sending now; default: never.
	doubt   func() bool
	workers int                      // how many sends are under way at once; 0: the usual
	sends   func(chat.Platform) bool // default: for all that have a sender
	in      func() store.Set         // the partitions that are ours; default: all
	wakes   func() store.Set         // those whose timers are ours to fire; default: all
	firing  int                      // how many are woken at once; 0: the usual
	late    func(time.Duration)      // counts timers that were fired; default: nobody
	skew    func(context.Context) (time.Duration, error)
	count   func(delivery.Event)
	passed  func(reminder.Passing) // counts what was passed over; default: nobody
	// tells: the platform says when somebody can be written to again; default: none does.
	tells func(chat.Platform) bool
	most  Most
	// elsewhere is told where a message waits that another process sends.
	elsewhere func(store.Set)
	// unheard keeps from the conversation that somebody cannot be reached: for tests
	// that know every turn beforehand.
	unheard bool
}

// house is the parts that every way of running has, wired together.
type house struct {
	cfg  houseConfig
	talk *conversation.Conversation
	mail *delivery.Delivery
	wake *wake.Waker
}

func newHouse(cfg houseConfig) (*house, error) {
	ring, err := vault.New(cfg.keys)
	if err != nil {
		return nil, err
	}
	cfg.defaults()
	h := &house{cfg: cfg}
	h.mail = delivery.New(delivery.Config{
		Mail: cfg.store, Vault: ring, Context: conversation.MessageContext, Senders: cfg.senders, Sends: cfg.sends,
		In: cfg.in, Limits: cfg.limits, Workers: cfg.workers, Lost: h.lost, Failed: h.failed, Now: cfg.now, Log: cfg.log, Count: cfg.count, Observe: cfg.observe,
	})
	h.talk = conversation.New(conversation.Config{
		Library: cfg.shelf.Library, Store: cfg.store, Vault: ring, Guard: cfg.watcher(), Doubt: cfg.doubt,
		Now: cfg.now, Zone: cfg.zone, Agreed: cfg.agreed, Seed: cfg.seed, Observe: cfg.observe,
		Sends: cfg.sends, Committed: h.committed, Missed: h.missed, Direct: cfg.direct,
		MostPosts: cfg.most.Posts, Passed: cfg.passed,
	})
	h.wake = wake.New(wake.Config{
		Timers: cfg.store, Handle: h.talk.Handle, In: cfg.wakes, Skew: cfg.skew, Now: cfg.now, Log: cfg.log, Observe: cfg.observe,
		Workers: cfg.firing, Hopeless: beyondRepair, Count: cfg.late,
	})
	return h, nil
}

func (cfg *houseConfig) defaults() {
	if cfg.log == nil {
		cfg.log = slog.New(slog.DiscardHandler)
	}
	if cfg.passed == nil {
		cfg.passed = func(reminder.Passing) {}
	}
	if cfg.tells == nil {
		cfg.tells = func(chat.Platform) bool { return false }
	}
	if cfg.elsewhere == nil {
		cfg.elsewhere = func(store.Set) {}
	}
	if cfg.sends == nil {
		senders := cfg.senders
		cfg.sends = func(p chat.Platform) bool { return senders[p] != nil }
	}
}

// watcher is who looks for danger.
func (cfg *houseConfig) watcher() conversation.Guard {
	if cfg.guard != nil {
		return cfg.guard
	}
	return cfg.shelf
}

// committed hands on what a turn left to do: its messages to delivery, its timers to
// the waker.
func (h *house) committed(actor chat.Actor, receipt store.Receipt, turn store.Turn, since time.Time) {
	if turn.Forget {
		h.mail.Forget(actor, receipt)
	}
	switch {
	case turn.Sending:
		h.mail.Take(actor, receipt, turn.Messages, since)
	case len(turn.Messages) > 0:
		h.cfg.elsewhere(store.Set(0).With(store.PartitionOf(actor)))
	}
	if len(turn.Set) > 0 {
		first := turn.Set[0].Due
		for _, t := range turn.Set[1:] {
			if t.Due.Before(first) {
				first = t.Due
			}
		}
		h.wake.Notify(first)
	}
}

// missed has everything looked for that a turn may have left to do.
func (h *house) missed(actor chat.Actor) {
	in := store.Set(0).With(store.PartitionOf(actor))
	h.mail.Notify(in)
	h.cfg.elsewhere(in)
	h.wake.Notify(time.Time{})
}

// lost lets the conversation know that somebody cannot be reached: it lets them be. Where
// a platform does not tell when a person can be reached again, they are not taken to be
// away: a closed chat may be open tomorrow, and who only receives would never say so. A
// reminder that did not get through is marked, see failed.
func (h *house) lost(ctx context.Context, actor chat.Actor, _ chat.Source) {
	if h.cfg.unheard || actor.Kind == chat.Person && !h.cfg.tells(actor.Platform) {
		return
	}
	gone := chat.Inbound{Actor: actor, Event: chat.Lifecycle{Change: chat.Blocked}}
	if _, err := h.talk.Handle(ctx, gone); err != nil && ctx.Err() == nil {
		h.cfg.log.Error("it could not be kept that somebody cannot be reached", "platform", actor.Platform, "error", err)
	}
}

// failed lets the conversation know that a reminder did not get through. What can never
// be kept is let go of.
func (h *house) failed(ctx context.Context, actor chat.Actor, source chat.Source, why chat.Failure) error {
	if h.cfg.unheard {
		return nil
	}
	in := chat.Inbound{
		ID: "undelivered/" + source.Timer + "@" + strconv.FormatInt(source.Due, 36), Actor: actor,
		Event: chat.Undelivered{Source: source, Why: why},
	}
	_, err := h.talk.Handle(ctx, in)
	if errors.Is(err, conversation.ErrUnreadable) || errors.Is(err, store.ErrDamaged) {
		h.cfg.log.Error("it could not be kept that a reminder did not get through", "platform", actor.Platform, "error", err)
		return nil
	}
	return err
}

// direct sends past the mailbox: a safety reply when nothing can be stored.
func (cfg houseConfig) direct(ctx context.Context, to chat.Actor, say chat.Say) error {
	sender, ok := cfg.senders[to.Platform]
	if !ok || sender == nil {
		return fmt.Errorf("no sender for %s", to.Platform)
	}
	return sender.Send(ctx, to, "", say)
}

// notify tells the loops that there may be news, or that the clock was moved.
func (h *house) notify() {
	h.mail.Notify(store.AllPartitions)
	h.wake.Notify(time.Time{})
}
