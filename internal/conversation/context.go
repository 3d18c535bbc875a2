package conversation

import (
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// What is sealed is bound to its actor and its use, so that a stored piece cannot
// be passed off as another.

// SessionContext is what the actor's session is sealed with.
func SessionContext(a chat.Actor) []byte { return sessionContext(a) }

func sessionContext(a chat.Actor) []byte { return []byte("session/" + a.Key()) }

// MessageContext is what a waiting message of the actor is sealed with.
func MessageContext(a chat.Actor) []byte { return []byte("message/" + a.Key()) }

func chunkContext(a chat.Actor, seq uint32) []byte {
	return []byte("records/" + strconv.FormatUint(uint64(seq), 10) + "/" + a.Key())
}
