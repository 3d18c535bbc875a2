package recur_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// A phrase is read, said back, and asked when it comes next.
func Example() {
	paris, _ := recur.Zone("Europe/Paris")
	now := time.Date(2026, 3, 27, 12, 0, 0, 0, paris)
	when, err := recur.Parse("weekdays at 9.30am", recur.Context{Lang: "en", Now: now})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(when.Echo("en"))
	fmt.Println(when.Echo("es"))
	next, _ := when.Next(now, paris)
	fmt.Println(recur.Stamp(next.In(paris), "en"))
	fmt.Println(next.Format(time.RFC3339))
	// Output:
	// every weekday 9:30
	// de lunes a viernes a las 9:30
	// Mon 30 Mar 2026, 09:30
	// 2026-03-30T07:30:00Z
}

// What could mean two things is refused, with what each would be.
func ExampleRefusedError() {
	_, err := recur.Parse("every monday 8", recur.Context{Now: time.Date(2026, 3, 27, 12, 0, 0, 0, time.UTC)})
	if refused, ok := errors.AsType[*recur.RefusedError](err); ok {
		fmt.Println(refused.Why)
		fmt.Println(refused.Examples[0])
		fmt.Println(refused.Examples[1])
	}
	// Output:
	// it could mean two things
	// every Monday 8:00
	// every Monday 20:00
}
