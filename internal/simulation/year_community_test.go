package simulation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// asks is a moderator's request; what it means comes with the turn that it makes.
func (y *year) asks(c chat.Actor, ask chat.Request, means act) *chat.Reply {
	by := chat.Moderator{ID: "m", Name: "Mo", Locale: "en", Manages: true}
	if means == nil {
		means = func(*liver, int64) {}
	}
	answer := y.tell(c, chat.Manage{By: by, Ask: ask}, means)
	if answer.Reply == nil {
		y.fail("a moderator gets no answer")
		return &chat.Reply{}
	}
	return answer.Reply
}

// sure asks until the button of that label is there, and presses it. The answer with the
// button may get lost with the store's.
func (y *year) sure(c chat.Actor, ask chat.Request, label string, means act) {
	for range 100 {
		choices := y.asks(c, ask, nil).Choices
		if i := slices.IndexFunc(choices, func(c chat.Choice) bool { return c.Label == label }); i >= 0 {
			y.asks(c, chat.Tap{Token: choices[i].Token}, means)
			return
		}
	}
	y.fail("there is never a button %q", label)
}

// plan is how a community begins.
func (y *year) plan(c chat.Actor) {
	y.schedule(c, everyHour())
	for range 3 {
		y.schedule(c, pickOf(y.rng, otherRules()))
	}
}

// schedule sets a post.
func (y *year) schedule(c chat.Actor, r *rule) {
	p := &promise{rule: r, once: r.often == 0, window: postWindow, words: fmt.Sprint("Post number ", y.events)}
	draft := chat.Draft{When: r.say, Text: p.words, Place: chat.Place{ID: "p", Name: "general"}}
	if r.zone == "" {
		r.zone = pickOf(y.rng, yearZones())
		draft.Zone = r.zone
	}
	y.sure(c, draft, "Confirm", func(l *liver, now int64) {
		l.given++
		p.id = l.given
		y.begin(l, p, now/1000)
		l.have = append(l.have, p)
	})
}

// manage has a moderator do something.
func (y *year) manage(c chat.Actor) {
	l := y.lives[c]
	l.have = slices.DeleteFunc(l.have, func(p *promise) bool { return p.state == reminder.Over })
	if len(l.have) == 0 {
		y.plan(c)
		return
	}
	p := pickOf(y.rng, l.have)
	which := strconv.Itoa(int(p.id))
	switch n := y.rng.IntN(100); {
	case p.state != reminder.On:
		y.asks(c, chat.Act{Which: which, Do: chat.Resume}, func(l *liver, now int64) {
			before := *p
			if y.begin(l, p, max(p.since(now), p.sent)); p.state == reminder.Over {
				*p = before
			}
		})
	case n < 20:
		y.asks(c, chat.Act{Which: which, Do: chat.Pause}, func(*liver, int64) { p.next, p.due, p.state = 0, 0, reminder.Paused })
	case n < 45:
		y.asks(c, chat.Act{Which: which, Do: chat.Skip}, y.skip(p))
	case n < 60:
		y.sure(c, chat.Act{Which: which, Do: chat.Remove}, "Yes, delete it", func(l *liver, _ int64) {
			l.have = slices.DeleteFunc(l.have, func(q *promise) bool { return q == p })
		})
	case n < 80 && len(l.have) < 8:
		y.schedule(c, pickOf(y.rng, append(otherRules(), everyHour(), y.someDay(l))))
	default:
		y.asks(c, chat.Overview{}, nil)
	}
}

// posted: what was committed is one post, and the one it should be.
func (y *year) posted(p *promise, turn store.Turn, v verdict) {
	if len(turn.Messages) != 1 || turn.Messages[0].Class != store.Post {
		y.fail("%d messages were committed, it should be one post (%+v)", len(turn.Messages), v)
		return
	}
	from := chat.Source{Timer: y.timer('r', p), Due: v.at * 1000}
	if !p.once {
		from.Until = v.at*1000 + min(postWindow*1000, p.rule.often.Milliseconds()/2)
	}
	post, _ := y.read(turn.Actor, turn.Messages[0].Data).(chat.Post)
	told := p.once && v.late >= (3*time.Minute).Milliseconds()
	if post.Source != from || !strings.HasPrefix(post.Text, p.words) || told != (post.Text != p.words) || post.Place.ID != "p" {
		y.fail("%+v is posted, from %+v (late %v)", post, from, v.late)
	}
}

// planned holds the timers of a community to what they should be.
func (y *year) planned(l *liver) {
	armed := 0
	for _, p := range l.have {
		armed += y.armed(l, p)
	}
	if armed != len(l.timers) {
		y.fail("the timers %v are set, some of them for nothing", l.timers)
	}
}
