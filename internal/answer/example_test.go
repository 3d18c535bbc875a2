package answer_test

import (
	"fmt"
	"os"

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
