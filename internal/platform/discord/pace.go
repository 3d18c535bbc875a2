package discord

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// scene is what a pacer shows from a moment on.
type scene struct {
	at   time.Duration // since the pacer began
	line string
}

// maxScenes bounds what a pacer shows, however long it is.
const maxScenes = 400

// outline tells a pacer in one line: "In 4 · Hold 2 · Out 6 (× 8)".
func outline(p chat.Pace) string {
	parts := make([]string, 0, len(p.Phases))
	for _, phase := range p.Phases {
		parts = append(parts, strings.TrimSpace(phase.Label+" "+count(phase.Last)))
	}
	line := strings.Join(parts, " · ")
	if p.Rounds > 1 && line != "" {
		line += " (× " + strconv.Itoa(p.Rounds) + ")"
	}
	return line
}

func count(d time.Duration) string {
	return strconv.FormatFloat(d.Seconds(), 'f', -1, 64)
}

// scenes are the lines of a pacer, at most one in every space of time: a phase
// shorter than that is passed over, and the next one begins when it is due. The last
// one is empty: the pacer is over.
func scenes(p chat.Pace, space time.Duration) []scene {
	var all []scene
	var at time.Duration
	free := time.Duration(0) // when the next one may come
	for round := range p.Rounds {
		for _, phase := range p.Phases {
			if at >= free && len(all) < maxScenes {
				all = append(all, scene{at: at, line: line(phase, round+1, p.Rounds)})
				free = at + space
			}
			at += phase.Last
		}
		if len(all) == maxScenes {
			break
		}
	}
	return append(all, scene{at: max(at, free)})
}

// line shows a phase: its shape, its word, its length, and the round.
func line(p chat.Phase, round, rounds int) string {
	shape := map[chat.PhaseKind]string{chat.In: "○ → ●", chat.Hold: "●", chat.Out: "● → ○", chat.Rest: "○"}[p.Kind]
	return shape + " " + plain(p.Label) + " " + count(p.Last) + "  (" + strconv.Itoa(round) + "/" + strconv.Itoa(rounds) + ")"
}

// move starts a pacer on the message that was sent.
func (d *Discord) move(actor string, ref reference, shown body, p chat.Pace) {
	if ref.path == "" || shown.Content == nil {
		return
	}
	d.pacers.start(actor, *shown.Content, func(ctx context.Context, left func() bool) {
		d.animate(ctx, ref, *shown.Content, p, left)
	})
}

// animate moves a pacer by editing its message, until it or ctx ends. A scene whose
// moment has passed, because an edit was slow, is left out. The outline comes back
// at the end, unless somebody else has left to bring it.
func (d *Discord) animate(ctx context.Context, ref reference, text string, p chat.Pace, left func() bool) {
	began := d.cfg.Now()
	all := scenes(p, d.cfg.Timing.Edit)
	for i, s := range all {
		now := d.cfg.Now().Sub(began)
		if i+1 < len(all) && now >= all[i+1].at {
			continue
		}
		if sleep(ctx, s.at-now) != nil {
			break
		}
		shown := text
		if s.line != "" {
			line := "\n\n" + s.line
			shown = shorten(text, maxContent-size(line)) + line
		}
		if err := d.edit(ctx, ref, words(shown)); err != nil && ctx.Err() == nil {
			d.cfg.Observe("pacer/skipped", 0)
			if !passing(err) {
				return
			}
		}
	}
	if ctx.Err() != nil && !left() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.cfg.Timing.Callback)
		defer cancel()
		d.warn("a pacer could not be put to rest", d.edit(ctx, ref, words(text)))
	}
}

// passing reports whether a later edit may succeed.
func passing(err error) bool {
	if mayRepeat(err) {
		return true
	}
	var api apiError
	return !errors.As(err, &api) || api.status >= 500
}
