package rehearsal

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// came is one thing that came out of a turn: a message or a fact.
type came struct {
	texts []string // a message: every way to write it, the whole one first
	fact  fact     // not a message
}

func (c came) isMessage() bool { return c.texts != nil }

// String is the thing as it would be written.
func (c came) String() string {
	if c.isMessage() {
		return "< " + c.texts[0]
	}
	return "= " + c.fact.text
}

// cameOf is what an effect is in a transcript; false for bookkeeping.
func (p *player) cameOf(effect engine.Effect, event chat.Event, zone *time.Location) (came, bool) {
	if f, ok := p.reminderFact(effect, event, zone); ok {
		return came{fact: f}, true
	}
	if notice, is := effect.(engine.Notice); is {
		return came{texts: []string{fold(notice.Text)}}, true
	}
	say, is := effect.(engine.Say)
	if !is {
		f, ok := factOf(effect, zone)
		return came{fact: f}, ok
	}
	switch m := say.Message.(type) {
	case chat.Say:
		return came{texts: p.wordings(m.Text, say.Line)}, true
	case chat.Pace:
		return came{texts: paceTexts(m)}, true
	case chat.Document:
		return came{texts: []string{fold(m.Caption)}}, true
	}
	return came{}, false
}

// wordings are the text and, for a question, the text without what it adds to its
// prompt by itself.
func (p *player) wordings(text string, line *script.Line) []string {
	texts := []string{fold(text)}
	ask, is := p.stage.asks[line]
	if !is {
		return texts
	}
	for i := range p.stage.lib.Languages() {
		if prompt, ok := strings.CutSuffix(text, ask.Suffix(i)); ok && prompt != text {
			texts = append(texts, fold(prompt))
		}
	}
	return texts
}

// paceTexts are a pacer with its line, and without it when there is an introduction.
func paceTexts(p chat.Pace) []string {
	whole := fold(p.Text + " " + paceText(p))
	if intro := fold(p.Text); intro != "" {
		return []string{whole, intro}
	}
	return []string{whole}
}

// paceText is the line of a pacer: "[pacer] In 4 · Out 6, 12 rounds".
func paceText(p chat.Pace) string {
	phases := make([]string, len(p.Phases))
	for i, phase := range p.Phases {
		phases[i] = phase.Label + " " + strconv.FormatFloat(phase.Last.Seconds(), 'f', -1, 64)
	}
	rounds := "rounds"
	if p.Rounds == 1 {
		rounds = "round"
	}
	return fmt.Sprintf("[pacer] %s, %d %s", strings.Join(phases, " · "), p.Rounds, rounds)
}
