package e2e_test

import (
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

// What no output may ever hold.
const (
	telegramToken = "7000000001:AAtheSecretOfTelegramForThisTest00"
	discordToken  = "MTExMTExMTExMTExMTExMTEx.secret.OfDiscordForThisTest"
	sealingKey    = "5f1d36f1a8c4e2b79d0c6be13f8a247700aa5c21e94db8f36a7712cd0e8f4b92"
)

// house is the platforms, the place where things are kept, and the processes that
// serve them.
type house struct {
	t        *testing.T
	telegram *telegramtest.Server
	discord  *discordtest.Server
	redis    *redistest.Server // nil: things are kept in a file
	dir      string
	bots     []*bot
	people   []*person
	fault    atomic.Pointer[func(discordtest.Call) *discordtest.Fault]
}

// onFile is a house that keeps things in one file.
func onFile(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, dir: t.TempDir()}
	tg, err := telegramtest.Start(telegramtest.Config{Token: telegramToken, Specs: telegramtest.SpecsFromEnv()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tg.Close)
	dc, err := discordtest.Start(discordtest.Config{Token: discordToken, Specs: discordtest.SpecsFromEnv(), Fault: h.troubles})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(dc.Close)
	h.telegram, h.discord = tg, dc
	t.Cleanup(h.inspect)
	return h
}

// discordFault says what goes wrong with calls to Discord from now on.
func (h *house) discordFault(f func(discordtest.Call) *discordtest.Fault) { h.fault.Store(&f) }

func (h *house) troubles(c discordtest.Call) *discordtest.Fault {
	if f := h.fault.Load(); f != nil {
		return (*f)(c)
	}
	return nil
}

// onRedis is a house that keeps things on a Redis which writes everything down at once.
func onRedis(t *testing.T) *house {
	t.Helper()
	redis := redistest.Start(t)
	h := onFile(t)
	h.redis = redis
	return h
}

// env is the environment of a bot of this house.
func (h *house) env(more ...string) []string {
	env := append([]string{
		"HOME=" + h.dir, "XDG_STATE_HOME=" + filepath.Join(h.dir, "state"), "STILLPOINT_DATA=" + filepath.Join(h.dir, "kept.db"),
		"STILLPOINT_E2E_AHEAD=" + h.aheadFile(), "STILLPOINT_KEY=" + sealingKey, "STILLPOINT_LISTEN=127.0.0.1:0",
		"TELEGRAM_TOKEN=" + telegramToken, "TELEGRAM_API_URL=" + h.telegram.URL(),
		"DISCORD_TOKEN=" + discordToken, "DISCORD_API_URL=" + h.discord.URL() + "/v10",
	}, more...)
	if h.redis != nil {
		env = append(env, "REDIS_URL="+h.redis.URL())
	}
	return env
}

// launch starts a bot and does not wait. A variable given as "NAME=" is empty.
func (h *house) launch(more ...string) *bot {
	h.t.Helper()
	b := launch(h.t, h.env(more...), "serve")
	h.bots = append(h.bots, b)
	return b
}

// serve starts a bot and waits until it is at work on all platforms that it has a
// token for.
func (h *house) serve(more ...string) *bot {
	h.t.Helper()
	b := h.launch(more...)
	b.logs(`stillpoint is up`)
	if !slices.Contains(more, noTelegram) {
		b.logs(`Updates from Telegram come in`)
	}
	if !slices.Contains(more, noDiscord) {
		if err := h.discord.Ready(soon(h.t), 1); err != nil {
			h.t.Fatalf("%v; its log:\n%s", err, b.log)
		}
	}
	return b
}

// Settings that leave a platform out.
const (
	noTelegram = "TELEGRAM_TOKEN="
	noDiscord  = "DISCORD_TOKEN="
)

// get reads a page of a bot's own HTTP side.
func (h *house) get(b *bot, path string) (status int, body string) {
	h.t.Helper()
	addr := b.logs(`http=(127\.0\.0\.1:\d+)`)[1]
	answer, err := http.Get("http://" + addr + path)
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return answer.StatusCode, string(page)
}

// inspect looks, when a story is over, for what must be so in all of them.
func (h *house) inspect() {
	h.telegram.Verify(h.t)
	for _, violation := range h.discord.Violations() {
		h.t.Errorf("Discord's API was not kept: %s", violation)
	}
	for _, b := range h.bots {
		for name, text := range map[string]string{"standard output": b.out.String(), "the log": b.log.String()} {
			h.tellsNothing(name, text)
		}
	}
	if h.t.Failed() {
		for i, b := range h.bots {
			h.t.Logf("the log of process %d:\n%s", i+1, b.log)
		}
	}
}

// tellsNothing makes sure that no secret is in a text, and nobody's id.
func (h *house) tellsNothing(name, text string) {
	h.t.Helper()
	for what, secret := range map[string]string{
		"the token of Telegram": telegramToken, "a part of it": "AAtheSecretOfTelegram", "the token of Discord": discordToken, "the key": sealingKey,
	} {
		if strings.Contains(text, secret) {
			h.t.Errorf("%s holds %s", name, what)
		}
	}
	for _, p := range h.people {
		if strings.Contains(text, p.id()) {
			h.t.Errorf("%s names somebody by their id", name)
		}
	}
}
