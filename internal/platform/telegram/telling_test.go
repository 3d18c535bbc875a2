package telegram

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestAnswersAreSaidInOrderAndHoldNobodyUpForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, said, began := newTelling(), make(chan string, 5), time.Now()
		say := func(to int64, text string, takes time.Duration) {
			k.say(t.Context(), to, func(ctx context.Context) {
				select {
				case <-time.After(takes):
					said <- text
				case <-ctx.Done():
					said <- "not " + text
				}
			})
		}
		say(41, "quick", time.Second)
		if took := time.Since(began); took != time.Second {
			t.Errorf("what comes next waited %s for an answer that is said", took)
		}
		say(41, "slow", 9*time.Second)
		say(41, "behind it", time.Second)
		say(42, "somebody else's", time.Second)
		say(41, "in vain", 2*time.Minute)
		if took := time.Since(began); took != 8*time.Second {
			t.Errorf("what comes next waited %s", took)
		}
		k.wait()
		close(said)
		var order []string
		for text := range said {
			order = append(order, text)
		}
		if !slices.Equal(order, []string{"quick", "somebody else's", "slow", "behind it", "not in vain"}) {
			t.Errorf("said %q", order)
		}
		if took := time.Since(began); took != 66*time.Second || len(k.last) != 0 {
			t.Errorf("it ended after %s with %d chats", took, len(k.last))
		}
	})
}
