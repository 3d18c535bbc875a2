package telegramtest

import (
	"os"
	"time"
)

// Config says what kind of Telegram to start. The zero value is a good one for tests.
type Config struct {
	Token    string           // of the bot; default a made-up one of the usual form
	Username string           // of the bot; default "StillpointTestBot"
	Now      func() time.Time // default time.Now
	// HearsAll turns the bot's privacy mode off: it then reads everything that is
	// written in groups, and not only commands and answers to its own messages.
	HearsAll bool
	// Specs is the folder that holds telegram-api.json; empty: nothing is checked.
	Specs string
	// CheckEvery checks one request in so many; 0 and 1 check all.
	CheckEvery int
	// Violation hears of every request that breaks the API description. It is called
	// from several goroutines and must not block. Nil: only Server.Violations keeps them.
	Violation func(string)
	// Calls is how many calls are remembered, the oldest leave first: default 10,000,
	// negative none.
	Calls int
	// Keep is how many messages a chat remembers, the oldest leave first: default 1,000,
	// at least one.
	Keep int
	// HookPause is how long a webhook that failed is left alone at first; the pause
	// doubles up to twenty times that. Default 50 ms.
	HookPause time.Duration
	// Hook turns the address that setWebhook was given into the one that is called, for
	// a bot that names its public address; the result has to be on loopback. Default:
	// as it was given.
	Hook func(address string) string
	// Flood answers 429 as the real platform does. The zero value never does.
	Flood Flood
}

// Flood is how many messages Telegram takes before it answers 429. A zero is no limit.
type Flood struct {
	PerSecond      int // in all chats together, in any one second
	PerChat        int // in one chat, in any one second
	PerGroupMinute int // in one group, in any minute
}

const (
	defaultToken = "7000000001:AAFakeFakeFakeFakeFakeFakeFakeFake0"
	botID        = 7000000001
	botName      = "Stillpoint"
)

func (c Config) withDefaults() Config {
	if c.Token == "" {
		c.Token = defaultToken
	}
	if c.Username == "" {
		c.Username = "StillpointTestBot"
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.CheckEvery < 1 {
		c.CheckEvery = 1
	}
	if c.Calls == 0 {
		c.Calls = 10_000
	}
	if c.Keep < 1 {
		c.Keep = 1_000
	}
	if c.HookPause <= 0 {
		c.HookPause = 50 * time.Millisecond
	}
	if c.Hook == nil {
		c.Hook = func(address string) string { return address }
	}
	return c
}

// SpecsFromEnv is the folder with the platforms' API descriptions, as the environment
// variable STILLPOINT_SPECS names it; empty when it is not set. A caller who gets
// nothing skips what needs it, and says so.
func SpecsFromEnv() string { return os.Getenv("STILLPOINT_SPECS") }

// Reporter is whoever wants to know what went wrong: a *testing.T is one.
type Reporter interface {
	Errorf(format string, args ...any)
}
