package app

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
	"github.com/stillpoint-bot/stillpoint/internal/wake"
)

// houseConfig is what differs between the ways Stillpoint runs.
type houseConfig struct {
	shelf   *Shelf
	guard   *safety.Guard
	keys    []vault.Key
	store   store.Store
	senders map[chat.Platform]delivery.Sender
	now     func() time.Time
	zone    *time.Location
	agreed  bool
	log     *slog.Logger
	seed    func() uint32 // of a new actor; nil: chance
	observe func(string)
}

// house is the parts that every way of running has, wired together.
type house struct {
	talk *conversation.Conversation
	mail *delivery.Delivery
	wake *wake.Waker
}

func newHouse(cfg houseConfig) (*house, error) {
	ring, err := vault.New(cfg.keys)
	if err != nil {
		return nil, err
	}
	h := &house{}
	h.mail = delivery.New(delivery.Config{
		Mail: cfg.store, Vault: ring, Context: conversation.MessageContext,
		Senders: cfg.senders, Now: cfg.now, Log: cfg.log, Observe: cfg.observe,
	})
	h.talk = conversation.New(conversation.Config{
		Library: cfg.shelf.Library, Store: cfg.store, Vault: ring, Guard: cfg.guard,
		Now: cfg.now, Zone: cfg.zone, Agreed: cfg.agreed, Seed: cfg.seed, Observe: cfg.observe,
		Committed: func(store.Partition) { h.notify() }, Direct: cfg.direct,
	})
	h.wake = wake.New(wake.Config{Timers: cfg.store, Handle: h.talk.Handle, Now: cfg.now, Log: cfg.log, Observe: cfg.observe})
	return h, nil
}

// direct sends past the mailbox: a safety reply when nothing can be stored.
func (cfg houseConfig) direct(ctx context.Context, to chat.Actor, say chat.Say) error {
	sender, ok := cfg.senders[to.Platform]
	if !ok || sender == nil {
		return fmt.Errorf("no sender for %s", to.Platform)
	}
	return sender.Send(ctx, to, "", say)
}

// notify tells the loops that there may be news.
func (h *house) notify() {
	h.mail.Notify()
	h.wake.Notify()
}
