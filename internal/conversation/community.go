package conversation

import (
	"context"
	"errors"
	"fmt"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/schedule"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// community applies one event of a community: what its moderators ask, and what is due.
// It keeps the same rules as a person's turn.
func (c *Conversation) community(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
	snapshot, p, err := c.plan(ctx, in.Actor)
	if err != nil {
		return chat.Answer{}, err
	}
	if in.ID != "" && p.Seen(in.ID) {
		c.cfg.Missed(in.Actor)
		return c.again(p, in), nil
	}
	now := c.cfg.Now()
	due, isDue := in.Event.(chat.Due)
	if isDue && (due.At.After(now) || snapshot.Version == 0) {
		return chat.Answer{}, nil
	}
	after, out := schedule.Advance(c.rules(), p, in, now)
	answer := chat.Answer{Reply: out.Reply}
	if out.Idle && !isDue {
		return answer, nil
	}
	turn, err := c.communityTurn(in, snapshot, &after, out)
	if err != nil {
		return chat.Answer{}, err
	}
	since := c.cfg.Now()
	receipt, err := c.cfg.Store.Commit(ctx, turn)
	if errors.Is(err, store.ErrFenced) {
		c.cfg.Missed(in.Actor)
		return chat.Answer{}, nil
	}
	if err != nil {
		return chat.Answer{}, fmt.Errorf("committing a community's turn: %w", err)
	}
	c.cfg.Committed(in.Actor, receipt, turn, since)
	for _, passing := range out.Passed {
		c.cfg.Passed(passing)
	}
	answer.Applied = true
	return answer, nil
}

// again answers a request that was carried out before its answer got lost: with how
// things stand.
func (c *Conversation) again(p schedule.Plan, in chat.Inbound) chat.Answer {
	request, is := in.Event.(chat.Manage)
	if !is {
		return chat.Answer{}
	}
	request.Ask = chat.Overview{}
	_, out := schedule.Advance(c.rules(), p, chat.Inbound{Actor: in.Actor, Event: request}, c.cfg.Now())
	return chat.Answer{Reply: out.Reply}
}

// plan loads what a community has set.
func (c *Conversation) plan(ctx context.Context, actor chat.Actor) (store.Snapshot, schedule.Plan, error) {
	snapshot, err := c.cfg.Store.Load(ctx, actor)
	if err != nil {
		return snapshot, schedule.Plan{}, fmt.Errorf("loading a community's plan: %w", err)
	}
	if snapshot.Version == 0 {
		return snapshot, schedule.Plan{}, nil
	}
	plain, err := c.cfg.Vault.Open(nil, snapshot.Session, sessionContext(actor))
	if err != nil {
		return snapshot, schedule.Plan{}, fmt.Errorf("opening a community's plan: %w", errors.Join(ErrUnreadable, err))
	}
	p, err := schedule.Decode(plain)
	if err != nil {
		return snapshot, schedule.Plan{}, fmt.Errorf("reading a community's plan: %w", errors.Join(ErrUnreadable, err))
	}
	return snapshot, p, nil
}

// communityTurn turns an outcome into one commit.
func (c *Conversation) communityTurn(in chat.Inbound, snapshot store.Snapshot, after *schedule.Plan, out schedule.Outcome) (store.Turn, error) {
	turn := store.Turn{
		Actor: in.Actor, Version: snapshot.Version, Upon: snapshot.Session, Cancel: out.Cancel,
		Session: c.cfg.Vault.Seal(nil, after.Encode(nil), sessionContext(in.Actor)),
	}
	if due, is := in.Event.(chat.Due); is {
		turn.Fired = &store.Timer{Name: due.Timer, Due: due.At}
	}
	for _, t := range out.Set {
		turn.Set = append(turn.Set, store.Timer{Name: t.Name, Due: t.At})
	}
	for _, post := range out.Posts {
		plain, err := chat.EncodeMessage(post)
		if err != nil {
			return store.Turn{}, fmt.Errorf("planning a post: %w", err)
		}
		sealed := c.cfg.Vault.Seal(nil, plain, MessageContext(in.Actor))
		turn.Messages = append(turn.Messages, store.Message{Class: store.Post, Data: sealed})
	}
	turn.Sending = len(turn.Messages) > 0 && c.cfg.Sends(in.Actor.Platform)
	return turn, nil
}

func (c *Conversation) rules() schedule.Rules {
	return schedule.Rules{Library: c.cfg.Library(), Most: c.cfg.MostPosts, Zone: c.cfg.Zone, Load: c.places.Zone}
}

// Suggest completes what a moderator is typing. It changes nothing, and answers with
// nothing when the store does not answer.
func (c *Conversation) Suggest(ctx context.Context, q chat.Query) []chat.Suggestion {
	_, p, err := c.plan(ctx, q.Community)
	if err != nil {
		return nil
	}
	return schedule.Suggest(c.rules(), p, q, c.cfg.Now())
}
