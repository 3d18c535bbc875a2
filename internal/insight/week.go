// Package insight turns records into what a person can see in them: for now the
// last seven days. It knows records only.
package insight

import (
	"slices"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/record"
)

// Day is one day of a week; Value is the mean of what was noted, 0 to 10.
type Day struct {
	Weekday time.Weekday
	Value   float64
	Entries int
}

// Week is the number of that name on the seven days that end with now's, oldest
// first, in now's zone.
func Week(records []record.Record, name string, now time.Time) [7]Day {
	var week [7]Day
	today := dayNumber(now)
	for i := range week {
		week[i].Weekday = now.AddDate(0, 0, i-6).Weekday()
	}
	for _, r := range records {
		field, ok := r.Find(name)
		ago := today - dayNumber(r.At.In(now.Location()))
		if !ok || field.Type != record.Number || ago < 0 || ago > 6 {
			continue
		}
		day := &week[6-ago]
		day.Value = (day.Value*float64(day.Entries) + field.Number) / float64(day.Entries+1)
		day.Entries++
	}
	return week
}

// Last is the last n numbers of that name, oldest first.
func Last(records []record.Record, name string, n int) []float64 {
	var values []float64
	for i := len(records) - 1; i >= 0 && len(values) < n; i-- {
		if field, ok := records[i].Find(name); ok && field.Type == record.Number {
			values = append(values, field.Number)
		}
	}
	slices.Reverse(values)
	return values
}

// dayNumber counts the days of the calendar, whatever a day's length.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}
