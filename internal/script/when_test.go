package script_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

func TestATimeOfDayIsTheNextOneOnThePersonsClock(t *testing.T) {
	for _, c := range []struct{ name, zone, now, when, want string }{
		{"later today", "Europe/Madrid", "2026-03-02 20:00", "21:30", "2026-03-02T20:30Z"},
		{"already over today", "Europe/Madrid", "2026-03-02 22:00", "21:30", "2026-03-03T20:30Z"},
		{"exactly now is over", "Europe/Madrid", "2026-03-02 21:30", "21:30", "2026-03-03T20:30Z"},
		{"tomorrow, though today would still come", "Europe/Madrid", "2026-03-02 05:00", "tomorrow 09:00", "2026-03-03T08:00Z"},
		{"tomorrow, after midnight", "Europe/Madrid", "2026-03-02 23:59", "tomorrow 09:00", "2026-03-03T08:00Z"},
		{"the end of a month", "UTC", "2026-02-28 12:00", "tomorrow 09:00", "2026-03-01T09:00Z"},
		{"New York, a time that does not exist moves on by the gap", "America/New_York", "2026-03-07 12:00", "tomorrow 02:30", "2026-03-08T07:30Z"},
		{"New York, the day after", "America/New_York", "2026-03-08 12:00", "tomorrow 02:30", "2026-03-09T06:30Z"},
		{"New York, a time that comes twice is the first", "America/New_York", "2026-10-31 12:00", "tomorrow 01:30", "2026-11-01T05:30Z"},
		{"Dublin, whose summer is its standard time", "Europe/Dublin", "2026-03-28 12:00", "tomorrow 01:00", "2026-03-29T01:00Z"},
		{"Dublin, the day after", "Europe/Dublin", "2026-03-29 12:00", "tomorrow 01:00", "2026-03-30T00:00Z"},
		{"Lord Howe, half an hour of gap", "Australia/Lord_Howe", "2026-10-03 12:00", "tomorrow 02:15", "2026-10-03T15:45Z"},
		{"Lord Howe, the day after", "Australia/Lord_Howe", "2026-10-04 12:00", "tomorrow 02:15", "2026-10-04T15:15Z"},
		{"Santiago, a gap at midnight", "America/Santiago", "2026-09-05 12:00", "tomorrow 00:00", "2026-09-06T04:00Z"},
		{"Apia, a day that was left out", "Pacific/Apia", "2011-12-29 12:00", "tomorrow 09:00", "2011-12-30T19:00Z"},
		{"a length of time does not look at the clock", "America/New_York", "2026-03-07 12:00", "1d", "2026-03-08T17:00Z"},
		{"seconds", "UTC", "2026-03-02 20:00", "90s", "2026-03-02T20:01Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			zone, err := time.LoadLocation(c.zone)
			if err != nil {
				t.Fatal(err)
			}
			now, err := time.ParseInLocation("2006-01-02 15:04", c.now, zone)
			if err != nil {
				t.Fatal(err)
			}
			when, err := script.ParseWhen(c.when)
			if err != nil {
				t.Fatal(err)
			}
			if got := when.From(now).UTC().Format("2006-01-02T15:04Z"); got != c.want {
				t.Errorf("%s from %s is %s, not %s", c.when, c.now, got, c.want)
			}
		})
	}
}

func TestWhatIsNoTimeIsRefused(t *testing.T) {
	for _, text := range []string{"", "soon", "24:00", "12:60", "9", "-5m", "0s", "401d", "5 minutes", "tomorrow", "yesterday 09:00", "1e3s", "９s"} {
		if when, err := script.ParseWhen(text); err == nil {
			t.Errorf("%q is taken as %+v", text, when)
		}
	}
}
