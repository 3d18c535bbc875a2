package telegram

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// pace sends a breathing pacer: its introduction, its recipe and a line that
// changes with the breath, for as long as nothing else happens in the chat.
func (a *Adapter) pace(ctx context.Context, l letter, m chat.Pace) error {
	p := &pacer{
		chat: l.to.chat, base: paceText(m), moving: m, quit: make(chan struct{}), done: make(chan struct{}),
		rows: limit(layOut(nil, controlsOf(m.Controls, m.Question), 3)),
	}
	moves := !l.community && units(p.base) < maxText-100 && len(m.Phases) > 0
	first := p.base
	if moves {
		first += frameText(m, frameAt(m, 0))
	}
	sent, err := a.words(ctx, l, first, p.rows)
	if err != nil || l.community {
		return err
	}
	shown := target{chat: l.to.chat, message: sent, question: m.Question}
	p.message = sent
	if moves && sent != 0 && a.pacers.start(p) { //nolint:contextcheck // it moves on after the message is sent, in Run's time
		shown.pacer = p
	}
	if len(p.rows) > 0 {
		a.showed(shown)
	}
	return nil
}

// paceText is what stays in sight: the title, the words, and the recipe for those
// who would rather count by themselves.
func paceText(m chat.Pace) string {
	var parts []string
	for _, part := range []string{m.Title, m.Text, recipe(m)} {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\n\n")
}

// recipe is one round in a line: "In 4 · Out 6 ×8".
func recipe(m chat.Pace) string {
	var words []string
	for _, phase := range m.Phases {
		if phase.Last > 0 {
			words = append(words, strings.TrimSpace(phase.Label+" "+seconds(phase.Last)))
		}
	}
	if len(words) == 0 {
		return ""
	}
	return strings.Join(words, " · ") + " ×" + strconv.Itoa(m.Rounds)
}

// seconds writes a duration as seconds: "4", "5.5".
func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Round(100*time.Millisecond).Seconds(), 'f', -1, 64)
}
