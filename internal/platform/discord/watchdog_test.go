package discord

import (
	"errors"
	"testing"
	"time"
)

func TestTheWatchdogTellsAbsenceFromConnectionsThatLeadNowhere(t *testing.T) {
	const limit = 30 * time.Second
	late := ending{opened: true, err: ErrNotReady}
	early := ending{opened: true}
	type step struct {
		after time.Duration
		end   ending
		calm  bool
	}
	for name, c := range map[string]struct {
		steps []step
		gives bool // up at the last step, and never before
	}{
		"three in a row were late": {[]step{{limit, late, false}, {limit, late, false}, {limit, late, false}}, true},
		"two were late":            {[]step{{limit, late, false}, {limit, late, false}}, false},
		"one in between was ready": {[]step{{limit, late, false}, {limit, late, false}, {limit, late, true}, {limit, late, false}}, false},
		"many end early within the time of one": {
			[]step{{time.Second, early, false}, {time.Second, early, false}, {time.Second, early, false}, {time.Second, early, false}}, false,
		},
		"those that end early add up": {
			[]step{{20 * time.Second, early, false}, {20 * time.Second, early, false}, {limit, early, false}, {limit, early, false}}, true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			at := noon()
			w := newWatchdog(limit, at)
			for i, s := range c.steps {
				at = at.Add(s.after)
				if s.calm {
					w.calm(at)
					continue
				}
				err := w.saw(s.end, at)
				if want := c.gives && i == len(c.steps)-1; errors.Is(err, ErrNotReady) != want {
					t.Fatalf("step %d: %v", i, err)
				}
			}
		})
	}
	w := newWatchdog(limit, noon())
	w.excuse(time.Minute)
	if err := w.saw(early, noon().Add(time.Minute+limit/2)); err != nil || w.late != 0 {
		t.Errorf("waiting for one's turn counts: %v, %d", err, w.late)
	}
}
