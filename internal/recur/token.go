package recur

import (
	"strconv"
	"strings"
	"time"
)

type kind byte

const (
	unknown kind = iota
	comma
	and
	every    // n: how many periods, 0 when none is said
	eachUnit // "daily": every unit
	other    // "every other"
	unit
	weekdaySet // n: a mask
	dayName    // n: Sunday 0
	monthName  // n: January 1
	nth        // n: 1 to 31, or -1 for the last
	number     // n
	clockTime  // n: minutes
	calendar   // date
	slashed    // date; n: 1 when day and month could be exchanged
	today      // n: days from today
	starting
	until
	from
	to
	between
	inside // "in"
	at
	on
	the // n: 1 for a plural
	of
	times
	one      // "a", "an"
	half     // n: minutes
	dayPart  // n: one of the parts of a day; sure: every day that was named
	toHour   // "half past" before an hour; n: minutes, below 0 for "quarter to"
	pastHour // "o'clock", "y media" behind an hour; n: minutes
	exists   // "only if it exists"
	rule     // what follows is an RRULE
	zoneWord // a name of the tz database
	shortZone
)

// The parts of a day that a number can be said in.
const (
	am = iota + 1
	pm
	morning
	afternoon
	night
	dawn
	evening
)

// The units, as their frequency, and minutes.
const minute = int(yearly) + 1

type token struct {
	kind   kind
	n      int
	part   int // of a day or "every": the part of the day that was said with it
	date   Date
	sure   bool // of a clock: it can only be read in one way; of "once a day": not twice
	hours  bool // of a clock: it is written as 24 hours
	at, to int  // where it stands
}

// vocabulary is what the words of a language mean, alone or up to four together.
type vocabulary func(words string) (token, bool)

// tokens cuts a folded text into what its words mean.
func tokens(text string, words vocabulary) []token {
	list := make([]token, 0, 24)
	for at := 0; at < len(text); {
		t, end := longest(text, at, words)
		if t.kind == unknown {
			end = wordEnd(text, at)
			list = appendWord(list, text[at:end], at, words)
		} else {
			t.at, t.to = at, end
			list = append(list, t)
		}
		at = end + 1
		if last := list[len(list)-1]; last.kind == rule && at < len(text) { // the word behind it is no word of ours
			end = wordEnd(text, at)
			for end < len(text) && strings.HasPrefix(text[end:], " , ") {
				end = wordEnd(text, end+3)
			}
			list[len(list)-1].at, list[len(list)-1].to = at, end
			at = end + 1
		}
	}
	return list
}

func wordEnd(text string, at int) int {
	if i := strings.IndexByte(text[at:], ' '); i >= 0 {
		return at + i
	}
	return len(text)
}

// longest is the meaning of as many words as mean something together.
func longest(text string, at int, words vocabulary) (token, int) {
	ends := [4]int{}
	n := 0
	for end := wordEnd(text, at); n < len(ends); end = wordEnd(text, end+1) {
		ends[n] = end
		n++
		if end >= len(text) {
			break
		}
	}
	for n--; n >= 0; n-- {
		if t, ok := words(text[at:ends[n]]); ok {
			return t, ends[n]
		}
	}
	return token{}, at
}

// appendWord reads one word that no vocabulary knows: numbers, times, dates, zones.
func appendWord(list []token, word string, at int, words vocabulary) []token {
	t := numeric(word)
	if t.kind == unknown {
		t = zoneToken(word)
	}
	t.at, t.to = at, at+len(word)
	if t.kind != unknown {
		return append(list, t)
	}
	// "mon-fri", "2026-12-24t18:00"
	for _, cut := range [...]string{"-", "t"} {
		left, right, ok := strings.Cut(word, cut)
		if !ok {
			continue
		}
		a, okA := words(left)
		b, okB := words(right)
		if cut == "t" {
			a, b = numeric(left), numeric(right)
			okA, okB = a.kind == calendar, b.kind == clockTime
		}
		if okA && okB && (cut == "t" || a.kind == dayName && b.kind == dayName) {
			a.at, a.to = at, at+len(left)
			b.at, b.to = at+len(left)+1, at+len(word)
			list = append(list, a)
			if cut == "-" {
				list = append(list, token{kind: to, at: a.to, to: b.at})
			}
			return append(list, b)
		}
	}
	return append(list, t)
}

