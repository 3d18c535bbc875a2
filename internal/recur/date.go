package recur

import (
	"fmt"
	"time"
)

// Clock is a wall time in minutes since midnight, 0 to 1439.
type Clock int

// String is the time as 24 hours, "9:05".
func (c Clock) String() string { return fmt.Sprintf("%d:%02d", c/60, c%60) }

// Date is a day of the Gregorian calendar without a zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day that t shows in its own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// String is the date as ISO 8601 writes it, "2026-12-24".
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Real says whether the calendar has the day, in the years 1 to 9999.
func (d Date) Real() bool {
	return d.Year >= 1 && d.Year <= 9999 && d.Month >= 1 && d.Month <= 12 &&
		d.Day >= 1 && d.Day <= monthLength(d.Year, int(d.Month))
}

// Weekday is the day of the week of a real date.
func (d Date) Weekday() time.Weekday { return time.Weekday(weekday(d.number())) }

// In is the first instant of the day in a zone, its midnight where there is one.
func (d Date) In(zone *time.Location) time.Time {
	return time.Unix(instant(int64(d.number())*daySeconds, zone), 0).In(zone)
}

const (
	dayMinutes = 24 * 60
	daySeconds = 24 * 60 * 60
)

// number is the count of days since 1970-01-01, by the counting of days in eras of
// 400 years.
func (d Date) number() int {
	y, m := d.Year, int(d.Month)
	if m <= 2 {
		y--
		m += 12
	}
	era := floorDiv(y, 400)
	inEra := y - era*400
	inYear := (153*(m-3)+2)/5 + d.Day - 1
	return era*146097 + inEra*365 + inEra/4 - inEra/100 + inYear - 719468
}

// dateOf is the date with that number.
func dateOf(number int) Date {
	n := number + 719468
	era := floorDiv(n, 146097)
	in := n - era*146097
	inEra := (in - in/1460 + in/36524 - in/146096) / 365
	inYear := in - (365*inEra + inEra/4 - inEra/100)
	month := (5*inYear + 2) / 153
	d := Date{Year: inEra + era*400, Month: time.Month(month + 3), Day: inYear - (153*month+2)/5 + 1}
	if d.Month > 12 {
		d.Month -= 12
		d.Year++
	}
	return d
}

// weekday of a day's number, Sunday 0.
func weekday(number int) int { return floorMod(number+4, 7) }

func monthLength(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int) int { return a - floorDiv(a, b)*b }
