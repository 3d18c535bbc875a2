package schedule

import (
	"slices"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// Plan is everything one community has set. The zero value is a community that nobody
// has set anything for. Whoever has one may copy it: what Advance returns shares
// nothing with what it was given.
type Plan struct {
	zone     string // IANA name; empty: whatever the service uses
	language string // of posts: "en"; empty: nobody has said or saved anything
	steward  chat.Role
	away     bool // the bot was removed

	lastID    uint16 // of a reminder; none is used twice
	lastDraft uint32
	ring      [ringSize]uint64
	entries   []entry // by rising id
	drafts    []draft // the oldest first
	saved     []saved // drafts that were confirmed, the oldest first
	history   []change
}

// What a plan holds at most, beside its reminders.
const (
	draftsEach   = 3 // of one moderator
	draftsAll    = 12
	draftLasts   = time.Hour
	savedKept    = 12
	historyKept  = 100
	historyLasts = 180 * 24 * time.Hour
	overKept     = 10
	overLasts    = 14 * 24 * time.Hour
)

// entry is one reminder: when it comes, and all around it.
type entry struct {
	reminder.Reminder
	content
	by       person
	made     int64  // Unix seconds
	turn     uint32 // which wording comes next
	pausedBy string
	// What became of the last one that did not get through: 0 for none.
	trouble  byte
	troubled int64 // Unix seconds
	untold   bool  // nobody was told so far
	placed   int64 // Unix seconds; since when it is posted where it is; 0: ever since
}

// content is what moderators choose beside the time.
type content struct {
	template string // id; empty: text
	text     string
	place    chat.Place
	role     chat.Role
	spread   int // minutes
}

// missing tells that there is nothing to post.
func (c *content) missing() bool { return c.template == "" && c.text == "" }

// person is a moderator, as the history keeps them.
type person struct{ id, name string }

// draft is what was shown and waits to be confirmed.
type draft struct {
	id   uint32
	of   uint16 // the reminder it changes; 0: a new one
	by   person
	made int64 // Unix seconds
	sets fields
	when recur.When
	content
}

func (d *draft) expired(now time.Time) bool { return now.Unix()-d.made > int64(draftLasts/time.Second) }

// fields are parts of a reminder, as bits.
type fields byte

const (
	setsWhen fields = 1 << iota
	setsWhat
	setsPlace
	setsRole
	setsSpread
	setsZone // the rule's zone; setsWhen is the rule without it
	setsAll  = 1<<iota - 1
	// elsewhere is no part: what was shown counts in another zone by now.
	elsewhere = setsAll + 1
)

// saved is a draft that was confirmed, so that a second press finds out.
type saved struct {
	draft uint32
	id    uint16
}

// change is one line of the history.
type change struct {
	at    int64 // Unix seconds
	by    person
	did   byte
	id    uint16 // of the reminder; 0: of the whole community
	title string
	parts []part
}

// part is one thing that a change changed. From and to are as stored: a rule in its
// bytes, a moment in Unix seconds, else words.
type part struct {
	field    byte
	from, to string
}

// What a change did.
const (
	didMake   = 'n'
	didChange = 'e'
	didPause  = 'p'
	didResume = 'r'
	didSkip   = 's'
	didDelete = 'd'
	didStall  = 'f'
	didAdjust = 'a'
)

// What a part is about.
const (
	ofWhen     = 'w'
	ofWhat     = 't'
	ofPlace    = 'p'
	ofRole     = 'r'
	ofSpread   = 's'
	ofZone     = 'z'
	ofLanguage = 'l'
	ofSteward  = 'm'
	ofMoment   = 'd'
)

// Why a post did not get through, beside chat's failures.
const troubleGone = 'g' // what it posts is no longer offered

// copied shares nothing that Advance writes to with p.
func (p *Plan) copied() Plan {
	q := *p
	q.entries, q.drafts = slices.Clone(p.entries), slices.Clone(p.drafts)
	q.saved, q.history = slices.Clip(p.saved), slices.Clip(p.history)
	return q
}

// entry finds a reminder by its number.
func (p *Plan) entry(id uint16) (*entry, bool) {
	i, ok := slices.BinarySearchFunc(p.entries, id, func(e entry, id uint16) int { return int(e.ID) - int(id) })
	if !ok {
		return nil, false
	}
	return &p.entries[i], true
}

// draft finds a draft of somebody; what others wrote is theirs.
func (p *Plan) draft(id uint32, by string) (int, bool) {
	for i := range p.drafts {
		if p.drafts[i].id == id && p.drafts[i].by.id == by {
			return i, true
		}
	}
	return 0, false
}

// active is how many reminders count against the most.
func (p *Plan) active() (n int) {
	for i := range p.entries {
		if p.entries[i].State != reminder.Over {
			n++
		}
	}
	return n
}

// tidy lets go of what is too old to be of use.
func (p *Plan) tidy(now time.Time) {
	p.drafts = slices.DeleteFunc(p.drafts, func(d draft) bool { return d.expired(now) })
	over := len(p.entries) - p.active()
	p.entries = slices.DeleteFunc(p.entries, func(e entry) bool {
		if e.State != reminder.Over {
			return false
		}
		over--
		gone := over >= overKept || now.Unix()-max(e.made, e.Sent.Unix(), e.Last.Unix()) > int64(overLasts/time.Second)
		if gone {
			p.forget(e.ID)
		}
		return gone
	})
	old := 0
	for old < len(p.history) && (len(p.history)-old > historyKept || now.Unix()-p.history[old].at > int64(historyLasts/time.Second)) {
		old++
	}
	p.history = p.history[old:]
	p.shrink()
}
