package reminder_test

import (
	"fmt"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// A daily reminder whose service was away for a day: it comes once, and says that it is
// late.
func Example() {
	now := time.Date(2026, time.November, 2, 12, 0, 0, 0, time.UTC)
	daily, _ := recur.Parse("every day 18:00", recur.Context{Lang: "en", Now: now})
	r, _ := reminder.Reminder{ID: 1, When: daily}.Start(now, time.UTC)

	r, out := r.Fire(reminder.Moment{
		Now: time.Date(2026, time.November, 3, 18, 30, 0, 0, time.UTC), Zone: time.UTC, Window: reminder.PromptWindow,
	})
	fmt.Println("comes:", out.Fires, "late by", out.Late)
	for _, passed := range out.Passed {
		fmt.Println("passed over:", passed.N, passed.Why)
	}
	fmt.Println("next:", recur.Stamp(r.Due, "en"))
	// Output:
	// comes: true late by 30m0s
	// passed over: 1 merged
	// next: Wed 4 Nov 2026, 18:00
}
