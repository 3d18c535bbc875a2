package load

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"
)

// Config says what to try. Zero fields mean what is said beside them.
type Config struct {
	Platform string        // "telegram" (default), "discord" or "both"
	People   int           // on all platforms together; default 1,000
	For      time.Duration // how long it is measured; default 20 s unless Rounds is set
	Rounds   int           // so many check-ins each instead
	Warm     time.Duration // how long people talk before it is measured; default 2 s
	Think    time.Duration // longest pause before an answer, shortest half of it; 0: none

	Double    float64 // share of presses that are made twice, 0 to 1
	Kill      int     // how often the bot is killed
	KillRedis int     // how often Redis is killed
	Posts     int     // community posts that wait in the store from the beginning

	Limits     string // TELEGRAM_LIMITS and DISCORD_LIMITS; default "off", with Posts the usual ones
	Seed       uint64 // of all that is random
	Bot        string // the program; empty: it is built from here
	Redis      string // a URL; empty: a redis-server is started
	Specs      string // the folder of the platforms' descriptions; empty: nothing is checked
	Dir        string // where logs stay; empty: a folder that is removed
	Profile    string // a file for a CPU profile of the bot; empty: none
	GOMAXPROCS int    // of the bot; 0: as Go decides

	Shipped  fs.FS             // prompts whose words and safety packs are used
	Progress func(line string) // hears every second how far it is; nil: nobody
	Log      io.Writer         // hears what happens; nil: nobody
}

// usualLimits are what the platforms are known to take.
const (
	usualTelegram = "all=25,chat=1x3,group=18"
	usualDiscord  = "all=45,chat=1x5"
)

// complete fills in what was left out, or says what cannot be.
func (c Config) complete() (Config, error) {
	switch c.Platform {
	case "":
		c.Platform = "telegram"
	case "telegram", "discord", "both":
	default:
		return c, fmt.Errorf("there is no platform %q: it is telegram, discord or both", c.Platform)
	}
	if c.People == 0 {
		c.People = 1000
	}
	if c.For == 0 && c.Rounds == 0 {
		c.For = 20 * time.Second
	}
	if c.Warm == 0 && c.Rounds == 0 {
		c.Warm = 2 * time.Second
	}
	if c.Log == nil {
		c.Log = io.Discard
	}
	if c.Progress == nil {
		c.Progress = func(string) {}
	}
	return c, c.sound()
}

func (c Config) sound() error {
	switch {
	case c.People < 0 || c.For < 0 || c.Rounds < 0 || c.Warm < 0 || c.Think < 0 || c.Kill < 0 || c.KillRedis < 0 || c.Posts < 0:
		return errors.New("nothing can be less than none")
	case c.Double < 0 || c.Double > 1:
		return errors.New("the share of double presses is 0 to 1")
	case c.Rounds > 0 && (c.Kill > 0 || c.KillRedis > 0):
		return errors.New("something is killed during a time: say how long it is, and not how many rounds")
	case c.Redis != "" && c.KillRedis > 0:
		return errors.New("a Redis that was not started here is not killed")
	case c.Posts > 0 && c.Platform != "telegram":
		return errors.New("posts wait for groups on Telegram")
	case c.Shipped == nil:
		return errors.New("the load needs the words of the shipped prompts")
	}
	return nil
}

// on tells whether people are on a platform.
func (c Config) on(platform string) bool { return c.Platform == platform || c.Platform == "both" }

// limits are what the bot is told of a platform.
func (c Config) limits(usual string) string {
	switch {
	case c.Limits != "":
		return c.Limits
	case c.Posts > 0:
		return usual
	}
	return "off"
}
