package simulation

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func (l *liver) reset() {
	*l = liver{zone: "", ever: map[string]bool{}, timers: map[string]int64{}}
}

// commit is told of every turn as it takes effect: it must be the one that was to come.
// heard says that the house learns of it.
func (y *year) commit(turn store.Turn, heard bool) {
	l := y.lives[turn.Actor]
	y.tally.commits++
	if turn.Version != l.version || !bytes.Equal(turn.Upon, l.stored) {
		y.fail("version %d was committed upon, it is %d", turn.Version, l.version)
	}
	if turn.Forget {
		many := l.many
		l.reset()
		l.many = many
		y.tally.forgotten++
		return
	}
	l.version, l.stored = turn.Version+1, turn.Session
	y.timers(l, turn)
	y.heard = heard
	y.means(l, turn, heard)
	if l.many {
		y.planned(l)
		return
	}
	y.compare(l, turn)
}

// timers keeps what the store must hold. A timer fires as it is set, once, and not
// before its time.
func (y *year) timers(l *liver, turn store.Turn) {
	due, is := y.in.Event.(chat.Due)
	if is != (turn.Fired != nil) {
		y.fail("a firing that consumes no timer, or the other way round")
	}
	if is {
		set, ok := l.timers[due.Timer]
		if !ok || set != due.At.UnixMilli() || turn.Fired.Name != due.Timer || !turn.Fired.Due.Equal(due.At) {
			y.fail("%s fired for %v, it is set to %v", due.Timer, due.At, time.UnixMilli(set).UTC())
		}
		if due.At.UnixMilli() > y.now {
			y.fail("%s fired before its time", due.Timer)
		}
		delete(l.timers, due.Timer)
	}
	for _, name := range turn.Cancel {
		delete(l.timers, name)
	}
	for _, t := range turn.Set {
		l.timers[t.Name] = t.Due.UnixMilli()
	}
}

// means applies what the event of a turn means to what is expected.
func (y *year) means(l *liver, turn store.Turn, heard bool) {
	if id := y.in.ID; id != "" {
		if l.ever[id] {
			y.fail("it was applied twice")
		}
		l.ever[id] = true
	}
	switch e := y.in.Event.(type) {
	case chat.Due:
		y.due(l, turn, e, heard)
	default:
		if act := y.acts[y.in.ID]; act != nil {
			act(l, y.now)
			delete(y.acts, y.in.ID)
		}
	}
}

func (y *year) due(l *liver, turn store.Turn, e chat.Due, heard bool) {
	id, _ := strconv.ParseUint(e.Timer[1:], 10, 16)
	p := l.find(uint16(id))
	switch {
	case e.Timer == engine.WaitTimer:
	case p == nil:
		y.fail("it belongs to nothing")
	case e.Timer[0] == 'z':
		y.dueSnooze(l, p, turn)
	default:
		if p.due*1000 != e.At.UnixMilli() || p.state != reminder.On {
			y.fail("it comes at %v, it should at %v (%c)", e.At, time.Unix(p.due, 0).UTC(), p.state)
			return
		}
		y.dueReminder(l, p, turn, heard)
	}
}

func (y *year) dueReminder(l *liver, p *promise, turn store.Turn, heard bool) {
	v := y.judge(l, p, y.now)
	if v.says && v.at <= p.last && p.last != 0 {
		y.fail("the occurrence of %v comes a second time: %+v", time.Unix(v.at, 0).UTC(), *p)
	}
	timer := p.due
	y.apply(l, p, v, y.now)
	if heard && v.count > 0 && !v.stays {
		y.should[v.why] += v.count
	}
	switch {
	case v.says:
		y.tally.fired++
		p.said, p.snooze = l.version, 0
		until := (v.at + promptWindow) * 1000
		if p.once {
			until = 0
		}
		if l.many {
			y.posted(p, turn, v)
		} else {
			y.spoken(l, p, turn, chat.Source{Timer: y.timer('r', p), Due: timer * 1000, Until: until}, v)
		}
		if v.late >= 3*60_000 {
			y.tally.late++
		}
	case v.until != 0:
		y.tally.waited++
		fallthrough
	default:
		if len(turn.Messages) > 0 {
			y.fail("it is said, it should be passed over or wait: %+v", v)
		}
	}
	if v.count > 0 {
		if v.why == reminder.Merged {
			y.tally.merged += v.count
		} else {
			y.tally.gone += v.count
		}
	}
}

func (y *year) timer(letter byte, p *promise) string {
	return string(letter) + strconv.Itoa(int(p.id))
}

// dueSnooze is what somebody wanted to hear a little later.
func (y *year) dueSnooze(l *liver, p *promise, turn store.Turn) {
	if l.away {
		return
	}
	set := p.snooze
	switch at, why := y.later(l, p); {
	case why == reminder.None:
		p.snooze, p.said = 0, l.version
		until := (set + promptWindow) * 1000
		if p.once {
			until = 0
		}
		y.spoken(l, p, turn, chat.Source{Timer: y.timer('z', p), Due: set * 1000, Until: until}, verdict{})
		y.tally.snoozed++
		return
	case !p.once && at-set*1000 > promptWindow*1000:
		p.snooze = 0
		if y.heard {
			y.should[why]++
		}
	default:
		p.snooze = (at + 999) / 1000
	}
	if len(turn.Messages) > 0 {
		y.fail("what was put off is said, though it may not be")
	}
}

