package reminder_test

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// TestQuietHoursEndWhereTheClocksLeapOverTheirEnd: by then, and not an hour before, when
// it would still be quiet.
func TestQuietHoursEndWhereTheClocksLeapOverTheirEnd(t *testing.T) {
	for name, c := range map[string]struct {
		zone     string
		hours    reminder.Hours
		at, ends time.Time // UTC
	}{
		"midnight does not happen in Santiago": {
			"America/Santiago",
			reminder.Hours{From: 21*60 + 30, To: 0},
			time.Date(2011, 8, 21, 2, 34, 0, 0, time.UTC), time.Date(2011, 8, 21, 4, 0, 0, 0, time.UTC),
		},
		"a whole morning does not happen in Samoa": {
			"Pacific/Apia", reminder.Usual(),
			time.Date(2011, 12, 30, 9, 0, 0, 0, time.UTC), time.Date(2011, 12, 30, 17, 0, 0, 0, time.UTC),
		},
		"an ordinary night in Berlin": {
			"Europe/Berlin", reminder.Usual(),
			time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC), time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC),
		},
	} {
		t.Run(name, func(t *testing.T) {
			zone, err := recur.Zone(c.zone)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.hours.End(c.at.In(zone)); !got.Equal(c.ends) {
				t.Errorf("they end at %v, it should be %v", got.UTC(), c.ends)
			}
		})
	}
}

// TestWhatWasSkippedStaysSkipped: also when the time zone changes or the reminder rests
// meanwhile.
func TestWhatWasSkippedStaysSkipped(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	when, err := recur.Parse("every day 21:00", recur.Context{Lang: "en", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	r, _ := reminder.Reminder{ID: 1, When: when}.Start(now, time.UTC)
	r = r.SkipNext(time.UTC)
	want := time.Date(2026, 11, 23, 21, 0, 0, 0, time.UTC)
	for name, got := range map[string]reminder.Reminder{
		"recomputed":         r.Recompute(now, time.UTC),
		"paused and resumed": r.Pause().Resume(now, time.UTC),
	} {
		if !got.Due.Equal(want) {
			t.Errorf("%s, it comes at %v, it should at %v", name, got.Due, want)
		}
	}
}

// TestWhatWasSkippedHoldsUpNoOtherRule: a year left out says nothing about the hours that
// take its place.
func TestWhatWasSkippedHoldsUpNoOtherRule(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	rule := func(text string) recur.When {
		w, err := recur.Parse(text, recur.Context{Lang: "en", Now: now})
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	r, _ := reminder.Reminder{ID: 1, When: rule("every year on 1 march 9:00")}.Start(now, time.UTC)
	r, _ = r.SkipNext(time.UTC).Move(rule("every hour"), now, time.UTC)
	for name, got := range map[string]reminder.Reminder{
		"moved": r, "recomputed": r.Recompute(now, time.UTC), "paused and resumed": r.Pause().Resume(now, time.UTC),
	} {
		if want := now.Add(time.Hour); !got.Due.Equal(want) {
			t.Errorf("%s, it comes at %v, it should at %v", name, got.Due, want)
		}
	}
}
