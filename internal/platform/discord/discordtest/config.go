package discordtest

import (
	"errors"
	"os"
	"path/filepath"
	"time"
)

// Config says how a server behaves. The zero value is a well-behaved Discord that
// checks nothing.
type Config struct {
	// Token is the bot's token, without "Bot "; empty: a made-up one.
	Token string
	// App is the application's id, which is also the bot user's; empty: a made-up one.
	App string
	// Now is the clock of the platform: ages of interactions, tokens and nonces; nil:
	// time.Now. Gateway heartbeats are the client's business and need no clock.
	Now func() time.Time

	// Specs is the folder that holds discord-openapi.json; empty: requests are not
	// checked, and Violations stays empty.
	Specs string
	// Sample checks every n-th request of an operation against its schema; up to 1:
	// every one. The cheap rules beside the schemas look at every request all the same.
	Sample int
	// Violation hears of each violation at once, from many goroutines; may be nil. It
	// is never told the text of a message.
	Violation func(string)

	// Fault is asked before each REST call what shall go wrong; nil, or a nil answer:
	// nothing. It is called from many goroutines.
	Fault func(Call) *Fault
	// Keep is how many calls and answer times are remembered; 0: 10,000; negative: none.
	Keep int
	// Enforce answers 429 when a bucket or the global limit is exhausted. Otherwise the
	// headers tell of the limits and nobody is stopped.
	Enforce bool
	// Global is the requests a second that Enforce lets through; 0: 50.
	Global int

	// Heartbeat is the interval told in HELLO; 0: 41.25 s.
	Heartbeat time.Duration
	// Shards is the number of shards recommended; 0: 1.
	Shards int
	// MaxConcurrency is how many sessions may identify in 5 s; 0: 1. It is told and
	// the identifies are recorded; nobody is stopped.
	MaxConcurrency int
	// Privileged is the privileged intents that the application was granted; asking
	// for others closes the connection with 4014.
	Privileged int
	// Replay is how many dispatches a session remembers for a resume; 0: 20,000.
	Replay int
	// Resumable is how long a session without a connection can be resumed; 0: 2 min.
	Resumable time.Duration

	// AnswerWithin is how long an interaction waits for its first answer; 0: 3 s.
	AnswerWithin time.Duration
	// TokenLife is how long an interaction's token is good; 0: 15 min.
	TokenLife time.Duration
	// NonceLife is how long an enforced nonce is remembered; 0: 3 min.
	NonceLife time.Duration
}

const specFile = "discord-openapi.json"

// SpecsFromEnv is the folder named by STILLPOINT_SPECS, for Config.Specs, or empty
// when it is unset.
func SpecsFromEnv() string { return os.Getenv("STILLPOINT_SPECS") }

// complete fills in what was left out, or says what cannot be.
func (c Config) complete() (Config, error) {
	if c.Specs != "" {
		if _, err := os.Stat(filepath.Join(c.Specs, specFile)); err != nil {
			return c, errors.New("the folder of the specs holds no " + specFile)
		}
	}
	orText(&c.Token, "MTExMTExMTExMTExMTExMTEx.made.up")
	orText(&c.App, "111111111111111111")
	if c.Now == nil {
		c.Now = time.Now
	}
	or(&c.Keep, 10_000)
	or(&c.Global, 50)
	or(&c.Heartbeat, 41250*time.Millisecond)
	or(&c.Shards, 1)
	or(&c.MaxConcurrency, 1)
	or(&c.Replay, 20_000)
	or(&c.Resumable, 2*time.Minute)
	or(&c.AnswerWithin, 3*time.Second)
	or(&c.TokenLife, 15*time.Minute)
	or(&c.NonceLife, 3*time.Minute)
	return c, nil
}

func or[N int | time.Duration](field *N, usual N) {
	if *field == 0 {
		*field = usual
	}
}

func orText(field *string, usual string) {
	if *field == "" {
		*field = usual
	}
}
