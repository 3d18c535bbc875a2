package app

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// TestAReminderGoesOnAfterAClosedChat: what did not get through once may get through
// tomorrow. Only a platform that tells when somebody can be written to again is believed
// that they cannot.
func TestAReminderGoesOnAfterAClosedChat(t *testing.T) {
	for name, c := range map[string]struct {
		tells bool
		came  int
	}{
		"where nobody tells of the chat's opening, the next one tries": {false, 3},
		"where the platform tells, nothing is said until it does":      {true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			h := newAwayHouse(t)
			h.cfg.tells = func(chat.Platform) bool { return c.tells }
			me := chat.Actor{Platform: "test", Kind: chat.Person, ID: "me"}
			h.reminds(me, "London", "Pill", "every day 14:00")
			before := len(h.got[me])
			h.lost(t.Context(), me, chat.Source{}) // an answer met a closed chat
			for day := range 3 {
				h.now = time.Date(2026, 11, 23+day, 14, 0, 0, 0, time.UTC)
				h.goesOn()
			}
			if came := len(h.got[me]) - before; came != c.came {
				t.Errorf("%d came, it should be %d: %q", came, c.came, h.got[me])
			}
		})
	}
}
