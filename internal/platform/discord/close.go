package discord

import "github.com/coder/websocket"

// Close codes of the gateway that something is decided on.
const (
	closeToken      = 4004
	closeSequence   = 4007
	closeRate       = 4008
	closeTimedOut   = 4009
	closeIntents    = 4013
	closeDisallowed = 4014
)

// leave is the code that we close with: anything but 1000 and 1001 keeps the
// session alive, so that it can be resumed.
const leave websocket.StatusCode = 4000

// fatalCodes are those after which no attempt can succeed, and what helps.
func fatalCodes() map[int]string {
	return map[int]string{ //nolint:gosec // words about a token are no token
		closeToken:      "the token is wrong; copy it again from the developer portal, page Bot",
		4010:            "this shard does not exist; check the number of shards",
		4011:            "the bot is in too many servers for this number of shards; use more, or the automatic number",
		4012:            "this version of the gateway is not served any more; a newer Stillpoint is needed",
		closeIntents:    "the intents are not valid; a newer Stillpoint is needed",
		closeDisallowed: "the bot may not have these intents; open the developer portal, page Bot, Privileged Gateway Intents, and allow what the bot asks for (it needs Guilds and Direct Messages, none of which is privileged)",
	}
}

// next is what follows after a connection has ended.
type next int

const (
	resume next = iota // take the same session up again, at once
	anew               // the session is over: identify again
	fatal              // nothing will help
)

// afterClose decides by the close code; -1 is a connection that was simply lost.
func afterClose(code int) next {
	if _, is := fatalCodes()[code]; is {
		return fatal
	}
	if code == closeSequence || code == closeTimedOut {
		return anew
	}
	return resume
}
