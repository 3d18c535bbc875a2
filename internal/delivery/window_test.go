package delivery

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestNoWindowEverHoldsMoreThanItsLimit: wherever a stretch of time begins, no more
// goes in it than is allowed, and what may go is not held up without need.
func TestNoWindowEverHoldsMoreThanItsLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 30).Draw(t, "most")
		span := time.Duration(rapid.Int64Range(1, int64(time.Minute)).Draw(t, "span"))
		w, now := newWindow(most, span), time.Duration(0)
		var sent []time.Duration
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			now += time.Duration(rapid.Int64Range(0, int64(span)/int64(most)).Draw(t, "pause"))
			at := w.at(now, 0)
			if at > now {
				if n := within(sent, now-span, now); n < most {
					t.Fatalf("held up at %v though only %d of %d went in the last %v", now, n, most, span)
				}
				now = at
			}
			w.take(now)
			sent = append(sent, now)
		}
		for _, end := range sent {
			if n := within(sent, end-span, end); n > most {
				t.Fatalf("%d went in the %v before %v, %d may", n, span, end, most)
			}
		}
	})
}

// within counts what went after one moment and not after another.
func within(sent []time.Duration, after, until time.Duration) (n int) {
	for _, at := range sent {
		if at > after && at <= until {
			n++
		}
	}
	return n
}

func TestAWindowLeavesSpareSlotsToOthers(t *testing.T) {
	w := newWindow(5, time.Second)
	for range 3 {
		w.take(0)
	}
	if got := w.at(0, 2); got != time.Second {
		t.Errorf("with two to spare the fourth may go at %v", got)
	}
	if got := w.at(0, 0); got != 0 {
		t.Errorf("with none to spare it may go at %v", got)
	}
	if got := w.at(0, 99); got != time.Second {
		t.Errorf("a spare beyond all slots: %v", got)
	}
}

func TestAClockThatIsSetBackHoldsNothingUpForLong(t *testing.T) {
	w := newWindow(1, time.Second)
	w.take(time.Hour)
	if got := w.at(0, 0); got != 0 {
		t.Errorf("an hour back, the next may go at %v", got)
	}
}

func TestWhatLimitsMean(t *testing.T) {
	cases := map[string]struct {
		w    *window
		most int
		span time.Duration
	}{
		"a rate without a burst is that of a second": {Limits{PerSecond: 25}.all(), 25, time.Second},
		"a burst goes in as long as the rate needs":  {Limits{ChatPerSecond: 1, ChatBurst: 3}.chat(), 3, 3 * time.Second},
		"a chat sends one by one":                    {Limits{ChatPerSecond: 2}.chat(), 1, 500 * time.Millisecond},
		"a group has its minute":                     {Limits{GroupPerMinute: 18}.group(), 18, time.Minute},
		"less than one a second":                     {Limits{PerSecond: 0.5}.all(), 1, 2 * time.Second},
	}
	for name, c := range cases {
		if len(c.w.taken) != c.most || c.w.span != c.span {
			t.Errorf("%s: %d in %v, want %d in %v", name, len(c.w.taken), c.w.span, c.most, c.span)
		}
	}
	if none := (Limits{}); none.all() != nil || none.chat() != nil || none.group() != nil {
		t.Error("no limits limit something")
	}
}
