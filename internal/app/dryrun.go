package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// DryRun checks everything that Run needs and writes what it would do to out. It
// signs in, opens the store and changes nothing on any platform.
func (s Serve) DryRun(ctx context.Context, out io.Writer) error {
	if s.Telegram.Token == "" && s.Discord.Token == "" {
		return ErrNoToken
	}
	r := &rehearsalOf{out: out}
	shelf, _, err := openShelf(s.Prompts)
	if err == nil {
		r.good("scripts", "%d scripts in %d languages", len(shelf.Library().Scripts), shelf.Library().Languages())
	}
	r.bad("scripts", err)
	r.bad("webhook", s.checkWebhook())
	v := &service{Serve: s, shelf: shelf}
	if shelf != nil {
		v.dryStore(ctx, r)
		v.dryPlatforms(ctx, r)
	}
	if s.Listen != "" {
		r.good("http", "health, metrics and webhooks at %s", s.Listen)
	} else {
		r.good("http", "nothing: STILLPOINT_LISTEN is not set")
	}
	if len(r.wrong) > 0 {
		return fmt.Errorf("not ready, %d to mend:\n%w", len(r.wrong), errors.Join(r.wrong...))
	}
	_, err = fmt.Fprintln(out, "Everything is ready. Nothing was changed.")
	return err
}

// rehearsalOf collects what a dry run finds.
type rehearsalOf struct {
	out   io.Writer
	wrong []error
}

func (r *rehearsalOf) good(part, format string, args ...any) {
	_, _ = fmt.Fprintf(r.out, "%-9s %s\n", part, fmt.Sprintf(format, args...))
}

func (r *rehearsalOf) bad(part string, err error) {
	if err != nil {
		_, _ = fmt.Fprintf(r.out, "%-9s not ready\n", part)
		r.wrong = append(r.wrong, err)
	}
}

// dryStore looks at the store as far as that changes nothing.
func (v *service) dryStore(ctx context.Context, r *rehearsalOf) {
	if err := v.Storage.look(); err != nil {
		r.bad("key", err)
		return
	}
	if v.Storage.Redis == "" {
		r.good("store", "the file %s", v.Storage.Data.file())
		return
	}
	kept, warnings, err := redisstore.Open(ctx, redisstore.Config{URL: v.Storage.Redis, Strict: v.Storage.Strict, Look: true})
	if err != nil {
		r.bad("store", err)
		return
	}
	defer func() { _ = kept.Close() }()
	r.good("store", "Redis answers")
	for _, w := range warnings {
		r.good("", "look at this: %s", w)
	}
	v.dryKey(ctx, r, kept)
}

// dryKey looks whether the key is the one of the store, and makes none.
func (v *service) dryKey(ctx context.Context, r *rehearsalOf, kept store.Notes) {
	if v.Storage.Data.Key == "" {
		if _, err := os.Stat(v.Storage.Data.keyFile()); errors.Is(err, fs.ErrNotExist) {
			sealed, err := kept.Note(ctx, houseNotes(), keyNote)
			if err == nil && sealed != nil {
				err = errWrongKey
			}
			if r.bad("key", err); err == nil {
				r.good("key", "a new one would be made: %s", v.Storage.Data.keyFile())
			}
			return
		}
	}
	keys, _, err := v.Storage.openKeys()
	if err != nil {
		r.bad("key", err)
		return
	}
	ring, err := vault.New(keys)
	if err == nil {
		_, err = checkKey(ctx, sealedNotes{kept, ring})
	}
	r.bad("key", err)
}

// dryPlatforms signs in.
func (v *service) dryPlatforms(ctx context.Context, r *rehearsalOf) {
	platforms, err := v.openPlatforms(sealedNotes{})
	r.bad("platforms", err)
	for _, p := range platforms {
		name, err := p.check(ctx)
		if err == nil {
			how := "polling"
			if p.webhook != nil {
				how = "updates arrive at the webhook"
			}
			if p.name == "discord" {
				how = "over the gateway"
			}
			r.good(string(p.name), "signed in as %s, %s", name, how)
		}
		r.bad(string(p.name), err)
	}
	commands := 0
	if menus := v.menus(); len(menus) > 0 {
		commands = len(menus[0].Entries)
	}
	r.good("commands", "%d would be shown to people", commands)
}