// numeric reads what begins with a digit.
func numeric(word string) token {
	if word == "" || word[0] < '0' || word[0] > '9' {
		return token{}
	}
	if t, ok := isoDate(word); ok {
		return t
	}
	if t, ok := slashedDate(word); ok {
		return t
	}
	digits := 0
	for digits < len(word) && word[digits] >= '0' && word[digits] <= '9' {
		digits++
	}
	if digits > 4 {
		return token{}
	}
	n, err := strconv.Atoi(word[:digits])
	if err != nil {
		return token{}
	}
	switch rest := word[digits:]; rest {
	case "":
		return token{kind: number, n: n}
	case "st", "nd", "rd", "th", "o", "a", "ro", "do", "to", "er", "ra":
		return token{kind: nth, n: n}
	case "am", "pm", "h":
		return clockOf(n, 0, rest, digits)
	default:
		return clockWord(n, rest, digits)
	}
}

// clockWord reads what follows the hours: ":30", ".30", "h30", with am or pm.
func clockWord(hour int, rest string, digits int) token {
	if len(rest) < 3 || rest[0] != ':' && rest[0] != '.' && rest[0] != 'h' {
		return token{}
	}
	minutes, err := strconv.ParseUint(rest[1:3], 10, 8)
	if err != nil {
		return token{}
	}
	mark := rest[3:]
	if mark == "h" && rest[0] != 'h' {
		mark = ""
	}
	if mark != "" && mark != "am" && mark != "pm" {
		return token{}
	}
	return clockOf(hour, int(minutes), mark, digits)
}

// noClock is the value of a time that the clock does not have.
const noClock = -1

func clockOf(hour, minutes int, mark string, digits int) token {
	t := token{kind: clockTime, sure: true, hours: mark != "am" && mark != "pm"}
	switch {
	case digits > 2 || hour > 23 || minutes > 59, !t.hours && (hour == 0 || hour > 12):
		t.n = noClock
		return t
	case mark == "am":
		hour %= 12
	case mark == "pm":
		hour = hour%12 + 12
	}
	t.n = hour*60 + minutes
	return t
}

func isoDate(word string) (token, bool) {
	if len(word) != 10 || word[4] != '-' || word[7] != '-' {
		return token{}, false
	}
	var n [3]int
	for i, s := range [...]string{word[:4], word[5:7], word[8:]} {
		v, err := strconv.ParseUint(s, 10, 16)
		if err != nil {
			return token{}, false
		}
		n[i] = int(v)
	}
	return token{kind: calendar, date: Date{n[0], time.Month(n[1]), n[2]}}, true
}

// slashedDate reads 24/12/2026: days and months in the order that is possible, and
// with n 1 where both are.
func slashedDate(word string) (token, bool) {
	parts := strings.FieldsFunc(word, func(r rune) bool { return r == '/' || r == '.' })
	if len(parts) != 3 || len(parts[2]) != 4 {
		return token{}, false
	}
	var n [3]int
	for i, s := range parts {
		v, err := strconv.ParseUint(s, 10, 16)
		if err != nil || len(s) > 4 {
			return token{}, false
		}
		n[i] = int(v)
	}
	t := token{kind: slashed, date: Date{n[2], time.Month(n[1]), n[0]}}
	switch {
	case n[0] <= 12 && n[1] > 12:
		t.date = Date{n[2], time.Month(n[0]), n[1]}
	case n[0] <= 12 && n[0] != n[1]:
		t.n = 1
	}
	return t, true
}

// other is the date with day and month exchanged.
func (t token) other() Date {
	return Date{t.date.Year, time.Month(t.date.Day), int(t.date.Month)}
}

// abbreviations of zones, each more than one place's or none's.
const abbreviations = " cet cest eet eest wet west bst ist est edt cst cdt mst mdt pst pdt akst akdt hst gmt msk jst kst aest aedt acst acdt awst nzst nzdt sast wat cat eat art brt clt pkt hkt sgt met "

func zoneToken(word string) token {
	base, _, _ := strings.Cut(strings.ReplaceAll(word, "-", "+"), "+")
	if len(word) >= 3 && strings.Contains(abbreviations, " "+base+" ") || base == "utc" && word != "utc" {
		return token{kind: shortZone}
	}
	if _, ok := zoneName(word); ok {
		return token{kind: zoneWord}
	}
	return token{}
}
