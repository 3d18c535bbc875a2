package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/ops"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
)

// Telegram is how the bot is on Telegram. An empty Token: it is not there.
type Telegram struct {
	Token   string
	API     string // default https://api.telegram.org
	Webhook string // the public https address; empty: updates are polled
	Secret  string // of the webhook
	Limits  delivery.Limits
}

// Discord is how the bot is on Discord. An empty Token: it is not there.
type Discord struct {
	Token      string
	API        string // default https://discord.com/api/v10
	AppID      string // default: asked for
	ShardCount int    // 0: one; discord.Auto: as many as Discord recommends
	Shards     []int  // those of this process; default all
	Limits     delivery.Limits
}

// platform is what a service needs of an adapter.
type platform struct {
	name    chat.Platform
	limits  delivery.Limits
	send    delivery.Sender
	run     func(context.Context) error
	check   func(context.Context) (name string, err error)
	menus   func(context.Context) error
	health  func() ops.State
	webhook map[string]http.Handler // by path; nil: it takes events in by itself
}

// errToken says that a platform does not accept its token.
var errToken = errors.New("the token is not accepted")

func (v *service) openPlatforms(notes sealedNotes) ([]platform, error) {
	var all []platform
	if v.Telegram.Token != "" {
		p, err := v.openTelegram(notes)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	if v.Discord.Token != "" {
		all = append(all, v.openDiscord(notes))
	}
	return all, nil
}

func (v *service) openTelegram(notes sealedNotes) (platform, error) {
	a, err := telegram.New(telegram.Config{
		Token: telegram.Secret(v.Telegram.Token), API: v.Telegram.API, Handle: v.handle, Overhear: v.overhear, Notes: notes,
		Signs: v.signs, Menus: v.menus, Words: v.words, Log: v.Log, Now: v.Now, Grace: settleTime,
		Webhook: telegram.Webhook{URL: v.Telegram.Webhook, Secret: telegram.Secret(v.Telegram.Secret)},
		Observe: func(point string, n int) { v.metrics.Event(string(telegram.Platform), point, n) },
	})
	if err != nil {
		return platform{}, err
	}
	p := platform{
		name: telegram.Platform, limits: v.Telegram.Limits, send: a, run: a.Run, menus: a.SetMenus,
		check: func(ctx context.Context) (string, error) {
			me, err := a.Check(ctx)
			if errors.Is(err, telegram.ErrToken) {
				return "", fmt.Errorf("Telegram does not accept TELEGRAM_TOKEN: copy it again from @BotFather (/mybots, your bot, API Token): %w", errToken)
			}
			return "@" + me.Username, err
		},
		health: func() ops.State {
			h := a.Health()
			return ops.State{OK: h.OK(), Says: h.Says, Since: h.Since}
		},
	}
	if v.Telegram.Webhook != "" {
		p.webhook = map[string]http.Handler{webhookPath(v.Telegram.Webhook): a.Webhook()}
	}
	return p, nil
}

func (v *service) openDiscord(notes sealedNotes) platform {
	d := discord.New(discord.Config{
		Token: discord.Token(v.Discord.Token), API: discordAPI(v.Discord.API), AppID: v.Discord.AppID,
		PerSecond: gate(v.Discord.Limits), ShardCount: v.Discord.ShardCount, Shards: v.Discord.Shards,
		Handle: v.handle, Overhear: v.overhear, Notes: notes, Signs: v.signs, Menus: v.menus, Words: v.words, Suggest: v.suggest, Log: v.Log,
		Timing:  discord.Timing{Finish: settleTime},
		Observe: func(point string, _ time.Duration) { v.metrics.Event(string(discord.Platform), point, 1) },
	})
	return platform{
		name: discord.Platform, limits: v.Discord.Limits, send: d, run: d.Run, menus: d.SetCommands,
		check: func(ctx context.Context) (string, error) {
			me, err := d.Check(ctx)
			if errors.Is(err, discord.ErrToken) {
				return "", fmt.Errorf("Discord does not accept DISCORD_TOKEN: make a new one on the \"Bot\" page of your application on https://discord.com/developers/applications: %w", errToken)
			}
			return me.Name, err
		},
		health: func() ops.State {
			h := d.Health()
			state := ops.State{OK: h.Ready && h.Alarm == "", Says: h.Alarm}
			if !h.Ready && h.Alarm == "" {
				state.Says = fmt.Sprintf("%d of %d connections to Discord are open; the others are being made.", h.Open, h.Shards)
			}
			return state
		},
	}
}

// menus is what people are offered, as the scripts are now.
func (v *service) menus() []chat.Menu { return v.shelf.Library().Menus() }

// signs are the words of an adapter's own, in the language of a locale.
func (v *service) signs(locale string) chat.Signs { return v.shelf.Library().Signs(locale) }

// words are single texts of the bot's own that an adapter asks for by their ids.
func (v *service) words(locale, id string) string { return v.shelf.Library().Words(locale, id) }

// suggest completes what a moderator is typing.
func (v *service) suggest(ctx context.Context, q chat.Query) []chat.Suggestion {
	return v.house.talk.Suggest(ctx, q)
}
