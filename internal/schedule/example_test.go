package schedule_test

import (
	"fmt"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/schedule"
)

// A moderator writes one line, sees what it means, and confirms. Then the timer comes.
func Example() {
	rules := schedule.Rules{Library: house()}
	var plan schedule.Plan
	manage := func(ask chat.Request) schedule.Outcome {
		var out schedule.Outcome
		in := chat.Inbound{Actor: server, Event: chat.Manage{By: ana, Ask: ask}}
		plan, out = schedule.Advance(rules, plan, in, start)
		first, _, _ := strings.Cut(out.Reply.Text, "\n")
		fmt.Println(first)
		return out
	}
	manage(chat.Line{Text: "every weekday 9:30 water", Place: chat.Place{ID: "7", Name: "general"}})
	timer := manage(chat.Tap{Token: "c1"}).Set[0]

	due := chat.Inbound{Actor: server, Event: chat.Due{Timer: timer.Name, At: timer.At}}
	_, out := schedule.Advance(rules, plan, due, timer.At)
	fmt.Printf("#%s: %s\n", out.Posts[0].Place.Name, out.Posts[0].Text)
	// Output:
	// A new reminder. Nothing is saved until you confirm, and nobody is told.
	// Saved as number 1, Water and posture. Next: Mon 23 Nov 2026, 09:30 (UTC).
	// #general: Water and a stretch, for whoever likes.
}
