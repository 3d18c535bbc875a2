package reminder_test

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

func TestSomebodyGoesElsewhere(t *testing.T) {
	for _, c := range []struct {
		story, phrase, sent, skip, now, to string
		next                               string // by the clock there
		twice                              bool
	}{
		{story: "what was said today comes tomorrow, after a flight to the west", phrase: "every day 9:00", sent: "3 9:00", now: "3 9:30", to: "America/New_York", next: "4 9:00", twice: true},
		{story: "what was not said today comes today", phrase: "every day 9:00", sent: "2 9:00", now: "3 9:30", to: "America/New_York", next: "3 9:00"},
		{story: "what is still to come today comes today", phrase: "every day 21:00", sent: "2 21:00", now: "3 9:30", to: "America/New_York", next: "3 21:00"},
		{story: "an hourly one goes on", phrase: "every hour", sent: "3 9:00", now: "3 9:30", to: "America/New_York", next: "3 4:00"},
		{story: "to the east nothing comes twice anyway", phrase: "every day 9:00", sent: "3 9:00", now: "3 9:30", to: "Asia/Tokyo", next: "4 9:00"},
		{story: "what was skipped stays skipped in the west", phrase: "every day 9:00", skip: "yes", now: "2 20:00", to: "America/New_York", next: "4 9:00"},
		{story: "what was skipped stays skipped in the east", phrase: "every day 9:00", skip: "yes", now: "2 20:00", to: "Asia/Tokyo", next: "4 9:00"},
		{story: "a rule with a zone of its own stays", phrase: "every day 9:00 Europe/Paris", sent: "3 9:00", now: "3 9:30", to: "America/New_York", next: "4 3:00"},
	} {
		t.Run(c.story, func(t *testing.T) {
			zone, err := recur.Zone(c.to)
			if err != nil {
				t.Fatal(err)
			}
			r := set(t, c.phrase)
			now := at(t, c.now)
			if c.sent != "" {
				r.Sent = at(t, c.sent).UTC()
			}
			r, _ = r.Start(now, paris(t))
			if c.skip != "" {
				r = r.SkipNext(paris(t))
			}
			moved, twice := r.Rezone(now, paris(t), zone)
			if got := moved.Due.In(zone).Format("2 15:04"); got != must(time.Parse("2 15:04", c.next)).Format("2 15:04") || twice != c.twice {
				t.Errorf("it comes %s there, twice: %v", got, twice)
			}
			if again := moved.Recompute(now, zone); c.story[:4] != "a ru" && !again.Due.Equal(moved.Due) {
				t.Errorf("worked out anew it comes %v", again.Due.In(zone))
			}
		})
	}
}

func must(at time.Time, err error) time.Time {
	if err != nil {
		panic(err)
	}
	return at
}
