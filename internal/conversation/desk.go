package conversation

import (
	"context"
	"errors"
	"fmt"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/record"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// ErrUnknown says that nothing is kept of the actor.
var ErrUnknown = errors.New("nothing is kept of this person")

// Export is everything that is kept of an actor, as JSON, for an operator who acts
// for them. ErrUnknown when there is nothing.
func (c *Conversation) Export(ctx context.Context, actor chat.Actor) ([]byte, error) {
	snapshot, err := c.cfg.Store.Load(ctx, actor)
	if err != nil {
		return nil, fmt.Errorf("loading a session: %w", err)
	}
	if snapshot.Version == 0 {
		return nil, ErrUnknown
	}
	lib := c.cfg.Library()
	session, err := c.session(lib, chat.Inbound{Actor: actor}, snapshot)
	if err != nil {
		return nil, err
	}
	p := plan{c: c, ctx: ctx, in: chat.Inbound{Actor: actor}}
	var records []record.Record
	if records, err = p.book.all(&p); err != nil {
		return nil, err
	}
	return exportJSON(records, session.Remembered(lib), c.cfg.Now())
}

// Forget deletes everything that is kept of an actor, for an operator who acts for
// them. ErrUnknown when there is nothing.
func (c *Conversation) Forget(ctx context.Context, actor chat.Actor) error {
	for range attempts {
		snapshot, err := c.cfg.Store.Load(ctx, actor)
		if err != nil {
			return fmt.Errorf("loading a session: %w", err)
		}
		if snapshot.Version == 0 {
			return ErrUnknown
		}
		turn := store.Turn{Actor: actor, Version: snapshot.Version, Upon: snapshot.Session, Forget: true}
		since := c.cfg.Now()
		receipt, err := c.cfg.Store.Commit(ctx, turn)
		if err == nil {
			c.cfg.Committed(actor, receipt, turn, since)
		}
		if err == nil || !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return store.ErrConflict
}
