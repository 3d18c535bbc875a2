package terminal

import (
	"context"
	"errors"
	"fmt"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// ErrClosed says that the terminal has ended, so that a message was not shown.
var ErrClosed = errors.New("the terminal is closed")

// Terminal is one person's chat on a terminal. Make one with New.
type Terminal struct {
	face face
}

// face is one of the two ways to talk: the chat view or plain lines.
type face interface {
	run(ctx context.Context) error
	send(ctx context.Context, id string, m chat.Message) error
}

// New returns a terminal that is ready to Run. It panics when cfg has no Handle
// or no Actor, because such a terminal could only lose what is typed.
func New(cfg Config) *Terminal {
	if err := cfg.check(); err != nil {
		panic(err)
	}
	cfg = cfg.withDefaults()
	if cfg.Plain {
		return &Terminal{face: newPlain(cfg)}
	}
	return &Terminal{face: newView(cfg)}
}

// Run talks with the person until they quit or ctx ends; both return nil. It may
// be called once.
func (t *Terminal) Run(ctx context.Context) error {
	if err := t.face.run(ctx); err != nil && ctx.Err() == nil {
		return fmt.Errorf("running the terminal: %w", err)
	}
	return nil
}

// Send shows a message and returns when it is shown. A message whose id was
// already shown is not shown again. Before Run it waits for Run (in plain mode it
// prints at once); after Run it fails with ErrClosed. An error means that the
// message was not shown, or not saved, and may be sent again. There is one person
// here, so the actor is not looked at.
func (t *Terminal) Send(ctx context.Context, _ chat.Actor, id string, m chat.Message) error {
	if err := t.face.send(ctx, id, m); err != nil {
		return fmt.Errorf("showing a message: %w", err)
	}
	return nil
}
