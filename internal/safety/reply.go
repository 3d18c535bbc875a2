package safety

import (
	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Ask is what a reply is for.
type Ask struct {
	Signal  chat.Signal
	Lang    string // the person's language; an unknown one gets English
	Country string // ISO 3166-1 alpha-2, or empty when nobody knows
	Guessed bool   // the country is a guess, and is shown as one
	Again   bool   // the whole block was shown a short while ago
	Turn    int    // how many short replies came before this one; it picks the next
	Now     bool   // "I need help now" was pressed; there is no signal
}

type replies struct{}

// Reply is the fixed words for a signal, in the order they are sent. It needs
// nothing but what was loaded. NoSignal without Now has no reply.
func (g *Guard) Reply(ask Ask) []chat.Say {
	return nil
}
