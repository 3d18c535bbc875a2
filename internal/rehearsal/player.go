package rehearsal

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// stage is what every case is played on.
type stage struct {
	lib    *script.Library
	safety func(string) chat.Signal
	asks   map[*script.Line]*script.Ask // by their prompt
	cover  *tally
}

// player plays one case.
type player struct {
	stage    *stage
	file     *File
	language int
	session  engine.Session
	now      time.Time
	timers   map[string]time.Time
	shown    []chat.Message // with buttons, oldest first
}

// Wordings are drawn from the session's seed. A turn that says a text with several
// is tried with these many, until the one that is written comes.
const seeds = 256

func (st *stage) player(f *File, given engine.Session, language int) *player {
	return &player{
		stage: st, file: f, language: language, session: given,
		now: f.Start, timers: map[string]time.Time{},
	}
}

// play plays a turn and says what came. The error is what made it impossible.
func (p *player) play(t *Turn) ([]came, error) {
	switch act := t.Act.(type) {
	case Pass:
		return p.pass(t, act), nil
	case Press:
		press, err := p.press(act.Label)
		if err != nil {
			return nil, err
		}
		return p.event(t, press, nil), nil
	case Command:
		return p.event(t, chat.Command{Name: act.Name, Args: act.Args, Signal: p.signal(fold(act.Name + " " + act.Args))}, nil), nil
	case Type:
		return p.event(t, chat.Text{Text: act.Text, Signal: p.signal(act.Text)}, nil), nil
	}
	return nil, fmt.Errorf("nothing can be done with %T", t.Act)
}

func (p *player) signal(text string) chat.Signal {
	if p.stage.safety == nil {
		return chat.NoSignal
	}
	return p.stage.safety(text)
}

// pass lets time pass, and the timers that come due fire in order.
func (p *player) pass(t *Turn, act Pass) []came {
	var all []came
	until := act.Until.From(p.local())
	for {
		name, at, ok := p.nextTimer(until)
		if !ok {
			p.now = until
			return all
		}
		p.now = at
		delete(p.timers, name)
		all = p.event(t, chat.Due{Timer: name, At: at}, all)
	}
}

// nextTimer is the first timer that is due until then; of two at the same time the
// first by name.
func (p *player) nextTimer(until time.Time) (name string, at time.Time, found bool) {
	for _, timer := range slices.Sorted(maps.Keys(p.timers)) {
		due := p.timers[timer]
		if !due.After(until) && (!found || due.Before(at)) {
			name, at, found = timer, due, true
		}
	}
	return name, at, found
}

// local is the time where the person is.
func (p *player) local() time.Time {
	if zone := p.session.Zone(); zone != "" {
		if location, err := time.LoadLocation(zone); err == nil {
			return p.now.In(location)
		}
	}
	return p.now.In(p.file.Start.Location())
}

// event plays one event with the wording that fits best after what came before.
func (p *player) event(t *Turn, event chat.Event, before []came) []came {
	best := p.try(t, p.session.Seed, event, before)
	for seed := uint32(1); seed <= seeds && best.varied && !best.good(t); seed++ {
		if other := p.try(t, seed, event, before); other.verdict.fits > best.verdict.fits || other.good(t) {
			best = other
		}
	}
	p.keep(best)
	return best.all
}

// take is one way to play an event.
type way1 struct {
	session engine.Session
	effects []engine.Effect
	visits  []visit
	all     []came // with what came before it
	verdict verdict
	varied  bool // a text with several wordings was said
}

// good tells whether no other way could fit better.
func (t *way1) good(turn *Turn) bool {
	if _, passing := turn.Act.(Pass); passing {
		return t.verdict.ok() || t.verdict.fits >= len(t.all)
	}
	return t.verdict.ok()
}

func (p *player) try(t *Turn, seed uint32, event chat.Event, before []came) *way1 {
	s, got := p.session, &way1{all: slices.Clip(before)}
	s.Seed = seed
	now, quiet := p.local(), false
	got.session, got.effects = engine.Trace(p.stage.lib, s, chat.Inbound{Event: event}, now, func(sc *script.Script, step, next int) {
		got.visits = append(got.visits, visit{sc, step, next})
		_, is := sc.Steps[step].Op.(*script.Quiet)
		quiet = quiet || is
	})
	for _, effect := range got.effects {
		if say, is := effect.(engine.Say); is && say.Line != nil && say.Line.Variants() > 1 {
			got.varied = true
		}
		if c, ok := p.cameOf(effect, now.Location()); ok {
			got.all = append(got.all, c)
		}
	}
	if quiet {
		got.all = append(got.all, came{fact: quietFact(got.session.Quiet(), now.Location())})
	}
	got.verdict = judge(t, got.all)
	return got
}

// keep goes on from one way to play an event.
func (p *player) keep(chosen *way1) {
	language := p.session.Language(p.stage.lib) // it may have changed since the beginning
	p.session = chosen.session
	p.stage.cover.visited(language, chosen.visits)
	for _, effect := range chosen.effects {
		switch e := effect.(type) {
		case engine.Say:
			p.stage.cover.said(language, e)
			p.shown = append(p.shown, e.Message)
		case engine.WakeAt:
			p.timers[e.Timer] = e.At
		case engine.Cancel:
			delete(p.timers, e.Timer)
		case engine.Forget:
			p.session = engine.NewSession(p.stage.lib, chosen.session.Seed, p.language)
			clear(p.timers)
		}
	}
}
