package recur

import (
	"slices"
	"strconv"
	"strings"
)

// ParseRule reads an RFC 5545 RRULE in wall time: FREQ from HOURLY to YEARLY with its
// BY parts, INTERVAL, COUNT, UNTIL and WKST. The times are those of the start; BYHOUR
// and BYMINUTE say others. Days that a month lacks are skipped, as the RFC says, unless
// WithMonthEnd changes that. COUNT counts from the start on, and an UNTIL that is a
// date includes that day. What is not supported is refused with its name as Part; the
// examples of its errors are rules too.
func ParseRule(rrule string, times []Clock, start Date, zone string) (When, error) {
	w, refused := readRule(rrule, times, start, zone)
	if refused != nil {
		refused.Examples = [3]string{"FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=-1FR"}
		return When{}, refused
	}
	return w, nil
}

func readRule(rrule string, times []Clock, start Date, zone string) (When, *RefusedError) {
	if zone != "" {
		full, ok := zoneName(zone)
		if !ok {
			return When{}, &RefusedError{Why: UnknownPlace, Part: zone}
		}
		zone = full
	}
	if !start.Real() {
		return When{}, &RefusedError{Why: NoSuchDate, Part: "DTSTART"}
	}
	for _, c := range times {
		if c < 0 || c >= dayMinutes {
			return When{}, &RefusedError{Why: NoSuchTime, Part: "DTSTART"}
		}
	}
	parts, refused := splitRule(rrule)
	if refused != nil {
		return When{}, refused
	}
	b := ruleBuilder{parts: parts, times: slices.Sorted(slices.Values(times)), date: start}
	b.w = When{Zone: zone, started: true, weekStart: 1, interval: 1, skip: true}
	b.build()
	if b.refused != nil {
		return When{}, b.refused
	}
	w := b.w.settled()
	if _, ok := w.wallAfter(w.start - 1); !ok {
		return When{}, &RefusedError{Why: NoSuchDate, Part: "RRULE"}
	}
	return w, nil
}

// maxRule is far longer than any rule of use.
const maxRule = 600

// ruleNames are the names of an RRULE in the order in which they are written back.
var ruleNames = [...]string{ //nolint:gochecknoglobals // a constant table
	"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY",
	"BYDAY", "BYHOUR", "BYMINUTE", "BYSETPOS", "WKST",
}

func splitRule(rrule string) (map[string]string, *RefusedError) {
	text := strings.ToUpper(strings.TrimSpace(rrule))
	text = strings.TrimSuffix(strings.TrimPrefix(text, "RRULE:"), ";")
	switch {
	case text == "":
		return nil, &RefusedError{Why: Empty}
	case len(text) > maxRule:
		return nil, &RefusedError{Why: TooLong}
	}
	parts := map[string]string{}
	for part := range strings.SplitSeq(text, ";") {
		name, value, ok := strings.Cut(part, "=")
		switch {
		case !slices.Contains(ruleNames[:], name):
			return nil, &RefusedError{Why: Unsupported, Part: name}
		case !ok || value == "" || parts[name] != "":
			return nil, &RefusedError{Why: Unfinished, Part: name}
		}
		parts[name] = value
	}
	return parts, nil
}

// ruleBuilder fills a When part by part and keeps the first refusal.
type ruleBuilder struct {
	parts   map[string]string
	times   []Clock
	date    Date
	w       When
	refused *RefusedError
}

func (b *ruleBuilder) refuse(why Why, part string) {
	if b.refused == nil {
		b.refused = &RefusedError{Why: why, Part: part}
	}
}

func (b *ruleBuilder) build() {
	b.frequency()
	if b.parts["INTERVAL"] != "" {
		b.w.interval = uint16(b.number("INTERVAL", b.parts["INTERVAL"], 1, maxInterval))
	}
	b.calendar()
	b.weekday()
	b.fit()
	b.startingDay()
	b.clocks()
	b.end()
}

func (b *ruleBuilder) frequency() {
	switch b.parts["FREQ"] {
	case "HOURLY":
		b.w.freq = hourly
	case "DAILY":
		b.w.freq = daily
	case "WEEKLY":
		b.w.freq = weekly
	case "MONTHLY":
		b.w.freq = monthly
	case "YEARLY":
		b.w.freq = yearly
	case "":
		b.refuse(Unfinished, "FREQ")
	default: // MINUTELY, SECONDLY and words of another book
		b.refuse(Unsupported, "FREQ="+b.parts["FREQ"])
	}
}

func (b *ruleBuilder) number(part, text string, from, to int) int {
	n, err := strconv.Atoi(strings.TrimPrefix(text, "+"))
	if err != nil || n < from || n > to {
		b.refuse(OutOfRange, part)
		return from
	}
	return n
}

