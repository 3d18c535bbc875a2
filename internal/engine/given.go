package engine

import "github.com/stillpoint-bot/stillpoint/internal/script"

// With is s with a value of the person already known, as a rehearsal begins.
func (s Session) With(slot *script.Slot, v script.Value) Session {
	s.putPerson(slot.Hash, v)
	return s
}
