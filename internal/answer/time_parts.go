package answer

import (
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// inDigits takes "7:30", "7.30", "7h30", "0730" and "21h".
func (c *clock) inDigits(at int) (int, bool) {
	t := c.token(at)
	if t.kind != digits {
		return at, false
	}
	hour, minutes, end := split(t.text), "", at+1
	if len(hour) < len(t.text) {
		minutes = t.text[len(t.text)-2:]
	} else if minutes, end = c.minutesBehind(end); end == at+1 {
		return at, false
	}
	h, m := number(hour), 0
	if minutes != "" {
		m = number(minutes)
	}
	if h < 0 || h > 23 || m < 0 || m > 59 {
		return at, false
	}
	c.hour, c.shift = h, m
	if behind, is := c.is(end, lang.Hour); is { // "7:30 h"
		end = behind
	}
	return end, true
}

// split is the hour of "0730", "730" and "7.30"; a number without minutes stays whole.
func split(text string) string {
	n := len(text)
	switch {
	case n >= 4 && text[n-3] == '.':
		return text[:n-3]
	case (n == 3 || n == 4) && !strings.ContainsAny(text, ".,"):
		return text[:n-2]
	}
	return text
}

// minutesBehind takes the ":30" and the "h30" behind an hour, and the "h" of "21h".
func (c *clock) minutesBehind(at int) (minutes string, end int) {
	behind, hours := c.is(at, lang.Hour)
	if c.sign(at, ":") {
		behind = at + 1
	} else if !hours {
		return "", at
	}
	t := c.token(behind)
	if t.kind == digits && t.glued && c.token(at).glued && len(t.text) == 2 {
		return t.text, behind + 1
	}
	if hours {
		return "", behind
	}
	return "", at
}

// number reads one or two digits; -1 for anything else.
func number(text string) int {
	if len(text) == 0 || len(text) > 2 {
		return -1
	}
	n := 0
	for i := range len(text) {
		if !isDigit(text, i) {
			return -1
		}
		n = 10*n + int(text[i]-'0')
	}
	return n
}

// afterHour takes "o'clock", "y media", "y diez", "menos diez" and the "thirty" of
// "seven thirty".
func (c *clock) afterHour(at int) int {
	m, end := c.phrase(at)
	if m.May(lang.Tail) {
		c.shift = m.Minutes
		return end
	}
	if m.May(lang.Plus | lang.Less) {
		if minutes, behind, ok := c.roundMinutes(end, 5); ok {
			c.shift = minutes
			if m.May(lang.Less) {
				c.shift = -minutes
			}
			return behind
		}
		return at
	}
	if minutes, behind, ok := c.roundMinutes(at, 15); ok {
		c.shift = minutes
		return behind
	}
	return at
}

// roundMinutes takes minutes as people say them, in fives. "7 y 8" is no time: it
// may be two of them.
func (c *clock) roundMinutes(at, least int) (int, int, bool) {
	if t := c.token(at); t.kind == digits && len(t.text) != 2 {
		return 0, at, false
	}
	minutes, end, ok := c.count(at)
	return minutes, end, ok && minutes >= least && minutes < 60 && minutes%5 == 0
}

// minutes is the one time that was said, since midnight.
func (c *clock) minutes() (int, bool) {
	const day = 24 * 60
	if c.times != 1 {
		return 0, false
	}
	hour := c.hour
	for _, part := range c.parts {
		if c.named {
			break
		}
		var ok bool
		if hour, ok = within(hour, part); !ok {
			return 0, false
		}
	}
	return (hour*60 + c.shift + day) % day, true
}

// within is the hour on the clock of 24 that lies in the part of the day; false
// when none does, or both: "12 in the morning".
func within(hour int, part lang.Meaning) (int, bool) {
	found, times := 0, 0
	for _, candidate := range [...]int{hour, (hour + 12) % 24} {
		if candidate != hour && (hour == 0 || hour > 12) {
			continue
		}
		if covers(part, candidate) {
			found, times = candidate, times+1
		}
	}
	return found, times == 1
}

func covers(part lang.Meaning, hour int) bool {
	if part.From <= part.Until {
		return part.From <= hour && hour <= part.Until
	}
	return hour >= part.From || hour <= part.Until
}
