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

func TestAfterDaysWithoutTheBotAPostIsNotMadeUpForAndNothingFloods(t *testing.T) {
	t.Parallel()
	communities(t, func(t *testing.T, h *house, c community) {
		h.at(aWednesday)
		ana := c.moderator(1)
		first := h.serve()
		reads(t, ana.taps(ana.asks(writes("every day 20:30", "Tea is ready.")), confirm), "Saved as number 1")
		first.kill()
		h.at("2031-03-29 12:00:00")
		h.serve()
		h.passed(ana, "Next: Sat 29 Mar 2031, 20:30", "Left out so far: 3; the last on Fri 28 Mar 2031, 20:30")
		h.silent(c)
		h.at("2031-03-29 20:29:59")
		h.posted(c, 1)
	})
}

func TestAfterADayWithoutTheBotAPersonIsRemindedOnceAndTold(t *testing.T) {
	t.Parallel()
	everywhere(t, func(t *testing.T, h *house, p *person) {
		does := habits{t}
		first := h.serve()
		p.must(t, does.settles())
		first.kill()
		h.at("2031-03-28 20:40:00") // twenty to ten in Paris, a day later
		h.serve()
		p.must(t, isOffered(ui(t, "remind.not-now")))
		p.must(t, holding(ui(t, "remind.late")), holding(both{"Fri 28 Mar 2031, 21:00", "vie 28 mar 2031, 21:00"}))
		p.must(t, presses(ui(t, "remind.not-now")), hearsNext(ui(t, "remind.next")), holding(both{"Sat 29 Mar 2031, 21:00", "sáb 29 mar 2031, 21:00"}))
	})
}
