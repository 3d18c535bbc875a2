package simulation

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// act is what an event means for a person.
type act func(l *liver, now int64)

// tell hands an event in until it is taken, and sometimes once more.
func (y *year) tell(a chat.Actor, e chat.Event, means act) chat.Answer {
	y.events++
	in := chat.Inbound{ID: "e" + strconv.Itoa(y.events), Actor: a, Locale: "en", Event: e}
	answer := y.hand(in, means)
	if y.rng.IntN(10) == 0 && y.lives[a].version > 0 {
		y.tally.again++
		y.hand(in, func(*liver, int64) { y.fail("it counts again") })
	}
	y.now += y.rng.Int64N(300)
	return answer
}

func (y *year) hand(in chat.Inbound, means act) (answer chat.Answer) {
	y.acts[in.ID] = means
	defer delete(y.acts, in.ID)
	for range 1000 {
		y.in = in
		var err error
		if answer, err = y.talk.Handle(context.Background(), in); err == nil {
			return answer
		}
	}
	y.fail("it is never taken")
	return answer
}

// does is an event that the person caused: they are there.
func (y *year) does(a chat.Actor, e chat.Event, means act) chat.Answer {
	return y.tell(a, e, func(l *liver, now int64) {
		y.back(l, now)
		if means != nil {
			means(l, now)
		}
		y.there(l, now)
	})
}

func (y *year) says(a chat.Actor, text string, means act) {
	y.does(a, chat.Text{Text: text}, means)
}

func (y *year) command(a chat.Actor, name string) chat.Answer {
	return y.does(a, chat.Command{Name: name}, nil)
}

// settle is how somebody begins: where they are, a reminder for every hour, and others.
func (y *year) settle(a chat.Actor) {
	y.moveTo(a)
	y.add(a, everyHour(), "")
	rules := otherRules()
	for range y.rng.IntN(4) {
		y.add(a, pickOf(y.rng, rules), "")
	}
	if y.rng.IntN(3) == 0 {
		y.add(a, pickOf(y.rng, rules), pickOf(y.rng, yearTemplates()))
	}
	if y.rng.IntN(3) == 0 {
		y.quiet(a)
	}
}

// yearTemplates are what one can be reminded of; the first two ask for something.
func yearTemplates() []string {
	return []string{"Evening check-in", "Breathing break", "Water and posture"}
}

func (y *year) moveTo(a chat.Actor) {
	zone := pickOf(y.rng, yearZones())
	y.command(a, "y_zone")
	y.says(a, zone, func(l *liver, now int64) {
		from := l.zone
		l.zone = zone
		y.carry(l, from, now)
	})
}

// carry: elsewhere what was skipped stays skipped at its wall time, and what was said
// already on a date is not said again on it.
func (y *year) carry(l *liver, from string, now int64) {
	old, here := y.almanac.zone(from), y.almanac.zone(l.zone)
	for _, p := range l.have {
		if p.skipped != 0 && p.rule.zone == "" {
			wall := time.Unix(p.skipped+old.of(p.skipped), 0).UTC()
			there, err := time.LoadLocation(l.zone)
			if err != nil {
				y.fail("%v", err)
			}
			p.skipped = time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), 0, 0, there).Unix()
		}
	}
	y.recompute(l, now)
	for _, p := range l.have {
		if p.state != reminder.On || p.next != p.due || p.due*1000 <= now || p.rule.zone != "" || p.rule.often < day {
			continue
		}
		date := (p.due + here.of(p.due)) / 86400
		moments := y.almanac.moments(p.rule, from)
		said := after(moments, date*86400-2*86400)
		for said != 0 && (said+old.of(said))/86400 < date {
			said = after(moments, said)
		}
		if said != 0 && (said+old.of(said))/86400 == date && said*1000 <= now && said <= p.sent && !p.failed {
			y.skip(p)(l, now)
		}
	}
}

// recompute: what comes by the clock of a place comes by that of the new one.
func (y *year) recompute(l *liver, now int64) {
	for _, p := range l.have {
		if p.state != reminder.On || p.next != p.due || p.due*1000 <= now {
			continue
		}
		if n := after(y.momentsOf(l, p), p.since(now)); n != 0 {
			p.next, p.due = n, n
			p.last = min(p.last, p.since(now))
		}
	}
}

