package recur

import (
	"slices"
	"strings"
	"time"
)

// clocks are the wall times, and with the first of the start's the start itself.
func (b *ruleBuilder) clocks() {
	hours, minutes := b.numbers("BYHOUR", 0, 23), b.numbers("BYMINUTE", 0, 59)
	if len(b.times) == 0 && (hours == nil || b.w.freq == hourly) {
		b.refuse(NoSuchTime, "BYHOUR")
		return
	}
	first := Clock(0)
	if len(b.times) > 0 {
		first = b.times[0]
	}
	b.w.start = int64(b.date.number())*dayMinutes + int64(first)
	if b.w.freq == hourly {
		b.hours(int(first), hours, minutes)
		return
	}
	times := b.times
	if hours != nil || minutes != nil {
		times = crossed(b.times, hours, minutes)
	}
	b.setTimes(times)
}

// crossed is every hour with every minute; what is not named is the start's.
func crossed(times []Clock, hours, minutes []int) []Clock {
	var all []Clock
	if hours == nil {
		for _, c := range times {
			hours = append(hours, int(c)/60)
		}
	}
	if minutes == nil {
		for _, c := range times {
			minutes = append(minutes, int(c)%60)
		}
		if len(times) == 0 {
			minutes = []int{0}
		}
	}
	for _, h := range hours {
		for _, m := range minutes {
			all = append(all, Clock(h*60+m))
		}
	}
	return all
}

func (b *ruleBuilder) setTimes(times []Clock) {
	if !b.w.setTimes(times) || !apart(b.w.clocks()) {
		b.refuse(TooOften, "BYMINUTE")
	}
}

// apart says whether times of a day are an hour from each other, the least that a
// rule may ask for.
func apart(times []uint16) bool {
	for i, t := range times {
		if i > 0 && t < times[i-1]+60 {
			return false
		}
	}
	return true
}

// hours makes the times of a day out of steps that fit into one; other steps run on
// across days.
func (b *ruleBuilder) hours(first int, only, minutes []int) {
	step := int(b.w.interval)
	if len(b.times) > 1 {
		b.refuse(Unsupported, "FREQ=HOURLY")
		return
	}
	if 24%step != 0 {
		if only != nil {
			b.refuse(Unsupported, "BYHOUR")
		}
		if minutes != nil {
			b.refuse(Unsupported, "BYMINUTE")
		}
		return
	}
	if minutes == nil {
		minutes = []int{first % 60}
	}
	var times []Clock
	for h := first / 60 % step; h < 24; h += step {
		for _, m := range minutes {
			if only == nil || slices.Contains(only, h) {
				times = append(times, Clock(h*60+m))
			}
		}
	}
	if len(times) == 0 {
		b.refuse(NoSuchTime, "BYHOUR")
		return
	}
	b.w.freq, b.w.interval = daily, 1
	b.setTimes(times)
}

func (b *ruleBuilder) end() {
	if text := b.parts["COUNT"]; text != "" {
		b.w.count = uint16(b.number("COUNT", text, 1, maxCount))
	}
	text := b.parts["UNTIL"]
	if text == "" || b.refused != nil {
		return
	}
	at, day, ok := untilOf(text)
	switch {
	case !ok:
		b.refuse(OutOfRange, "UNTIL")
	case day:
		b.w.until = floorMinute(at.Unix()) + dayMinutes - 1
	case strings.HasSuffix(text, "Z"):
		b.untilUTC(at.Unix())
	default:
		b.w.until = floorMinute(at.Unix())
	}
	if b.refused == nil && !inCalendar(b.w.until) {
		b.refuse(OutOfRange, "UNTIL")
	}
}

func untilOf(text string) (at time.Time, day, ok bool) {
	for i, layout := range [...]string{"20060102", "20060102T150405", "20060102T150405Z"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, i == 0, true
		}
	}
	return time.Time{}, false, false
}

// untilUTC is the last wall minute that is no later than an instant.
func (b *ruleBuilder) untilUTC(unix int64) {
	zone, err := Zone(b.w.Zone)
	if err != nil { // only a zone makes an instant a wall time
		b.refuse(Unsupported, "UNTIL")
		return
	}
	wall := floorMinute(unix + eraAt(unix, zone).offset)
	for range 2 * dayMinutes {
		if instant((wall+1)*60, zone) > unix {
			break
		}
		wall++
	}
	b.w.until = wall
}
