package rehearsal

import (
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// Wordings are drawn from the session's seed. A turn that says a text with several
// is tried with these many, until the one that is written comes.
const seeds = 256

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

// attempt is one way to play an event: with the wordings of one seed.
type attempt struct {
	session engine.Session
	effects []engine.Effect
	visits  []visit
	all     []came // with what came before it
	verdict verdict
	varied  bool // a text with several wordings was said
}

// good tells whether no other way could fit better.
func (t *attempt) good(turn *Turn) bool {
	if _, passing := turn.Act.(Pass); passing {
		return t.verdict.ok() || t.verdict.fits >= len(t.all)
	}
	return t.verdict.ok()
}

func (p *player) try(t *Turn, seed uint32, event chat.Event, before []came) *attempt {
	s, got := p.session, &attempt{all: slices.Clip(before)}
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
		if c, ok := p.cameOf(effect, event, now.Location()); ok {
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
func (p *player) keep(chosen *attempt) {
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
