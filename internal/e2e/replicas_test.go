package e2e_test

import (
	"testing"
	"time"
)

func TestWhenTheReplicaThatFiresIsKilledTheOtherFiresSoonAndNothingComesTwice(t *testing.T) {
	t.Parallel()
	communities(t, func(t *testing.T, h *house, c community) {
		h.at(aWednesday)
		ana := c.moderator(1)
		first := h.serve()
		first.logs(`this process fires the timers now`)
		second := h.launch()
		second.logs(`stands by`)
		reads(t, ana.taps(ana.asks(writes("every day 20:30", "Tea is ready.")), confirm), "Saved as number 1")
		reads(t, ana.taps(ana.asks(writes("every day 20:45", "Bread is ready.")), confirm), "Saved as number 2")
		first.kill()
		killed := time.Now()
		h.at("2031-03-26 20:30:00")
		second.logs(`this process fires the timers now`)
		if took := time.Since(killed); took > 2500*time.Millisecond {
			t.Errorf("the other began to fire after %v", took)
		}
		h.until("the post is there", func() bool { return count(c.posts(), "Tea") > 0 })
		t.Logf("the post was there after %v", time.Since(killed))
		h.at("2031-03-26 20:44:59")
		h.until("the next post is there", func() bool { return count(c.posts(), "Bread") > 0 })
		if tea, bread := count(c.posts(), "Tea"), count(c.posts(), "Bread"); tea != 1 || bread != 1 {
			t.Errorf("there are %d and %d posts", tea, bread)
		}
	})
}
