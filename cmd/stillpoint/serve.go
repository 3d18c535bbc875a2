package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/stillpoint-bot/stillpoint/internal/app"
)

// serveOptions are the settings of a running bot. Every one can be given as a
// variable of the environment; a flag wins over it. Secrets are never flags: who can
// list processes could read them.
type serveOptions struct {
	env                                          []variable
	telegramAPI, telegramWebhook, telegramLimits string
	discordAPI, discordApp, discordShards        string
	discordLimits                                string
	redis, listen, zone, logFormat, logLevel     string
	reminders, posts                             string
	telegramTokenFile, telegramSecretFile        string
	discordTokenFile, keyFile                    string
	strict, profile, dryRun                      bool
}

func serveCommand(o *options) *cobra.Command {
	s := &serveOptions{}
	c := &cobra.Command{
		Use:   "serve",
		Short: "Run the bot on Telegram and Discord",
		Long: `Serve connects to the platforms whose token is set and talks there until it is
asked to end (Ctrl-C or SIGTERM); what is under way is finished first.

Secrets come from the environment, or from files:
  TELEGRAM_TOKEN           or TELEGRAM_TOKEN_FILE           from @BotFather
  TELEGRAM_WEBHOOK_SECRET  or TELEGRAM_WEBHOOK_SECRET_FILE  with TELEGRAM_WEBHOOK_URL only
  DISCORD_TOKEN            or DISCORD_TOKEN_FILE            from the "Bot" page of your application
  STILLPOINT_KEY           or STILLPOINT_KEY_FILE           seals what is kept; made when missing
  REDIS_URL                                                 where things are kept; unset: one file
deploy/example.env explains every variable.`,
		Example: `  TELEGRAM_TOKEN=… stillpoint serve
  stillpoint serve --dry-run
  REDIS_URL=redis://localhost:6379/0 DISCORD_TOKEN=… stillpoint serve --listen 127.0.0.1:8080`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.serve(cmd, s) },
	}
	s.flags(c)
	return c
}

func (s *serveOptions) flags(c *cobra.Command) {
	f := c.Flags()
	text := func(into *string, name, key, help string) {
		f.StringVar(into, name, "", help+" ("+key+")")
		s.env = append(s.env, variable{into, name, key})
	}
	text(&s.redis, "redis-url", "REDIS_URL", "where things are kept: redis://, rediss://, Sentinel or Cluster; unset: one file, see --data")
	text(&s.listen, "listen", "STILLPOINT_LISTEN", "address for health, metrics and webhooks, such as 127.0.0.1:8080")
	text(&s.keyFile, "key-file", "STILLPOINT_KEY_FILE", "file of the key that seals what is kept; made when missing")
	text(&s.zone, "zone", "STILLPOINT_ZONE", "time zone of people who have not said theirs, such as Europe/Paris; default UTC")
	text(&s.reminders, "reminders", "STILLPOINT_REMINDERS", "how many reminders a person may have, 1 to 50; default 10")
	text(&s.posts, "community-reminders", "STILLPOINT_COMMUNITY_REMINDERS", "how many reminders a community may have, 1 to 100; default 25")
	text(&s.logFormat, "log-format", "STILLPOINT_LOG_FORMAT", "text or json")
	text(&s.logLevel, "log-level", "STILLPOINT_LOG_LEVEL", "debug, info, warn or error")
	text(&s.telegramTokenFile, "telegram-token-file", "TELEGRAM_TOKEN_FILE", "file that holds the Telegram token")
	text(&s.telegramAPI, "telegram-api-url", "TELEGRAM_API_URL", "another Bot API server")
	text(&s.telegramWebhook, "telegram-webhook-url", "TELEGRAM_WEBHOOK_URL", "public https address for updates; unset: they are polled")
	text(&s.telegramSecretFile, "telegram-webhook-secret-file", "TELEGRAM_WEBHOOK_SECRET_FILE", "file that holds the webhook's secret")
	text(&s.telegramLimits, "telegram-limits", "TELEGRAM_LIMITS", `how much is sent: "all=25,chat=1x3,group=18" (a second, a second with a burst, a minute) or "off"`)
	text(&s.discordTokenFile, "discord-token-file", "DISCORD_TOKEN_FILE", "file that holds the Discord token")
	text(&s.discordAPI, "discord-api-url", "DISCORD_API_URL", "another REST server")
	text(&s.discordApp, "discord-app-id", "DISCORD_APP_ID", "the application's id; unset: asked for")
	text(&s.discordShards, "discord-shards", "DISCORD_SHARDS", `"auto", how many there are ("4"), or which of them run here ("0,1/4")`)
	text(&s.discordLimits, "discord-limits", "DISCORD_LIMITS", `how much is sent: "all=45,chat=1x5" or "off"`)
	f.BoolVar(&s.strict, "strict", isOn("STILLPOINT_STRICT"), "do not start when the Redis server could lose or drop data (STILLPOINT_STRICT)")
	f.BoolVar(&s.profile, "pprof", isOn("STILLPOINT_PPROF"), "serve profiles under /debug/pprof/ at --listen (STILLPOINT_PPROF)")
	f.BoolVar(&s.dryRun, "dry-run", false, "check everything, print what would be done, and do nothing")
	for _, name := range []string{"telegram-token", "discord-token", "telegram-webhook-secret", "key"} {
		f.String(name, "", "")
		_ = f.MarkHidden(name)
	}
}

// variable is a setting that the environment may give where no flag does. It is not
// the flag's default: --help would show it, and an address may hold a password.
type variable struct {
	into *string
	flag string
	key  string
}

// environment fills in what no flag has given.
func (s *serveOptions) environment(cmd *cobra.Command) {
	for _, v := range s.env {
		if !cmd.Flags().Changed(v.flag) {
			*v.into = os.Getenv(v.key)
		}
	}
}

