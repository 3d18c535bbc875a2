package telegram

import (
	"context"
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// job is what an update makes of an event on its way into the house.
type job interface {
	lane() chat.Actor // whose events it stays in order with
	try(ctx context.Context) error
	overhear() // has somebody listen for danger before its turn
	over()     // nothing more comes of it
}

// lane of a person's own event is the person.
func (t *turn) lane() chat.Actor { return t.in.Actor }

// community is a group by its id.
func community(id int64) chat.Actor {
	return chat.Actor{Platform: Platform, Kind: chat.Community, ID: strconv.FormatInt(id, 10)}
}

// relation is whether the bot is in a group.
type relation struct {
	a *Adapter
	joined
}

func (r relation) lane() chat.Actor { return community(r.group) }
func (relation) overhear()          {}
func (relation) over()              {}

// try tells the house, but for a group that lives on under another id.
func (r relation) try(ctx context.Context) error {
	if r.a.moves.now(ctx, r.group) != r.group {
		return nil
	}
	group, err := r.a.moves.origin(ctx, r.group)
	if err != nil {
		return err
	}
	_, err = r.a.handOver(ctx, chat.Inbound{ID: r.id, Actor: community(group), Locale: r.locale, Event: chat.Lifecycle{Change: r.change}})
	return err
}

// move is a group that has a new id, which is not forgotten before it is stored.
type move struct {
	a *Adapter
	moved
}

func (m move) lane() chat.Actor { return community(m.from) }
func (move) overhear()          {}
func (move) over()              {}

// try remembers the move, and tells the house that the bot is there: that it left the old
// place may have been heard before anybody knew of the new one.
func (m move) try(ctx context.Context) error {
	m.a.cfg.Observe("moved", 1)
	if err := m.a.moves.note(ctx, m.from, m.to); err != nil || !m.a.hasDesk() {
		return err
	}
	group, err := m.a.moves.origin(ctx, m.from)
	if err != nil {
		return err
	}
	_, err = m.a.handOver(ctx, chat.Inbound{ID: m.id, Actor: community(group), Locale: m.locale, Event: chat.Lifecycle{Change: chat.Joined}})
	return err
}
