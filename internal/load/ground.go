package load

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

// ground is everything that a run stands on.
type ground struct {
	cfg      Config
	dir      string
	kept     bool // the folder stays
	key      string
	redis    *redistest.Server
	ours     bool // Redis was started here
	url      string
	telegram *telegramtest.Server // nil: nobody is there
	discord  *discordtest.Server
	bot      *bot
}

// conformEvery: one request in so many is checked against the platform's description.
const conformEvery = 50

// newGround starts everything but the bot. Close it in the end, also after an error.
func newGround(ctx context.Context, cfg Config) (*ground, error) {
	g := &ground{cfg: cfg, dir: cfg.Dir, kept: cfg.Dir != ""}
	var err error
	if g.kept {
		err = os.MkdirAll(g.dir, 0o700)
		_ = os.RemoveAll(filepath.Join(g.dir, "redis")) // of a run before: its key is gone
		_ = os.Remove(filepath.Join(g.dir, botLog))
	} else {
		g.dir, err = os.MkdirTemp("", "stillpoint-load-")
	}
	if err != nil {
		return g, fmt.Errorf("making a folder: %w", err)
	}
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	g.key = hex.EncodeToString(secret)
	if err := g.startRedis(ctx); err != nil {
		return g, err
	}
	if err := g.startPlatforms(); err != nil { //nolint:contextcheck // what it starts is closed by close
		return g, err
	}
	return g, g.prepareBot(ctx)
}

func (g *ground) startRedis(ctx context.Context) error {
	g.url = g.cfg.Redis
	if g.url != "" {
		at, err := url.Parse(g.url)
		if err != nil || at.Scheme != "redis" || at.User != nil {
			return errors.New("the load asks Redis for figures without a password: give redis://HOST:PORT/0")
		}
		g.redis = &redistest.Server{Addr: at.Host}
		return nil
	}
	dir := filepath.Join(g.dir, "redis")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("making a folder for Redis: %w", err)
	}
	server, err := redistest.Run(ctx, dir, redistest.Durable()...)
	if err != nil {
		return fmt.Errorf("starting Redis: %w", err)
	}
	g.redis, g.ours, g.url = server, true, server.URL()
	return nil
}

func (g *ground) startPlatforms() (err error) {
	if g.cfg.on("telegram") {
		flood := telegramtest.Flood{}
		if g.cfg.limits(usualTelegram) != "off" {
			flood = telegramtest.Flood{PerSecond: 30, PerGroupMinute: 20}
		}
		g.telegram, err = telegramtest.Start(telegramtest.Config{
			Specs: g.cfg.Specs, CheckEvery: conformEvery, Calls: -1, Keep: 40, Flood: flood,
		})
		if err != nil {
			return fmt.Errorf("starting the fake Telegram: %w", err)
		}
	}
	if g.cfg.on("discord") {
		g.discord, err = discordtest.Start(discordtest.Config{Specs: g.cfg.Specs, Sample: conformEvery, Keep: -1, Global: 1 << 20})
		if err != nil {
			return fmt.Errorf("starting the fake Discord: %w", err)
		}
	}
	return nil
}

func (g *ground) prepareBot(ctx context.Context) error {
	prompts := filepath.Join(g.dir, "prompts")
	if err := writePrompts(prompts, g.cfg.Shipped); err != nil {
		return err
	}
	path := g.cfg.Bot
	if path == "" {
		built, err := buildBot(ctx, g.dir)
		if err != nil {
			return err
		}
		path = built
	}
	listen, err := freeAddress(ctx)
	if err != nil {
		return err
	}
	g.bot = &bot{path: path, dir: g.dir, listen: listen, env: g.environment(prompts, listen)}
	return nil
}

// environment is what the bot is told. Nothing of this process's own settings reaches it.
func (g *ground) environment(prompts, listen string) []string {
	env := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + g.dir, "STILLPOINT_LOG_LEVEL=info",
		"STILLPOINT_KEY=" + g.key, "STILLPOINT_PROMPTS=" + prompts, "STILLPOINT_LISTEN=" + listen,
		"STILLPOINT_DATA=" + filepath.Join(g.dir, "data.db"), "REDIS_URL=" + g.url,
	}
	if g.cfg.GOMAXPROCS > 0 {
		env = append(env, fmt.Sprintf("GOMAXPROCS=%d", g.cfg.GOMAXPROCS))
	}
	if g.cfg.Profile != "" {
		env = append(env, "STILLPOINT_PPROF=1")
	}
	if g.telegram != nil {
		env = append(env, "TELEGRAM_TOKEN="+g.telegram.Token(), "TELEGRAM_API_URL="+g.telegram.URL(), "TELEGRAM_LIMITS="+g.cfg.limits(usualTelegram))
	}
	if g.discord != nil {
		env = append(env, "DISCORD_TOKEN="+g.discord.Token(), "DISCORD_API_URL="+g.discord.URL(), "DISCORD_LIMITS="+g.cfg.limits(usualDiscord))
	}
	return env
}

// writePrompts writes the folder that the bot plays: the load's own script, and the
// shipped words and safety packs, so that a turn costs what it costs at home.
func writePrompts(dir string, shipped fs.FS) error {
	own, err := fs.Sub(Prompts, "prompts")
	if err != nil {
		return fmt.Errorf("reading the load's script: %w", err)
	}
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("clearing the prompts folder: %w", err)
	}
	if err := os.CopyFS(dir, own); err != nil {
		return fmt.Errorf("writing the load's script: %w", err)
	}
	for _, name := range []string{"lang/en", "safety"} {
		part, err := fs.Sub(shipped, name)
		if err == nil {
			err = os.CopyFS(filepath.Join(dir, name), part)
		}
		if err != nil {
			return fmt.Errorf("writing the shipped words: %w", err)
		}
	}
	return nil
}

// info is what Redis says of itself.
func (g *ground) info(ctx context.Context) (figures, error) {
	text, err := g.redis.Do(ctx, "INFO", "everything")
	if err != nil {
		return nil, fmt.Errorf("asking Redis for figures: %w", err)
	}
	return parseInfo(text), nil
}

// violations are where the bot broke a platform's description.
func (g *ground) violations() []string {
	var all []string
	if g.telegram != nil {
		all = append(all, g.telegram.Violations()...)
	}
	if g.discord != nil {
		all = append(all, g.discord.Violations()...)
	}
	return all
}

// close ends everything that was started.
func (g *ground) close() {
	if g.bot != nil {
		g.bot.stop()
	}
	if g.telegram != nil {
		g.telegram.Close()
	}
	if g.discord != nil {
		g.discord.Close()
	}
	if g.ours {
		g.redis.Kill()
	}
	if !g.kept {
		_ = os.RemoveAll(g.dir)
	}
}