// numbers are the values of a list; with a negative range they may count from the end.
func (b *ruleBuilder) numbers(part string, from, to int) []int {
	if b.parts[part] == "" {
		return nil
	}
	var list []int
	for text := range strings.SplitSeq(b.parts[part], ",") {
		n := b.number(part, text, from, to)
		if n == 0 && from < 0 {
			b.refuse(OutOfRange, part)
		}
		list = append(list, n)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func (b *ruleBuilder) calendar() {
	for _, n := range b.numbers("BYMONTH", 1, 12) {
		b.w.months |= 1 << n
	}
	for _, n := range b.numbers("BYMONTHDAY", -31, 31) {
		if n > 0 {
			b.w.monthDays |= 1 << n
		} else {
			b.w.lastDays |= 1 << -n
		}
	}
	for _, n := range b.numbers("BYWEEKNO", -53, 53) {
		if n > 0 {
			b.w.weeks |= 1 << n
		} else {
			b.w.lastWeeks |= 1 << -n
		}
	}
	b.list("BYYEARDAY", &b.w.yearDays)
	b.list("BYSETPOS", &b.w.positions)
}

func (b *ruleBuilder) list(part string, into *[maxList]int16) {
	list := b.numbers(part, -366, 366)
	if len(list) > maxList {
		b.refuse(OutOfRange, part)
		return
	}
	for i, n := range list {
		into[i] = int16(n)
	}
}

const ruleDays = "SUMOTUWETHFRSA"

func (b *ruleBuilder) dayNamed(part, name string) int {
	if at := strings.Index(ruleDays, name); len(name) == 2 && at >= 0 && at%2 == 0 {
		return at / 2
	}
	b.refuse(OutOfRange, part)
	return 0
}

func (b *ruleBuilder) weekday() {
	if start := b.parts["WKST"]; start != "" {
		b.w.weekStart = uint8(b.dayNamed("WKST", start))
	}
	if b.parts["BYDAY"] == "" {
		return
	}
	var ordinals []ordinal
	for text := range strings.SplitSeq(b.parts["BYDAY"], ",") {
		cut := max(len(text)-2, 0)
		day := b.dayNamed("BYDAY", text[cut:])
		if cut == 0 {
			b.w.weekdays |= 1 << day
			continue
		}
		n := b.number("BYDAY", text[:cut], -53, 53)
		if n == 0 || b.w.freq == monthly && (n > 5 || n < -5) {
			b.refuse(OutOfRange, "BYDAY")
		}
		ordinals = append(ordinals, ordinal{int8(n), uint8(day)})
	}
	if !b.w.setOrdinals(ordinals) {
		b.refuse(OutOfRange, "BYDAY")
	}
}

// setOrdinals sorts them and drops doubles; it says whether they fit.
func (w *When) setOrdinals(list []ordinal) bool {
	slices.SortFunc(list, func(a, b ordinal) int {
		if a.n != b.n {
			return int(a.n) - int(b.n)
		}
		return int(a.day) - int(b.day)
	})
	list = slices.Compact(list)
	if len(list) > maxList {
		return false
	}
	w.ordinals = [maxList]ordinal{}
	copy(w.ordinals[:], list)
	return true
}

// fit refuses parts that say nothing beside this FREQ, each by its name.
func (b *ruleBuilder) fit() {
	has := func(part string) bool { return b.parts[part] != "" }
	w := &b.w
	switch {
	case has("BYWEEKNO") && w.freq != yearly:
		b.refuse(Unsupported, "BYWEEKNO")
	case has("BYWEEKNO") && w.weekdays == 0:
		b.refuse(Unfinished, "BYWEEKNO")
	case has("BYYEARDAY") && w.freq != yearly:
		b.refuse(Unsupported, "BYYEARDAY")
	case has("BYMONTHDAY") && w.freq == weekly:
		b.refuse(Unsupported, "BYMONTHDAY")
	case w.ordinals[0].n != 0 && (w.freq < monthly || has("BYWEEKNO")):
		b.refuse(Unsupported, "BYDAY")
	case has("BYSETPOS") && w.freq == hourly:
		b.refuse(Unsupported, "BYSETPOS")
	}
	if has("COUNT") && has("UNTIL") {
		b.refuse(Unsupported, "COUNT+UNTIL")
	}
}

// startingDay takes from the start date what the rule leaves open.
func (b *ruleBuilder) startingDay() {
	w := &b.w
	days := w.monthDays|w.lastDays != 0 || w.weekdays != 0 || w.ordinals[0].n != 0 || w.yearDays[0] != 0
	if days {
		return
	}
	switch w.freq {
	case weekly:
		w.weekdays = 1 << b.date.Weekday()
	case yearly:
		if w.months == 0 {
			w.months = 1 << b.date.Month
		}
		w.monthDays = 1 << b.date.Day
	case monthly:
		w.monthDays = 1 << b.date.Day
	}
}
