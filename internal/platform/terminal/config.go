package terminal

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Config is everything a Terminal needs to know. Only Actor and Handle have no
// default.
type Config struct {
	In  io.Reader // default os.Stdin
	Out io.Writer // default os.Stdout

	// Plain chooses plain lines without escape codes. The caller sets it when In
	// or Out is no terminal. Colour is another matter: NO_COLOR in the
	// environment keeps the chat view and takes the colour out.
	Plain bool
	// Still turns the pacer's movement off: words only, changing with the phase.
	Still bool

	Actor  chat.Actor
	Locale string        // the hint passed on with every event
	NewID  func() string // makes unique event ids; default random text

	// Handle applies an event and returns when that is durable. A notice in the
	// answer is shown as a line of the terminal's own, and leaves open what is open.
	Handle func(ctx context.Context, in chat.Inbound) (chat.Answer, error)
	// Settle returns when everything due has been sent. Plain mode calls it
	// before each line is read and at the end; default: nothing to wait for.
	Settle func(ctx context.Context) error
	// Local answers lines beginning with a slash that are meant for the terminal
	// itself, such as "/wait 1d". Default: there are none.
	Local func(ctx context.Context, line string) (reply string, handled bool)

	Banner string // one or two quiet lines shown first
	Labels Labels // the terminal's own words; an empty one is in English
	Greet  bool   // send Lifecycle{Joined} before anything else

	SaveDir string           // where documents are saved; default the current directory
	Now     func() time.Time // the clock the pacer runs by; default time.Now
}

var errConfig = errors.New("the configuration is incomplete")

func (c Config) check() error {
	switch {
	case c.Handle == nil:
		return fmt.Errorf("starting the terminal without Handle: %w", errConfig)
	case c.Actor.ID == "":
		return fmt.Errorf("starting the terminal without an actor: %w", errConfig)
	}
	return nil
}

func (c Config) withDefaults() Config {
	if c.In == nil {
		c.In = os.Stdin
	}
	if c.Out == nil {
		c.Out = os.Stdout
	}
	if c.NewID == nil {
		c.NewID = rand.Text
	}
	if c.Settle == nil {
		c.Settle = func(context.Context) error { return nil }
	}
	if c.SaveDir == "" {
		c.SaveDir = "."
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	c.Labels = c.Labels.withDefaults()
	c.Banner = clean(c.Banner)
	return c
}

// inbound wraps an event for Handle.
func (c Config) inbound(e chat.Event) chat.Inbound {
	return chat.Inbound{ID: c.NewID(), Actor: c.Actor, Locale: c.Locale, Event: e}
}