// add sets a new reminder: of one's own words, or of a template.
func (y *year) add(a chat.Actor, r *rule, template string) {
	if len(y.lives[a].have) >= 9 {
		return
	}
	p := &promise{rule: r, once: r.often == 0, window: promptWindow}
	if template == "" {
		p.words = fmt.Sprint("Words number ", y.events)
		y.command(a, "y_own")
		y.says(a, p.words, nil)
	} else {
		p.asks = template != "Water and posture"
		y.command(a, "y_what")
		y.says(a, template, nil)
	}
	y.says(a, r.say, func(l *liver, now int64) {
		l.given++
		p.id = l.given
		y.begin(l, p, now/1000)
		l.have = append(l.have, p)
	})
}

// someDay is a moment in the next weeks, as a rule that happens once.
func (y *year) someDay(l *liver) *rule {
	o := y.almanac.zone(l.zone)
	wall := time.UnixMilli(y.now).UTC().Add(time.Duration(o.of(y.now/1000))*time.Second + time.Duration(27+y.rng.IntN(30*24))*time.Hour).Truncate(quarter)
	if wall.Month() == time.December && wall.Day() == 30 {
		wall = wall.AddDate(0, 0, 2) // Samoa has no such day
	}
	that := wall.Truncate(day)
	return &rule{
		say: wall.Format("2006-01-02 15:04"), times: []int{wall.Hour()*60 + wall.Minute()},
		days: func(d time.Time) bool { return d.Equal(that) },
	}
}

func (y *year) quiet(a chat.Actor) {
	from, to := pickOf(y.rng, []int{22 * 60, 21*60 + 30, 0, 13 * 60}), pickOf(y.rng, []int{7 * 60, 6*60 + 15, 14 * 60, 0})
	clock := func(m int) string { return fmt.Sprintf("%d:%02d", m/60, m%60) }
	y.command(a, "y_quiet")
	y.says(a, clock(from), func(l *liver, _ int64) { l.hours[0], l.set[0] = from, true })
	y.says(a, clock(to), func(l *liver, _ int64) { l.hours[1], l.set[1] = to, true })
}

// dayOf lets some people do something.
func (y *year) dayOf() {
	n := float64(len(y.people)) * 100 / (366 * 96)
	for ; n > 0; n-- {
		if y.rng.Float64() < n {
			y.something(pickOf(y.rng, y.people))
		}
		if len(y.communities) > 0 && y.rng.Float64() < n/10 {
			y.manage(pickOf(y.rng, y.communities))
		}
	}
}

func (y *year) something(a chat.Actor) {
	l := y.lives[a]
	switch {
	case l.version == 0:
		y.settle(a)
		return
	case l.open != 0:
		y.says(a, "yes", nil)
		return
	}
	p := (*promise)(nil)
	for _, q := range l.have {
		if q.state == reminder.Paused || q.state == reminder.Stalled {
			y.which(a, "y_resume", q, y.resume(q))
			break
		}
	}
	if !slices.ContainsFunc(l.have, func(p *promise) bool { return p.rule.often == time.Hour }) {
		y.add(a, everyHour(), "")
	}
	if len(l.have) > 0 {
		p = pickOf(y.rng, l.have)
	}
	switch n := y.rng.IntN(100); {
	case n < 6:
		y.moveTo(a)
	case n < 12:
		y.quiet(a)
	case n < 16:
		y.does(a, chat.Command{Name: "y_silence"}, func(l *liver, now int64) { l.silent = max(l.silent, now/1000+5*3600) })
	case n < 24:
		y.command(a, "y_busy")
	case n < 26:
		y.tell(a, chat.Lifecycle{Change: chat.Blocked}, func(l *liver, _ int64) { l.away = true })
	case n < 36:
		y.add(a, y.someDay(l), "")
	case n < 40:
		y.add(a, pickOf(y.rng, otherRules()), pickOf(y.rng, append(yearTemplates(), "")))
	case n < 42:
		y.forget(a)
	case n < 44:
		y.tell(a, chat.Text{Text: "I want to kill myself"}, func(l *liver, now int64) {
			y.back(l, now)
			l.hushed = now/1000 + hushFor
		})
	case n < 46:
		y.tell(a, chat.Recompute{}, y.recompute)
	case p != nil:
		y.change(a, p)
	default:
		y.add(a, everyHour(), "")
	}
}

