package reminder_test

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

func TestQuietHours(t *testing.T) {
	night, noon := reminder.Usual(), reminder.Hours{From: clock("12:00"), To: clock("14:00")}
	for _, c := range []struct {
		story string
		hours reminder.Hours
		now   string
		end   string // empty: it is not quiet
	}{
		{"before the night", night, "2 21:59", ""},
		{"as the night begins", night, "2 22:00", "3 7:00"},
		{"after midnight", night, "3 0:30", "3 7:00"},
		{"as the night ends", night, "3 7:00", ""},
		{"at noon", noon, "2 13:59", "2 14:00"},
		{"after noon", noon, "2 14:00", ""},
		{"without any", reminder.Hours{}, "3 0:00", ""},
		{"from a time to the same", reminder.Hours{From: 600, To: 600}, "3 10:00", ""},
	} {
		t.Run(c.story, func(t *testing.T) {
			now := at(t, c.now)
			if c.hours.Has(now) != (c.end != "") {
				t.Errorf("quiet is %v", c.hours.Has(now))
			}
			if c.end == "" {
				c.end = c.now
			}
			same(t, "it ends", c.hours.End(now), c.end)
		})
	}
}

// TestTheEndOfQuietHoursIsAlwaysAhead walks over nights in which the clocks change.
func TestTheEndOfQuietHoursIsAlwaysAhead(t *testing.T) {
	for _, name := range []string{"Europe/Paris", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca"} {
		zone, err := recur.Zone(name)
		if err != nil {
			t.Fatal(err)
		}
		for from := time.Date(2026, 1, 1, 0, 0, 0, 0, zone); from.Year() == 2026; from = from.Add(10 * time.Minute) {
			for _, h := range []reminder.Hours{reminder.Usual(), {From: 60, To: 150}, {From: 23 * 60, To: 90}} {
				end := h.End(from)
				switch {
				case !h.Has(from) && !end.Equal(from):
					t.Fatalf("%s: %v is not quiet and ends %v", name, from, end)
				case h.Has(from) && (!end.After(from) || end.Sub(from) > 11*time.Hour):
					t.Fatalf("%s: what is quiet at %v ends at %v", name, from, end)
				}
			}
		}
	}
}