func (o *options) serve(cmd *cobra.Command, s *serveOptions) error {
	serve, err := o.service(cmd, s)
	if err != nil {
		return err
	}
	if s.dryRun {
		return serve.DryRun(cmd.Context(), cmd.OutOrStdout())
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(rareCollection)
	}
	defer context.AfterFunc(cmd.Context(), func() { time.AfterFunc(lastMoment, giveUp) })()
	return serve.Run(cmd.Context())
}

// lastMoment is how long after being asked to end the program ends in any case: who
// runs it kills it soon after. Whatever was not finished is durable and comes again.
const lastMoment = 9500 * time.Millisecond

func giveUp() {
	fmt.Fprintln(os.Stderr, "stillpoint: what is under way takes too long and is left; it comes again at the next start")
	os.Exit(exitLater)
}

// rareCollection lets the heap grow to five times what lives before it is collected:
// what lives is a few megabytes, and most of what a turn makes is gone after it.
const rareCollection = 400

// service reads all settings; a mistake in any of them is told with its name.
func (o *options) service(cmd *cobra.Command, s *serveOptions) (app.Serve, error) {
	if err := noSecretFlags(cmd); err != nil {
		return app.Serve{}, err
	}
	s.environment(cmd)
	fsys, dir := o.folder(nil)
	log, logErr := logger(cmd, s)
	zone, zoneErr := zoneOf(s.zone)
	telegramToken, telegramErr := secret("TELEGRAM_TOKEN", s.telegramTokenFile)
	webhookSecret, secretErr := secret("TELEGRAM_WEBHOOK_SECRET", s.telegramSecretFile)
	discordToken, discordErr := secret("DISCORD_TOKEN", s.discordTokenFile)
	telegramLimits, tLimitsErr := app.TelegramLimits(s.telegramLimits, s.telegramAPI)
	discordLimits, dLimitsErr := app.DiscordLimits(s.discordLimits, s.discordAPI)
	most, mostErr := app.ParseMost(s.reminders, s.posts)
	shardCount, shards, shardsErr := app.ParseShards(s.discordShards)
	err := errors.Join(isFolder(dir), logErr, zoneErr, telegramErr, secretErr, discordErr, tLimitsErr, dLimitsErr, shardsErr, mostErr)
	if err != nil {
		return app.Serve{}, err
	}
	return app.Serve{
		Prompts: fsys, Folder: dir, Storage: o.storage(s),
		Telegram: app.Telegram{Token: telegramToken, API: s.telegramAPI, Webhook: s.telegramWebhook, Secret: webhookSecret, Limits: telegramLimits},
		Discord:  app.Discord{Token: discordToken, API: s.discordAPI, AppID: s.discordApp, ShardCount: shardCount, Shards: shards, Limits: discordLimits},
		Listen:   s.listen, Profile: s.profile, Version: version(), Zone: zone, Most: most, Log: log, Now: clock,
	}, nil
}

// storage is where things are kept.
func (o *options) storage(s *serveOptions) app.Storage {
	data := o.kept()
	data.KeyFile = cmp.Or(s.keyFile, data.KeyFile)
	return app.Storage{Redis: s.redis, Strict: s.strict, Data: data}
}

// isOn reads a switch of the environment: 0, no, off and false are off.
func isOn(key string) bool {
	switch strings.ToLower(os.Getenv(key)) {
	case "", "0", "no", "off", "false":
		return false
	}
	return true
}

// noSecretFlags refuses what a list of processes would show to everybody.
func noSecretFlags(cmd *cobra.Command) error {
	for flag, variable := range map[string]string{
		"telegram-token": "TELEGRAM_TOKEN", "discord-token": "DISCORD_TOKEN", "telegram-webhook-secret": "TELEGRAM_WEBHOOK_SECRET", "key": "STILLPOINT_KEY",
	} {
		if cmd.Flags().Changed(flag) {
			return fmt.Errorf("--%s would show a secret to everybody who lists the processes: set %s, or give a file with --%s-file", flag, variable, flag)
		}
	}
	if f := cmd.Flags().Lookup("redis-url"); f.Changed && app.HasPassword(f.Value.String()) {
		return errors.New("--redis-url with a password would show it to everybody who lists the processes: set REDIS_URL instead")
	}
	return nil
}

// secret is the value of a variable, or what the file holds.
func secret(variable, file string) (string, error) {
	value := os.Getenv(variable)
	switch {
	case value != "" && file != "":
		return "", fmt.Errorf("%s and its file are both given: keep one", variable)
	case file == "":
		return strings.TrimSpace(value), nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("reading the file of %s: %w", variable, err)
	}
	if strings.TrimSpace(string(data)) == "" {
		return "", fmt.Errorf("the file of %s is empty", variable)
	}
	return strings.TrimSpace(string(data)), nil
}

func zoneOf(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("--zone %q is no time zone: it is written like Europe/Paris", name)
	}
	return zone, nil
}

// logger writes to standard error: text for people, JSON for collectors.
func logger(cmd *cobra.Command, s *serveOptions) (*slog.Logger, error) {
	level := slog.LevelInfo
	if s.logLevel != "" {
		if err := level.UnmarshalText([]byte(s.logLevel)); err != nil {
			return nil, fmt.Errorf("--log-level %q is none of: debug, info, warn, error", s.logLevel)
		}
	}
	how := &slog.HandlerOptions{Level: level}
	switch s.logFormat {
	case "", "text":
		return slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), how)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(cmd.ErrOrStderr(), how)), nil
	}
	return nil, fmt.Errorf("--log-format %q is none of: text, json", s.logFormat)
}
