package app

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/record"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
)

const crashSeed = 7

func crashStart() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }

// replay is what the engine alone makes of a story: no store, no crash.
type replay struct {
	testing.TB
	shelf  *Shelf
	guard  *safety.Guard
	actors map[chat.Actor]*replayed
}

// replayed is what must become of one actor.
type replayed struct {
	session engine.Session // of version session.Turn
	known   bool
	timers  map[string]time.Time
	records []record.Record
	mail    []chat.Message
}

// replayStory plays a story, and fills in which buttons were pressed.
func replayStory(t testing.TB, shelf *Shelf, guard *safety.Guard, story crashStory) *replay {
	r := &replay{TB: t, shelf: shelf, guard: guard, actors: map[chat.Actor]*replayed{}}
	for i := range story.moments {
		m := &story.moments[i]
		now := crashStart().Add(m.At)
		for r.fire(now) {
		}
		if m.Label != "" {
			m.Press = r.find(m.actor(), m.Label)
		}
		if e := m.event(); e != nil {
			r.event(chat.Inbound{ID: m.ID, Actor: m.actor(), Event: e}, now)
		}
	}
	return r
}

func (r *replay) of(actor chat.Actor) *replayed {
	p := r.actors[actor]
	if p == nil {
		p = &replayed{timers: map[string]time.Time{}}
		r.actors[actor] = p
	}
	if !p.known {
		p.session, p.known = engine.NewSession(r.shelf.Library(), crashSeed, 0).Agreed(), true
	}
	return p
}

// fire plays the earliest timer that is due.
func (r *replay) fire(now time.Time) bool {
	var who chat.Actor
	var due chat.Due
	for actor, p := range r.actors {
		for name, at := range p.timers {
			if !at.After(now) && (due.Timer == "" || at.Before(due.At)) {
				who, due = actor, chat.Due{Timer: name, At: at}
			}
		}
	}
	if due.Timer == "" {
		return false
	}
	delete(r.actors[who].timers, due.Timer)
	r.event(chat.Inbound{Actor: who, Event: due}, now)
	return true
}

func (r *replay) event(in chat.Inbound, now time.Time) {
	if text, is := in.Event.(chat.Text); is {
		text.Signal = r.guard.Look(text.Text)
		in.Event = text
	}
	p := r.of(in.Actor)
	after, effects := engine.Advance(r.shelf.Library(), p.session, in, now)
	p.session = after
	forgotten := false
	for _, e := range effects {
		switch e := e.(type) {
		case engine.Say:
			p.mail = append(p.mail, e.Message)
		case engine.Safety:
			for _, say := range r.guard.Reply(safety.Ask{Signal: e.Signal, Lang: e.Lang, Again: e.Again, Now: e.Signal == chat.NoSignal, Turn: int(after.Turn % 1000)}) {
				p.mail = append(p.mail, say)
			}
		case engine.Keep:
			p.keep(e.Record)
		case engine.WakeAt:
			p.timers[e.Timer] = e.At
		case engine.Cancel:
			delete(p.timers, e.Timer)
		case engine.Forget:
			forgotten = true
		}
	}
	if forgotten {
		*p = replayed{timers: map[string]time.Time{}, mail: p.mail}
	}
}

// keep takes the place of the record of the same run and kind.
func (p *replayed) keep(rec record.Record) {
	for i, old := range p.records {
		if old.Run == rec.Run && old.Kind == rec.Kind {
			p.records[i] = rec
			return
		}
	}
	p.records = append(p.records, rec)
}

// find is the latest button with that label.
func (r *replay) find(actor chat.Actor, label string) chat.Press {
	mail := r.of(actor).mail
	for _, m := range slices.Backward(mail) {
		say, _ := m.(chat.Say)
		for _, c := range say.Choices {
			if strings.EqualFold(c.Label, label) {
				return chat.Press{Question: say.Question, Token: c.Token}
			}
		}
	}
	r.Fatalf("there is no button %q", label)
	return chat.Press{}
}
