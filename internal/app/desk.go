package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
)

// Desk is what an operator, or a person at their own terminal, does with what is
// kept of one actor.
type Desk struct {
	Storage Storage
	Prompts fs.FS
	Actor   chat.Actor
}

// Export writes everything that is kept of the actor to out, as JSON.
func (d Desk) Export(ctx context.Context, out io.Writer) error {
	return d.with(ctx, func(h *house) error {
		data, err := h.talk.Export(ctx, d.Actor)
		if err != nil {
			return err
		}
		_, err = out.Write(data)
		return err
	})
}

// Delete removes everything that is kept of the actor.
func (d Desk) Delete(ctx context.Context, out io.Writer) error {
	return d.with(ctx, func(h *house) error {
		if err := h.talk.Forget(ctx, d.Actor); err != nil {
			return err
		}
		_, err := fmt.Fprintln(out, "Everything that was kept is deleted.")
		return err
	})
}

func (d Desk) with(ctx context.Context, do func(*house) error) error {
	shelf, guard, err := openShelf(d.Prompts)
	if err != nil {
		return err
	}
	kept, err := d.Storage.openOld(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = kept.store.Close() }()
	h, err := newHouse(houseConfig{shelf: shelf, guard: guard, keys: kept.keys, store: kept.store, senders: map[chat.Platform]delivery.Sender{"none": nil}})
	if err != nil {
		return err
	}
	return do(h)
}

// ParsePerson reads who is meant: "telegram/123456789", as the platform numbers them.
// Empty is the person at this terminal.
func ParsePerson(text string) (chat.Actor, error) {
	if text == "" {
		return LocalActor(), nil
	}
	platform, id, ok := strings.Cut(text, "/")
	known := []chat.Platform{telegram.Platform, discord.Platform, LocalActor().Platform}
	if !ok || id == "" || !slices.Contains(known, chat.Platform(platform)) {
		return chat.Actor{}, errors.New("--person is written like telegram/123456789 or discord/123456789012345678: the platform, and its number for them")
	}
	return chat.Actor{Platform: chat.Platform(platform), Kind: chat.Person, ID: id}, nil
}
