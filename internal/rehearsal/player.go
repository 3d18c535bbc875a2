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
