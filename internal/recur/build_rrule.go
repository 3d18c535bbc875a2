package recur

import (
	"slices"
	"strings"
)

// ruleText is a phrase around an RFC 5545 rule, as Echo writes rules that have no
// words of their own.
func (b *builder) ruleText() When {
	if b.unit != once || b.dayParts() || b.minutes != 0 || b.rangeFrom != nil {
		return b.open()
	}
	parts, refused := splitRule(strings.ReplaceAll(b.rule, " , ", ","))
	if refused != nil {
		b.refused = refused
		return When{}
	}
	start := DateOf(b.in.Now.In(b.zone))
	if b.in.Start.Real() {
		start = b.in.Start
	}
	if b.start != nil {
		start = b.dateOfBoundary(*b.start)
	}
	times := make([]Clock, 0, maxTimes)
	for _, c := range b.clocks {
		times = append(times, Clock(c.minutes))
	}
	switch {
	case parts["FREQ"] == "HOURLY":
		times = append(times, Clock(b.startClock))
	case len(times) == 0 && parts["BYHOUR"] == "":
		times = append(times, b.usual())
	}
	r := ruleBuilder{parts: parts, times: slices.Sorted(slices.Values(times)), date: start}
	r.w = When{Zone: b.draft.zone, started: true, weekStart: 1, interval: 1}
	r.build()
	if r.refused != nil {
		b.refused = r.refused
		return When{}
	}
	w := r.w
	if w.count != 0 && (b.count != 0 || b.end != nil) || w.until != 0 && (b.count != 0 || b.end != nil) {
		return b.open()
	}
	b.count = max(b.count, int(w.count))
	until := w.until
	b.start = &day{date: start}
	w = b.bounded(w)
	if until != 0 && b.refused == nil {
		w.until = until
		w = w.settled()
	}
	return w
}
