package simulation

import (
	"slices"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// What the year holds reminders to, in seconds, in words of its own.
const (
	promptWindow = 2 * 3600
	postWindow   = 30 * 60
	halfAnHour   = 30 * 60
	hushFor      = 24 * 3600
)

// liver is one person as the year knows them: what they set, where they are, and what
// their reminders must do next.
type liver struct {
	zone    string
	hours   [2]int // quiet hours, minutes of the day
	set     [2]bool
	away    bool
	silent  int64 // Unix seconds: nothing before
	hushed  int64 // no words but the person's own before
	asked   int64 // in minutes since 1970: since when something is open, or was last gone on with
	open    uint64
	version uint64
	stored  []byte
	ever    map[string]bool
	given   uint16
	have    []*promise // by number
	many    bool       // a community
	timers  map[string]int64
}

// promise is one reminder.
type promise struct {
	id      uint16
	rule    *rule
	once    bool
	asks    bool
	window  int64  // how late it may be at most
	words   string // empty: a template's
	state   reminder.State
	next    int64 // the occurrence that comes next; 0: none does
	due     int64 // when its timer is: next, or later; 0: it has none
	sent    int64
	silence int // on how many days nobody answered
	failed  bool
	fails   int
	missed  bool
	said    uint64 // the question that its buttons belong to, 0: they are used up
	snooze  int64
	passed  int
	why     reminder.Reason
	last    int64 // the last occurrence that was said, or passed over
	skipped int64 // the last occurrence, when it was skipped
}

// verdict is what must become of a reminder that is due.
type verdict struct {
	says  bool
	at    int64 // the occurrence that is said
	late  int64
	until int64 // it waits till then
	stays bool  // it waits for its owner
	count int   // how many are passed over,
	why   reminder.Reason
}

// judge tells what must happen at now (Unix milliseconds) to what is due then.
func (y *year) judge(l *liver, p *promise, now int64) (v verdict) {
	if l.many {
		now -= now % 1000 // a community counts whole seconds
	}
	moments := y.momentsOf(l, p)
	occurrence, before := p.next, 0
	if !p.once {
		for n := after(moments, occurrence); n != 0 && n*1000 <= now; n = after(moments, n) {
			occurrence = n
			before++
		}
	}
	v = verdict{at: occurrence, count: before, why: reminder.Merged}
	late := now - occurrence*1000
	gone := func(why reminder.Reason) verdict { return verdict{at: occurrence, count: before + 1, why: why} }
	switch {
	case l.away && p.once:
		v.stays = true
		return v
	case l.away:
		return gone(reminder.Away)
	case !p.worth(late):
		return gone(reminder.TooLate)
	case p.asks && !p.once && p.sleeps(now):
		return gone(reminder.Resting)
	}
	free, why := y.free(l, p, occurrence, now)
	switch {
	case why == reminder.None:
		v.says, v.late = true, late
	case p.once || p.worth(free-occurrence*1000):
		v.until = (free + 999) / 1000
	default:
		return gone(why)
	}
	return v
}

// worth tells whether something that late, in milliseconds, may still be said: two hours,
// half the way to the next, but half an hour in any case.
func (p *promise) worth(late int64) bool {
	return p.once || late <= min(p.window*1000, max(halfAnHour*1000, p.rule.often.Milliseconds()/2))
}

// sleeps: what nobody answers for three days comes every other day, after six once a week
// and after nine not at all, give or take six hours.
func (p *promise) sleeps(now int64) bool {
	switch since := (now - p.sent*1000) / 1000; {
	case p.silence >= 9:
		return true
	case p.silence >= 6:
		return since < (7*24-6)*3600
	case p.silence >= 3:
		return since < (2*24-6)*3600
	}
	return false
}

// free is when it can be said, in milliseconds, and what stands in the way until then.
func (y *year) free(l *liver, p *promise, occurrence, now int64) (free int64, why reminder.Reason) {
	free = now
	if l.many {
		return free, reminder.None
	}
	if until := (l.asked + 15) * 60_000; l.open != 0 && until > free {
		free, why = until, reminder.Busy
	}
	silent := l.silent
	if p.words == "" {
		silent = max(silent, l.hushed)
	}
	if silent*1000 > free {
		free, why = silent*1000, reminder.Silence
	}
	from, to := l.quietHours()
	if from == to && free-occurrence*1000 >= halfAnHour*1000 && !y.meant(l, p, occurrence, free) {
		from, to = 22*60, 7*60
	}
	if end := y.quietEnd(l.zone, from, to, free); end != free {
		return end, reminder.QuietHours
	}
	return free, why
}

// meant: own words for the night, or for the two hours before it, come up to two hours
// late although it is night.
func (y *year) meant(l *liver, p *promise, due, at int64) bool {
	hour := (due + y.almanac.zone(l.zone).of(due)) / 3600 % 24
	return p.words != "" && (hour >= 20 || hour < 7) && at-due*1000 <= promptWindow*1000
}

// quietHours are what the person has set; the same twice when nothing.
func (l *liver) quietHours() (from, to int) {
	if !l.set[0] || !l.set[1] {
		return 0, 0
	}
	return l.hours[0], l.hours[1]
}

// quietEnd is where the quiet hours end that a moment lies in, in milliseconds: as far as
// the wall clock says, or where the clocks are changed before that, and then again.
func (y *year) quietEnd(zone string, from, to int, ms int64) int64 {
	o := y.almanac.zone(zone)
	for {
		t := ms / 1000
		ahead := o.of(t)
		second := (t + ahead) % 86400
		m := int(second / 60)
		if quiet := from <= m && m < to || from > to && (m >= from || m < to); !quiet {
			return ms
		}
		end := t - second + int64(to)*60
		if m >= to {
			end += 86400
		}
		ms = min(end, o.changed(t)) * 1000
	}
}

// apply lets the promise be what it must be after a verdict.
func (y *year) apply(l *liver, p *promise, v verdict, now int64) {
	if v.count > 0 && !v.stays {
		p.pass(v.count, v.why)
	}
	switch {
	case v.stays:
		p.next, p.due = v.at, 0
	case v.until != 0:
		p.next, p.due = v.at, v.until
	default:
		if v.says {
			y.sent(l, p, now)
		}
		p.last = v.at
		y.await(l, p, now/1000)
	}
}

func (p *promise) pass(n int, why reminder.Reason) {
	p.passed += n
	p.why, p.skipped = why, 0
}

// since is from when on the next is looked for, in seconds: what was skipped stays so.
func (p *promise) since(now int64) int64 { return max(now/1000, p.skipped) }

func (y *year) sent(l *liver, p *promise, now int64) {
	if !p.failed {
		p.fails = 0
	}
	p.failed = false
	o := y.almanac.zone(l.zone)
	today := func(t int64) int64 { return (t + o.of(t)) / 86400 }
	if p.asks && (p.sent == 0 || today(p.sent) != today(now/1000)) {
		p.silence = min(p.silence+1, 9)
	}
	p.sent = now / 1000
}

// await sets what comes next after a moment, in seconds.
func (y *year) await(l *liver, p *promise, since int64) {
	n := after(y.momentsOf(l, p), since)
	p.next, p.due = n, n
	if n == 0 {
		p.state = reminder.Over
	}
}

// begin lets it come from now on.
func (y *year) begin(l *liver, p *promise, since int64) {
	p.state = reminder.On
	p.silence, p.fails, p.failed = 0, 0, false
	p.last = min(p.last, since) // a clock that was ahead may have been set right meanwhile
	y.await(l, p, since)
}

// forgone tells whether nobody waits any more for somebody who is away: for four weeks, or
// for 28 times of what never came.
func (p *promise) forgone(now int64) bool {
	return !p.once && p.why == reminder.Away && (p.sent == 0 && p.passed >= 28 || p.sent != 0 && now/1000-p.sent > 28*24*3600)
}

func (y *year) momentsOf(l *liver, p *promise) []int64 { return y.almanac.moments(p.rule, l.zone) }

// find is the promise of that number.
func (l *liver) find(id uint16) *promise {
	for _, p := range l.have {
		if p.id == id {
			return p
		}
	}
	return nil
}

// there: the person has done something. What nobody had answered is answered, and what
// waited for them comes.
func (y *year) there(l *liver, now int64) {
	for _, p := range l.have {
		p.silence, p.missed = 0, false
	}
	y.back(l, now)
}

func (y *year) back(l *liver, now int64) {
	if !l.away {
		return
	}
	for _, p := range l.have { // these may have had no timers
		if p.state == reminder.On && !p.once && now-p.due*1000 > promptWindow*1000 {
			v := y.judge(l, p, now)
			y.apply(l, p, v, now)
			if y.heard {
				y.should[v.why] += v.count
			}
		}
	}
	l.away = false
	for _, p := range l.have {
		if p.state == reminder.On && p.due == 0 && p.next != 0 {
			p.due = now / 1000
		}
		if p.snooze != 0 && p.snooze <= now/1000 {
			p.snooze = (now + 999) / 1000
		}
	}
}

// sweep: what is over and dealt with goes.
func (l *liver) sweep(now int64) {
	l.have = slices.DeleteFunc(l.have, func(p *promise) bool {
		return p.state == reminder.Over && p.snooze == 0 && !p.missed && (p.said == 0 || now-p.sent*1000 > 48*time.Hour.Milliseconds())
	})
}
