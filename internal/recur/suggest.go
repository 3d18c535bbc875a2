package recur

import (
	"slices"
	"strings"
)

// plainExamples are phrases for when nothing could be read.
func plainExamples(lang string) [3]string {
	if lang == "es" {
		return [3]string{"cada día a las 21:00", "de lunes a viernes a las 9:30", "mañana a las 20:00"}
	}
	return [3]string{"every day 21:00", "every weekday 9:30", "tomorrow 20:00"}
}

// examples are three phrases near what was typed: its time, its days.
func (p *reading) examples(refused *RefusedError) [3]string {
	list := p.near(refused)
	plain := plainExamples(p.in.Lang)
	for _, text := range plain {
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return [3]string(list[:3])
}

// near are phrases that keep what could be read of a text.
func (p *reading) near(refused *RefusedError) []string {
	var list []string
	add := func(d draft) {
		b := builder{draft: d, in: p.in, zone: p.in.Now.Location(), text: p.text}
		if d.zone != "" {
			zone, err := Zone(d.zone)
			if err != nil {
				return
			}
			b.zone = zone
		}
		w := b.when()
		if b.refused != nil {
			return
		}
		if text := w.Echo(p.in.Lang); !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	for _, d := range p.alternatives(refused) {
		add(d)
	}
	return list
}

// alternatives are drafts that repair this one, the nearest first.
func (p *reading) alternatives(refused *RefusedError) []draft {
	base := p.d
	base.rule, base.minutes, base.inDays = "", 0, 0
	var list []draft
	for _, clocks := range p.clockReadings() {
		d := base
		d.clocks = clocks
		list = append(list, repaired(d)...)
	}
	if refused == nil || refused.Why != TwoReadings {
		// All repairs at one time before any at another.
		return list
	}
	return list
}

// clockReadings are the times as typed; where a number could be two, both.
func (p *reading) clockReadings() [][]clock {
	early, late := make([]clock, 0, len(p.d.clocks)), make([]clock, 0, len(p.d.clocks))
	both := false
	for _, c := range p.d.clocks {
		early = append(early, c)
		if !c.sure {
			both = true
			c.minutes = c.minutes%720 + 720
		}
		late = append(late, c)
	}
	if !both {
		return [][]clock{early}
	}
	return [][]clock{early, late}
}

// repaired are ways to finish a draft with its times.
func repaired(d draft) []draft {
	d.rangeFrom, d.rangeTo = nil, nil
	if len(d.clocks) > maxTimes {
		d.clocks = d.clocks[:1]
	}
	whole := d
	simple := draft{interval: 1, endClock: -1, clocks: d.clocks, zone: d.zone}
	week := simple
	week.unit, week.weekdays = weekly, d.weekdays
	every := simple
	every.unit = daily
	work := simple
	work.unit, work.weekdays = weekly, workdays
	soon := simple
	soon.later = 2
	return []draft{whole, week, every, soon, work}
}

// Suggest are canonical phrases near what was typed so far, best first, at most that
// many. Parse reads each.
func Suggest(typed string, in Context, most int) []string {
	if len(typed) > maxText {
		return nil
	}
	text := folded(typed)
	var list []string
	add := func(phrase string) {
		if !slices.Contains(list, phrase) {
			list = append(list, phrase)
		}
	}
	if w, refused := parse(typed, in); refused == nil {
		add(w.Echo(in.Lang))
	}
	p := read(text, wordsOf(in.Lang), in)
	p.settleClocks()
	for _, phrase := range p.usualPhrases() {
		if strings.HasPrefix(folded(phrase), text) {
			add(phrase)
		}
	}
	for _, phrase := range p.near(nil) {
		add(phrase)
	}
	for _, phrase := range p.usualPhrases() {
		add(phrase)
	}
	return list[:min(max(most, 0), len(list))]
}

// usualPhrases are what people ask for most, at the time that was typed.
func (p *reading) usualPhrases() []string {
	clocks := p.d.clocks
	if len(clocks) == 0 || len(clocks) > 1 {
		clocks = []clock{{minutes: int(usual), sure: true}}
	}
	var list []string
	for _, d := range []draft{
		{unit: daily},
		{unit: weekly, weekdays: workdays},
		{unit: weekly, weekdays: weekendDays},
		{unit: weekly, weekdays: 1 << 1},
		{unit: weekly, weekdays: 1<<1 | 1<<3 | 1<<5},
		{unit: weekly, interval: 2, weekdays: 1 << 1},
		{unit: monthly, ordinals: []ordinal{{1, 1}}},
		{unit: monthly, monthDays: 1 << 1},
	} {
		d.interval, d.endClock, d.clocks = max(d.interval, 1), -1, clocks
		b := builder{draft: d, in: p.in, zone: p.in.Now.Location(), text: p.text}
		if w := b.when(); b.refused == nil {
			list = append(list, w.Echo(p.in.Lang))
		}
	}
	return list
}