// change does something with one of the reminders.
func (y *year) change(a chat.Actor, p *promise) {
	l := y.lives[a]
	switch n := y.rng.IntN(100); {
	case n < 25 && p.said != 0:
		token := ".d"
		if p.asks {
			token = ".x"
		}
		y.press(a, p, token, nil)
	case n < 50 && p.said != 0:
		by := pickOf(y.rng, []int64{30, 120})
		y.press(a, p, "."+strconv.FormatInt(by, 10), func(_ *liver, now int64) { p.snooze = (now + by*60_000 + 999) / 1000 })
	case n < 62:
		y.which(a, "y_pause", p, func(*liver, int64) {
			if p.state != reminder.Over {
				p.snooze, p.next, p.due, p.state = 0, 0, 0, reminder.Paused
			}
		})
	case n < 76:
		y.which(a, "y_resume", p, y.resume(p))
	case n < 86:
		y.which(a, "y_skip", p, y.skip(p))
	case n < 92:
		r := pickOf(y.rng, append(otherRules(), everyHour(), y.someDay(l)))
		y.which(a, "y_move", p, nil)
		y.says(a, r.say, func(l *liver, now int64) {
			p.rule, p.once, p.snooze, p.skipped = r, r.often == 0, 0, 0
			if p.state != reminder.Paused {
				y.begin(l, p, now/1000)
			}
		})
	default:
		y.which(a, "y_delete", p, func(l *liver, _ int64) {
			l.have = slices.DeleteFunc(l.have, func(q *promise) bool { return q == p })
		})
	}
}

// press is a button under the last prompt of a reminder.
func (y *year) press(a chat.Actor, p *promise, token string, means act) {
	said := p.said
	y.does(a, chat.Press{Question: said, Token: y.timer('r', p) + token}, func(l *liver, now int64) {
		p.said = 0
		if means != nil {
			means(l, now)
		}
	})
}

// which asks for something that takes one of the reminders.
func (y *year) which(a chat.Actor, command string, p *promise, means act) {
	answer := y.command(a, command)
	if y.lives[a].find(p.id) == p {
		y.last = command
		y.does(a, chat.Press{Question: answer.Open, Token: strconv.Itoa(int(p.id))}, means)
		return
	}
	y.does(a, chat.Text{Text: "stop"}, nil) // it was over, and went as the command came
}

func (y *year) resume(p *promise) act {
	return func(l *liver, now int64) {
		before := *p
		p.silence, p.fails, p.failed = 0, 0, false
		if p.state == reminder.On {
			return
		}
		if y.begin(l, p, p.since(now)); p.state == reminder.Over {
			*p = before
		}
	}
}

func (y *year) skip(p *promise) act {
	return func(l *liver, _ int64) {
		if p.state != reminder.On || p.next == 0 {
			return
		}
		p.pass(1, reminder.Skipped)
		p.last, p.skipped = max(p.last, p.next), p.next
		if y.heard {
			y.should[reminder.Skipped]++
		}
		p.next = after(y.momentsOf(l, p), p.next)
		if p.due = p.next; p.next == 0 {
			p.state = reminder.Over
		}
	}
}

// forget: somebody wants everything deleted, or writes to who runs the house.
func (y *year) forget(a chat.Actor) {
	if y.rng.IntN(2) == 0 {
		y.in = chat.Inbound{Actor: a}
		for y.talk.Forget(context.Background(), a) != nil && y.lives[a].version > 0 {
			y.in = chat.Inbound{Actor: a}
		}
		return
	}
	answer := y.command(a, "delete")
	y.does(a, chat.Press{Question: answer.Open, Token: "y"}, nil)
	if y.lives[a].version != 0 {
		y.fail("it is still there")
	}
}

// leave: when all are forgotten nothing is left.
func (y *year) leave() {
	for _, a := range slices.Concat(y.people, y.communities) {
		y.in = chat.Inbound{Actor: a}
		_ = y.talk.Forget(context.Background(), a)
	}
	if n, _ := y.store.KeyCount(); n != 0 {
		y.fail("%d keys are left when all are forgotten", n)
	}
}
