package answer

import "github.com/stillpoint-bot/stillpoint/internal/lang"

// TimeOfDay reads a time and gives its minutes since midnight: "7:30", "0730",
// "9pm", "half past seven", "a las siete y media", "noon". "7" alone is 7:00.
func TimeOfDay(text string, l *lang.Language) (int, *Reject) {
	if reject := sized(text, l); reject != nil {
		return 0, reject
	}
	s := read(text, l)
	if len(s.tokens) == 0 {
		return 0, &Reject{Reason: Empty}
	}
	c := &clock{sentence: s}
	for at := 0; at < len(s.tokens); {
		end, ok := c.part(at)
		if !ok {
			return 0, &Reject{Reason: NotATime}
		}
		at = end
	}
	minutes, ok := c.minutes()
	if !ok {
		return 0, &Reject{Reason: NotATime}
	}
	return minutes, nil
}

// clock collects what a sentence says about one time.
type clock struct {
	*sentence
	times int // how many times were named
	hour  int
	shift int // minutes after the hour, or before when negative
	named bool
	parts []lang.Meaning // "in the morning"
}

// part takes one part of the sentence.
func (c *clock) part(at int) (int, bool) {
	if end, ok := c.time(at); ok {
		c.times++
		return end, true
	}
	m, end := c.phrase(at)
	switch {
	case m.May(lang.DayPart):
		c.parts = append(c.parts, m)
		return end, true
	case m.May(lang.Filler | lang.Article):
		return end, true
	}
	return at + 1, c.token(at).noise()
}

// time takes a time, in digits, by its name, or in words.
func (c *clock) time(at int) (int, bool) {
	m, end := c.phrase(at)
	if m.May(lang.Moment) {
		return end, c.moment(m.Minutes / 60)
	}
	if m.May(lang.Lead) { // half past seven
		if behind, ok := c.anHour(end); ok {
			c.shift = m.Minutes
			return behind, true
		}
		return at, false
	}
	if end, ok := c.beforeHour(at); ok {
		return end, true
	}
	if end, ok := c.inDigits(at); ok {
		return end, true
	}
	if end, ok := c.anHour(at); ok {
		if behind, is := c.is(end, lang.Hour); is { // veinte horas
			return behind, true
		}
		return c.afterHour(end), true
	}
	return at, false
}

// moment takes a time by its name; behind "12" it only says which twelve.
func (c *clock) moment(hour int) bool {
	if c.times == 1 && !c.named && c.hour == 12 && c.shift == 0 {
		c.times = 0
	}
	c.hour, c.shift, c.named = hour, 0, true
	return true
}

// anHour takes an hour of the day, as a number in digits or words.
func (c *clock) anHour(at int) (int, bool) {
	hour, end, ok := c.count(at)
	if !ok || hour > 23 {
		return at, false
	}
	c.hour, c.shift = hour, 0
	return end, true
}

// count takes a whole number of at most two digits.
func (c *clock) count(at int) (value, end int, ok bool) {
	if t := c.token(at); t.kind == digits {
		n := number(t.text)
		return n, at + 1, n >= 0
	}
	return c.inWords(at)
}

// beforeHour takes "ten past seven" and "ten to seven".
func (c *clock) beforeHour(at int) (int, bool) {
	minutes, end, ok := c.count(at)
	if !ok || minutes > 59 {
		return at, false
	}
	m, behind := c.phrase(end)
	if !m.May(lang.Past | lang.To) {
		return at, false
	}
	end, ok = c.anHour(behind)
	if !ok {
		return at, false
	}
	c.shift = minutes
	if m.May(lang.To) {
		c.shift = -minutes
	}
	return end, true
}