// later is when something that was put off can be said, in milliseconds, and what stands
// in the way until then: quiet hours only when it is half an hour late.
func (y *year) later(l *liver, p *promise) (at int64, why reminder.Reason) {
	at = y.now
	late := func() int64 { return at - p.snooze*1000 }
	if !p.once && late() > promptWindow*1000 {
		return at, reminder.TooLate
	}
	if free := (l.asked + 15) * 60_000; l.open != 0 && free > at {
		at, why = free, reminder.Busy
	}
	silent := l.silent
	if p.words == "" {
		silent = max(silent, l.hushed)
	}
	if silent*1000 > at {
		at, why = silent*1000, reminder.Silence
	}
	from, to := l.quietHours()
	if from == to && !y.meant(l, p, p.snooze, at) {
		from, to = 22*60, 7*60
	}
	if end := y.quietEnd(l.zone, from, to, at); end != at && late() >= halfAnHour*1000 {
		return end, reminder.QuietHours
	}
	return at, why
}

// spoken: what was committed is one message, and the one it should be.
func (y *year) spoken(l *liver, p *promise, turn store.Turn, from chat.Source, v verdict) {
	if len(turn.Messages) != 1 || turn.Messages[0].Class != store.Reminder {
		y.fail("%d messages were committed, it should be one reminder (%+v of %s, quiet %v %v)", len(turn.Messages), v, l.zone, l.hours, l.set)
		return
	}
	say, _ := y.read(turn.Actor, turn.Messages[0].Data).(chat.Say)
	told := v.late >= 3*60_000 || p.state == reminder.Over && !p.once // that it is late, or the last
	if say.Source != from || say.Question != l.version || say.Text == "" ||
		p.words != "" && (!strings.Contains(say.Text, p.words) || told != (say.Text != p.words)) {
		y.fail("%+v is said, from %+v (late %v)", say, from, v.late)
	}
}

func (y *year) read(of chat.Actor, sealed []byte) chat.Message {
	plain, err := y.ring.Open(nil, sealed, conversation.MessageContext(of))
	if err != nil {
		y.fail("a message cannot be opened: %v", err)
		return nil
	}
	m, err := chat.DecodeMessage(plain)
	if err != nil {
		y.fail("a message cannot be read: %v", err)
	}
	return m
}

// compare holds what was stored to what it should be: the session, and the timers.
func (y *year) compare(l *liver, turn store.Turn) {
	plain, err := y.ring.Open(nil, turn.Session, []byte("session/"+turn.Actor.Key()))
	if err != nil {
		y.fail("a session cannot be opened: %v", err)
		return
	}
	s, err := engine.Decode(plain)
	if err != nil {
		y.fail("a session cannot be read: %v", err)
		return
	}
	y.opened(l, &s, turn)
	l.sweep(y.now)
	kept := s.Reminders()
	if len(kept) != len(l.have) {
		y.fail("%d reminders are kept, it should be %d", len(kept), len(l.have))
		return
	}
	armed := 0
	for i, r := range kept {
		p := l.have[i]
		if r.ID != p.id || r.State != p.state || unix(r.Due) != p.due || unix(r.Occurrence()) != p.next || int(r.Passed) != p.passed ||
			r.Why != p.why || int(r.Unanswered) != p.silence || int(r.Failures) != p.fails || r.Failed != p.failed || unix(r.Sent) != p.sent {
			r.When = reminder.Reminder{}.When // too long to read
			y.fail("a reminder is kept as %+v\nit should be %+v (next %v, due %v)", r, *p, time.Unix(p.next, 0).UTC(), time.Unix(p.due, 0).UTC())
		}
		armed += y.armed(l, p)
	}
	if l.timers[engine.WaitTimer] != 0 {
		armed++
	}
	if armed != len(l.timers) {
		y.fail("the timers %v are set, some of them for nothing", l.timers)
	}
}

// armed counts a reminder's timers, which must be where they should.
func (y *year) armed(l *liver, p *promise) (n int) {
	if y.set(l, y.timer('r', p), p.due, l.away && p.forgone(y.now)) {
		n++
	}
	if y.set(l, y.timer('z', p), p.snooze, l.away) {
		n++
	}
	return n
}

// set tells whether a timer is set, which it must be for that moment; 0: for none. One
// that may be gone has fired for somebody who is away.
func (y *year) set(l *liver, timer string, at int64, gone bool) bool {
	set, ok := l.timers[timer]
	if ok && set == at*1000 || !ok && (at == 0 || gone) {
		return ok
	}
	y.fail("timer %s is set to %v (%v), it should be %v", timer, time.UnixMilli(set).UTC(), ok, time.Unix(at, 0).UTC())
	return ok
}

func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// opened takes note of what is open, and since when.
func (y *year) opened(l *liver, s *engine.Session, turn store.Turn) {
	l.open = s.Question()
	_, timer := y.in.Event.(chat.Due)
	if l.open != 0 && (l.open == l.version || !timer && len(turn.Messages) > 0) {
		l.asked = y.now / 60_000
	}
}

// look compares the whole store: no key more than what lives needs.
func (y *year) look() {
	ctx := context.Background()
	keys := 0
	for a, l := range y.lives {
		found, err := y.store.Load(ctx, a)
		if err != nil || found.Version != l.version {
			y.fail("version %d of %s is stored, it should be %d (%v)", found.Version, a.ID, l.version, err)
		}
		if l.version > 0 {
			keys += 1 + 2*len(l.timers)
		}
	}
	if n, _ := y.store.KeyCount(); n != keys {
		y.fail("%d keys are stored, what lives needs %d", n, keys)
	}
	for _, why := range reminder.Reasons() {
		if y.passed[why] != y.should[why] {
			y.fail("%d were counted as %v, it should be %d", y.passed[why], why, y.should[why])
		}
	}
}
