package e2e_test

import (
	"context"
	"strings"
	"time"
)

// until waits until something is so. It looks again and again, for there is nobody
// who could tell.
func (h *house) until(what string, so func() bool) {
	h.t.Helper()
	ctx := soon(h.t)
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for !so() {
		select {
		case <-look.C:
		case <-ctx.Done():
			h.t.Fatalf("waited in vain until %s", what)
		}
	}
}

// forgets waits until nothing is left of a person.
func (h *house) forgets(p *person) {
	h.t.Helper()
	h.until("nothing is kept of somebody on "+p.key(), func() bool { return h.keys("*"+p.key()+"/p/"+p.id()+"*") == ":0" })
	for _, set := range []string{"t", "r", "l", "k"} {
		members, err := h.redis.Do(context.Background(), "EVAL",
			"local n = 0 for p = 0, 63 do if redis.call('ZSCORE', '{p'..p..'}'..ARGV[1], ARGV[2]) then n = n + 1 end end return n",
			"0", set, p.key()+"/p/"+p.id())
		if err != nil || !strings.HasPrefix(members, ":0") {
			h.t.Errorf("the set %s still has somebody on %s: %s, %v", set, p.key(), members, err)
		}
	}
}
