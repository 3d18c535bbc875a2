package recur

import (
	"slices"
	"strings"
)

// Suggest are phrases near what was typed so far, best first, at most that many: what
// it means already, what it may become, and what keeps its time and days. Parse reads
// each.
func Suggest(typed string, in Context, most int) []string {
	if len(typed) > maxText {
		return nil
	}
	text := folded(typed)
	var list []string
	add := func(phrases ...string) {
		for _, phrase := range phrases {
			if !slices.Contains(list, phrase) {
				list = append(list, phrase)
			}
		}
	}
	if w, refused := parse(typed, in); refused == nil {
		add(w.Echo(in.Lang))
	}
	p := read(text, wordsOf(in.Lang), in)
	usual := p.usualPhrases()
	for _, phrase := range usual {
		if text != "" && strings.HasPrefix(folded(phrase), text) {
			add(phrase)
		}
	}
	if text != "" {
		add(p.near(TwoReadings)...)
	}
	add(usual...)
	return list[:min(max(most, 0), len(list))]
}

// usualPhrases are what people ask for most, at the time that was typed.
func (p *reading) usualPhrases() []string {
	var clocks []clock
	if len(p.d.clocks) == 1 {
		clocks = p.d.clocks
	}
	var list []string
	for _, d := range []draft{
		{unit: daily},
		{unit: weekly, weekdays: workdays},
		{later: 2},
		{unit: weekly, weekdays: 1 << 1},
		{unit: weekly, weekdays: 1<<1 | 1<<3 | 1<<5},
		{unit: weekly, weekdays: weekendDays},
		{unit: weekly, interval: 2, weekdays: 1 << 1},
		{unit: monthly, ordinals: []ordinal{{1, 1}}},
		{unit: monthly, ordinals: []ordinal{{-1, 5}}},
		{unit: monthly, monthDays: 1 << 1},
		{unit: monthly, lastDay: true},
	} {
		d.interval, d.endClock, d.clocks, d.zone = max(d.interval, 1), -1, clocks, p.d.zone
		if text, ok := p.phrase(d); ok {
			list = append(list, text)
		}
	}
	soon := voiceOf(p.in.Lang).soon
	return append(list, soon[:]...)
}
