package conversation

import (
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// What is sealed is bound to its actor and its use, so that a stored piece cannot
// be passed off as another.

func sessionContext(a chat.Actor) []byte { return []byte("session/" + a.Key()) }

// MessageContext is what a waiting message of the actor is sealed with.
func MessageContext(a chat.Actor) []byte { return []byte("message/" + a.Key()) }

func chunkContext(a chat.Actor, seq uint32) []byte {
	return []byte("records/" + strconv.FormatUint(uint64(seq), 10) + "/" + a.Key())
}
