package conversation

import (
	"context"
	"fmt"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// State is what a local platform may want to know of an actor.
type State struct {
	Known    bool
	Language int       // index in the library
	Pausing  bool      // a pause or a pacer runs
	Until    time.Time // when it ends
}

// Peek looks at where an actor stands and changes nothing.
func (c *Conversation) Peek(ctx context.Context, actor chat.Actor, locale string) (State, error) {
	snapshot, err := c.cfg.Store.Load(ctx, actor)
	if err != nil {
		return State{}, fmt.Errorf("loading a session: %w", err)
	}
	lib := c.cfg.Library()
	session, err := c.session(lib, chat.Inbound{Actor: actor, Locale: locale}, snapshot)
	if err != nil {
		return State{}, err
	}
	state := State{Known: snapshot.Version > 0, Language: session.Language(lib)}
	state.Until, state.Pausing = session.Pausing()
	return state, nil
}
