package app

import (
	"context"
	"errors"
	"fmt"
	"io"

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
	kept, err := v.Storage.open(ctx)
	if err != nil {
		r.bad("store", err)
		return
	}
	defer func() { _ = kept.store.Close() }()
	r.good("store", "Redis answers")
	for _, doubt := range kept.doubts {
		r.good("", "look at this: %s", doubt)
	}
	ring, err := vault.New(kept.keys)
	if err == nil {
		_, err = checkKey(ctx, sealedNotes{kept.store, ring})
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
