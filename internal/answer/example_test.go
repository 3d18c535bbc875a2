package answer_test

import (
	"fmt"
	"os"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// A mood from 0 to 10, in whole numbers, is asked for.
func ExampleNumber() {
	set, problems := lang.Load(os.DirFS("../.."), "prompts/lang")
	if err := problems.Err(); err != nil {
		fmt.Println(err)
		return
	}
	english := set.At(0)
	mood := answer.NumberSpec{Min: 0, Max: 10_000, Step: 1000, Of: 10_000}

	for _, text := range []string{"7/10", "I'd say a seven", "7 or 8", "1O"} {
		milli, reject := answer.Number(text, mood, english)
		if reject != nil {
			fmt.Println(reject.Text(english))
			continue
		}
		fmt.Println(english.Number(milli))
	}
	// Output:
	// 7
	// 7
	// I read two numbers, 7 and 8. Which one fits better?
	// I am not sure how to read "1O", because it mixes digits and other signs. You can type the number alone.
}

// A person in Madrid says when a reminder comes.
func ExampleSchedule() {
	set, problems := lang.Load(os.DirFS("../.."), "prompts/lang")
	if err := problems.Err(); err != nil {
		fmt.Println(err)
		return
	}
	english := set.At(0)
	zone, _ := answer.Zone("madrid", english)
	madrid, err := time.LoadLocation(zone)
	if err != nil {
		fmt.Println(err)
		return
	}
	now := time.Date(2026, 11, 26, 18, 30, 0, 0, madrid)

	for _, text := range []string{"Every weekday, 9:30", "banana"} {
		when, reject := answer.Schedule(text, english, now)
		if reject != nil {
			fmt.Println(reject.Text(english))
			continue
		}
		next, _ := when.Next(now, madrid)
		fmt.Println(when.Echo("en")+", next:", next.In(madrid).Format(time.RFC3339))
	}
	// Output:
	// every weekday 9:30, next: 2026-11-27T09:30:00+01:00
	// I could not read "banana" as a time. These work: "every day 9:00", "tomorrow 9:00", "every weekday 9:00".
}
