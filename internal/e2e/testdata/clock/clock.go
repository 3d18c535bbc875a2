package main

import (
	"os"
	"time"
)

// clock is the real time and what a story let pass: the file that STILLPOINT_E2E_AHEAD
// names says how much.
func clock() time.Time {
	text, err := os.ReadFile(os.Getenv("STILLPOINT_E2E_AHEAD"))
	if err != nil {
		return time.Now()
	}
	ahead, err := time.ParseDuration(string(text))
	if err != nil {
		panic("e2e: the file of the clock holds no duration")
	}
	return time.Now().Add(ahead)
}
