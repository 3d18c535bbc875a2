package discord

import (
	"testing"
	"time"
)

func TestHowOldSomethingIsByAnotherClock(t *testing.T) {
	made := time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC)
	type seen struct{ age, at time.Duration }
	for name, c := range map[string]struct {
		seen []seen
		now  time.Duration
		want time.Duration
	}{
		"what is not known is none":               {nil, 2500 * time.Millisecond, 2500 * time.Millisecond},
		"a clock that is ahead":                   {[]seen{{2600 * time.Millisecond, 0}}, 3 * time.Second, 400 * time.Millisecond},
		"a clock that is behind":                  {[]seen{{-2 * time.Second, 0}}, time.Second, 3 * time.Second},
		"nothing is younger than new":             {[]seen{{3 * time.Second, 0}}, time.Second, 0},
		"the shortest way counts":                 {[]seen{{3 * time.Second, 0}, {time.Second, 0}, {2 * time.Second, 0}}, 3 * time.Second, 2 * time.Second},
		"for a while":                             {[]seen{{time.Second, 0}, {2 * time.Second, skewLast + time.Second}}, 3 * time.Second, time.Second},
		"for as long as it is seen now and again": {[]seen{{time.Second, 0}, {time.Second, skewLast}, {2 * time.Second, skewLast + time.Second}}, 3 * time.Second, 2 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			var k skew
			for _, s := range c.seen {
				k.learn(s.age, made.Add(s.at))
			}
			if got := k.age(made.Add(c.now), made); got != c.want {
				t.Errorf("it is %s old", got)
			}
		})
	}
}
