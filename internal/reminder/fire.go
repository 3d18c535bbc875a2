package reminder

import "time"

// Windows are how late a repeating reminder may still come. What comes once comes
// however late it is, and says so.
const (
	PromptWindow = 2 * time.Hour    // a person's own
	PostWindow   = 30 * time.Minute // a community's
	// LateAfter is from when on a reminder is called late.
	LateAfter = 3 * time.Minute
	// NightAfter is from when on what is late keeps out of the usual night: whoever
	// asked for half past eleven gets it a little after, but not at three.
	NightAfter = 30 * time.Minute
)

// Moment is what holds for the owner when an occurrence is due.
type Moment struct {
	Now  time.Time      // in the owner's zone, which is also where quiet hours are
	Zone *time.Location // where the rule's wall times are: the place of When.Zone, or the owner's
	// Window is how late a repeating one may be: PromptWindow or PostWindow.
	Window time.Duration
	Quiet  Hours     // what the owner has set; the zero value: none
	Silent time.Time // silence was asked for until then
	// Night: what is late keeps out of the usual quiet hours when none are set.
	Night bool
	// Asks: it asks for something, and comes less often when nobody answers. What was
	// only to be said is said, answered or not.
	Asks bool
	// Held: nothing can be said just now (something is going on), but a little later.
	Held time.Duration
	Away bool // the owner cannot be written to
	// Own: the owner wrote the words themselves, and may need them: they may come a
	// little late into the usual night too, when they were meant for it or for the two
	// hours before.
	Own bool
	// Gone: there is nothing to say, because what it was for is no longer offered.
	Gone bool
}

// Outcome is what becomes of an occurrence: it fires, waits or is passed over.
type Outcome struct {
	Fires bool
	At    time.Time     // the occurrence that fires
	Late  time.Duration // by how much, 0 when it is on time
	// Waits: the same occurrence comes again then. Zero for one that comes once to an
	// owner who is away: it comes when they are Back.
	Waits time.Time
	// Passed are how many were passed over, by reason.
	Passed []Passing
}

// Passing is occurrences passed over for one reason.
type Passing struct {
	Why Reason
	N   int
}

// Fire decides about what is due at m.Now: r.Due, which must not be later, or the last
// of those that came after it. The reminder it returns has what comes next; when the
// outcome waits, that is its Due.
func (r Reminder) Fire(m Moment) (Reminder, Outcome) {
	due, missed := r.latest(m)
	switch why, until := r.obstacle(due, m); {
	case why == Away && r.When.Once():
		r.Due, r.PutOff = time.Time{}, wholeSeconds(due)
		return r, Outcome{}
	case !until.IsZero():
		r = r.pass(due, Merged, missed)
		r.Due, r.PutOff = until, wholeSeconds(due)
		return r, Outcome{Waits: until, Passed: passing(Merged, missed)}
	case why != None: // then nothing came for those before it either
		return r.pass(due, why, missed+1).after(m.Now, m.Zone), Outcome{Passed: passing(why, missed+1)}
	}
	out := Outcome{Fires: true, At: due, Passed: passing(Merged, missed)}
	if late := m.Now.Sub(due); late >= LateAfter {
		out.Late = late
	}
	return r.pass(due, Merged, missed).sent(m).after(m.Now, m.Zone), out
}

func passing(why Reason, n int) []Passing {
	if n == 0 {
		return nil
	}
	return []Passing{{why, n}}
}

// Bounds for walking over what was missed. No rule comes more often than once an hour.
const (
	mostMissed = 1000
	recent     = 48 * time.Hour
)

// latest is the last occurrence that is due, and how many were missed before it. After
// a very long time the ones long past are not counted.
func (r Reminder) latest(m Moment) (due time.Time, missed int) {
	due = r.Occurrence()
	if r.When.Once() {
		return due, 0
	}
	for {
		next, ok := r.When.Next(due, m.Zone)
		if !ok || next.After(m.Now) {
			return due, missed
		}
		if missed++; missed == mostMissed && next.Before(m.Now.Add(-recent)) {
			if last, ok := r.When.Next(m.Now.Add(-recent), m.Zone); ok && !last.After(m.Now) {
				next = last
			}
		}
		due = next
		if missed > mostMissed+int(recent/time.Hour) {
			return due, missed
		}
	}
}

// obstacle is why the occurrence cannot come: for good, or until then.
func (r Reminder) obstacle(due time.Time, m Moment) (why Reason, until time.Time) {
	once := r.When.Once()
	switch {
	case m.Away:
		return Away, until
	case m.Gone:
		return Gone, until
	case !once && !r.within(m.Now.Sub(due), m.Window):
		return TooLate, until
	case m.Asks && !once && r.rests(m.Now):
		return Resting, until
	}
	free, why := free(due, m)
	switch {
	case why == None:
		return None, until
	case once || r.within(free.Sub(due), m.Window):
		return None, wholeSeconds(free.Add(time.Second - time.Nanosecond))
	}
	return why, until
}

// Comes is when the next one can be said, as far as quiet hours go, in the owner's zone:
// Due, or the end of those hours. ok is false when that is too late for it. Due must not
// be zero.
func (r Reminder) Comes(quiet Hours, window time.Duration, owner *time.Location) (at time.Time, ok bool) {
	due := r.Due.In(owner)
	if !quiet.Has(due) {
		return due, true
	}
	at = quiet.End(due)
	return at, r.When.Once() || r.within(at.Sub(r.Occurrence()), window)
}

// within tells whether something that late is still in its window, which ends half way
// to the next occurrence at the latest.
func (r Reminder) within(late, window time.Duration) bool {
	switch {
	case late > window:
		return false
	case late <= time.Hour/2: // no two occurrences are closer than an hour
		return true
	}
	often := r.When.Often()
	return often == 0 || late <= often/2
}

// free is when nothing stands in the way any more, and what does until then.
func free(due time.Time, m Moment) (at time.Time, why Reason) {
	at = m.Now
	if m.Held > 0 {
		at, why = at.Add(m.Held), Busy
	}
	if m.Silent.After(at) {
		at, why = m.Silent.In(m.Now.Location()), Silence
	}
	quiet := m.Quiet
	if quiet == (Hours{}) && m.Night && !m.Own {
		quiet = usualFor(due, at)
	} else if quiet == (Hours{}) && m.Night {
		quiet = UsualForOwn(due, at)
	}
	if quiet.Has(at) {
		return quiet.End(at), QuietHours
	}
	return at, why
}

// usualFor is the usual night, for what is late.
func usualFor(due, at time.Time) Hours {
	if at.Sub(due) >= NightAfter {
		return Usual()
	}
	return Hours{}
}

// UsualForOwn is the usual night that stands against own words due then and said at:
// none when they were meant for the night, or for the two hours before it, and are not
// later than that.
func UsualForOwn(due, at time.Time) Hours {
	meant := due.In(at.Location())
	if night := Usual(); at.Sub(due) <= PromptWindow && (night.Has(meant) || night.Has(meant.Add(PromptWindow))) {
		return Hours{}
	}
	return usualFor(due, at)
}

// sent takes note that it is sent now.
func (r Reminder) sent(m Moment) Reminder {
	if !r.Failed {
		r.Failures = 0
	}
	r.Failed = false
	if m.Asks && (r.Sent.IsZero() || !sameDay(r.Sent.In(m.Now.Location()), m.Now)) {
		r.Unanswered = min(r.Unanswered+1, asleepAfter)
	}
	r.Sent = wholeSeconds(m.Now)
	return r
}

func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return ay == by && am == bm && ad == bd
}
