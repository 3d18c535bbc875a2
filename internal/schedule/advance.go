package schedule

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// DefaultMost is how many reminders a community may have when nobody says otherwise.
const DefaultMost = 25

// Rules are what holds for every community of a service.
type Rules struct {
	Library *script.Library // the words and templates; never nil
	Most    int             // reminders of one community that are not over; 0 is DefaultMost
	Zone    *time.Location  // of a community that has set none; nil is UTC
	// Load is the place of an IANA name, for who keeps them at hand; nil reads them anew.
	Load func(zone string) (*time.Location, error)
}

// Timer is a moment at which the community gets a chat.Due.
type Timer struct {
	Name string    // "r3" for number 3
	At   time.Time // UTC, whole seconds
}

// Outcome is what is to be done about an event.
type Outcome struct {
	Reply  *chat.Reply // for the one who asked, alone; nil for everything but a Manage
	Posts  []chat.Post
	Set    []Timer
	Cancel []string // names of timers
	Passed []reminder.Passing
	// Idle: nothing changed, and the plan need not be stored.
	Idle bool
}

// Advance plays one event of a community. It is pure: the same arguments give the same
// outcome, and p itself is not written to. Events that are none of a community's are
// Idle. Whether in was handled before is Seen's to tell, and the caller's to ask.
func Advance(rules Rules, p Plan, in chat.Inbound, now time.Time) (Plan, Outcome) {
	d := newDesk(rules, &p, in.Actor, now)
	switch e := in.Event.(type) {
	case chat.Manage:
		d.manage(e, in.Locale)
	case chat.Due:
		d.due(e)
	case chat.Undelivered:
		d.undelivered(e)
	case chat.Recompute:
		d.recompute()
	case chat.Lifecycle:
		d.lifecycle(e.Change)
	}
	if !d.changed {
		d.out.Idle = true
		return p, d.out
	}
	d.plan.tidy(now)
	d.plan.remember(in.ID)
	return d.plan, d.out
}
