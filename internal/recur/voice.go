package recur

import (
	"strconv"
	"time"
)

// voice is how a language says the parts of a phrase.
type voice struct {
	lang     string
	and      string
	of       string
	the      string
	exists   string
	starting string
	until    string
	times    string
	rule     string
	lastDay  string
	tomorrow string
	soon     [3]string
}

func voiceOf(lang string) voice {
	if lang == "es" {
		return voice{
			lang: "es", and: "y", of: "de", the: "el", exists: "solo si existe", starting: "desde el",
			until: "hasta el", times: "veces", rule: "regla", lastDay: "el último día",
			tomorrow: "mañana", soon: [3]string{"en 20 minutos", "en 1 hora", "en 3 días"},
		}
	}
	return voice{
		lang: "en", and: "and", of: "of", the: "the", exists: "only if it exists", starting: "starting",
		until: "until", times: "times", rule: "rule", lastDay: "the last day",
		tomorrow: "tomorrow", soon: [3]string{"in 20 minutes", "in 1 hour", "in 3 days"},
	}
}

func (v voice) spanish() bool      { return v.lang == "es" }
func (v voice) day(n int) string   { return dayNameOf(n, v.lang) }
func (v voice) month(n int) string { return monthNameOf(n, v.lang) }

// at is a time, with the word that stands before it.
func (v voice) at(c Clock) string {
	switch {
	case !v.spanish():
		return c.String()
	case c/60 == 1:
		return "a la " + c.String()
	}
	return "a las " + c.String()
}

func (v voice) atTimes(times []uint16) string {
	list := make([]string, len(times))
	for i, t := range times {
		list[i] = Clock(t).String()
	}
	if len(list) > 0 {
		list[0] = v.at(Clock(times[0]))
	}
	return listed(list, v.and)
}

func (v voice) between(a, b Clock) string {
	if v.spanish() {
		return "de " + a.String() + " a " + b.String()
	}
	return "from " + a.String() + " to " + b.String()
}

func (v voice) dateOf(d Date) string {
	year := strconv.Itoa(d.Year)
	if d.Year < 1000 {
		return d.String()
	}
	if v.spanish() {
		return strconv.Itoa(d.Day) + " de " + v.month(int(d.Month)) + " de " + year
	}
	return strconv.Itoa(d.Day) + " " + v.month(int(d.Month)) + " " + year
}

// momentOf is a date and a time.
func (v voice) momentOf(w *When) string {
	day, clock := splitMinutes(w.start)
	text := v.dateOf(dateOf(day)) + " " + v.at(Clock(clock))
	if v.spanish() {
		return "el " + text
	}
	return text
}

func (v voice) everyN(f frequency, n int) string {
	names := [...]string{"", "hour", "day", "week", "month", "year"}
	many := [...]string{"", "hours", "days", "weeks", "months", "years"}
	word := "every "
	if v.spanish() {
		names = [...]string{"", "hora", "día", "semana", "mes", "año"}
		many = [...]string{"", "horas", "días", "semanas", "meses", "años"}
		word = "cada "
	}
	if n == 1 {
		return word + names[f]
	}
	return word + strconv.Itoa(n) + " " + many[f]
}

// weekly is every week on some days.
func (v voice) weekly(mask uint8) string {
	switch {
	case mask == workdays && v.spanish():
		return "de lunes a viernes"
	case mask == workdays:
		return "every weekday"
	case mask == weekendDays && v.spanish():
		return "cada fin de semana"
	case mask == weekendDays:
		return "every weekend"
	case v.spanish():
		return "cada " + v.dayList(mask)
	}
	return "every " + v.dayList(mask)
}

func (v voice) dayList(mask uint8) string {
	var names []string
	for n := 1; n <= 7; n++ { // Monday first
		if mask>>(n%7)&1 == 1 {
			names = append(names, v.day(n%7))
		}
	}
	return listed(names, v.and)
}

func (v voice) onDays(mask uint8) string {
	switch {
	case !v.spanish():
		return "on " + v.dayList(mask)
	case mask&(mask-1) == 0:
		return "el " + v.dayList(mask)
	}
	return "los " + v.dayList(mask)
}

// monthlyOn is every so many months on a day. Spanish says the day first where it is
// every month.
func (v voice) monthlyOn(day string, n int) string {
	switch {
	case !v.spanish():
		return v.everyN(monthly, n) + " on " + day
	case n == 1:
		return day + " de cada mes"
	}
	return v.everyN(monthly, n) + " " + day
}

func (v voice) onYearly(day string) string {
	if v.spanish() {
		return day
	}
	return "on " + day
}

func (v voice) onDate(day int, month time.Month) string {
	if v.spanish() {
		return "el " + strconv.Itoa(day) + " de " + v.month(int(month))
	}
	return "on " + strconv.Itoa(day) + " " + v.month(int(month))
}

func (v voice) numbered(mask uint32) string {
	var list []string
	for n := 1; n <= 31; n++ {
		switch {
		case mask>>n&1 == 0:
		case v.spanish():
			list = append(list, strconv.Itoa(n))
		default:
			list = append(list, strconv.Itoa(n)+suffix(n))
		}
	}
	return v.the + " " + listed(list, v.and)
}

func suffix(n int) string {
	switch n {
	case 1, 21, 31:
		return "st"
	case 2, 22:
		return "nd"
	case 3, 23:
		return "rd"
	}
	return "th"
}

// ordinal is first to fifth, or last, as it stands before a weekday.
func (v voice) ordinal(n int) string {
	names := [...]string{"last", "", "first", "second", "third", "fourth", "fifth"}
	if v.spanish() {
		names = [...]string{"último", "", "primer", "segundo", "tercer", "cuarto", "quinto"}
	}
	return names[n+1]
}
