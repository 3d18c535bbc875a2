package app

import (
	"fmt"
	"strconv"
)

// Most is how many reminders there may be; 0 is the usual number.
type Most struct {
	Own   int // of one person: 1 to 50
	Posts int // of one community: 1 to 100
}

// ParseMost reads STILLPOINT_REMINDERS and STILLPOINT_COMMUNITY_REMINDERS; empty is the
// usual number.
func ParseMost(own, posts string) (m Most, err error) {
	if m.Own, err = parseMost("STILLPOINT_REMINDERS", own, 50); err != nil {
		return m, err
	}
	m.Posts, err = parseMost("STILLPOINT_COMMUNITY_REMINDERS", posts, 100)
	return m, err
}

func parseMost(name, text string, most int) (int, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		return 0, fmt.Errorf("%s: %q is not understood; it is a number from 1 to %d", name, text, most)
	}
	return n, nil
}
