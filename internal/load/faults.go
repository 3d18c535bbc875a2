package load

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// fault is something that is killed at a moment of the run.
type fault struct {
	at    time.Duration // since the beginning
	redis bool          // Redis; otherwise the bot
}

// newFaults draws the moments, in the middle four fifths of the time, in order.
func newFaults(bots, redis int, within time.Duration, random *rand.Rand) []fault {
	var all []fault
	for i := range bots + redis {
		at := within/10 + time.Duration(random.Float64()*0.8*float64(within))
		all = append(all, fault{at: at, redis: i >= bots})
	}
	slices.SortFunc(all, func(a, b fault) int { return int(a.at - b.at) })
	return all
}

// inflict kills what has to be killed, when it has to be, and starts it again at once.
func (g *ground) inflict(ctx context.Context, f *field, faults []fault) error {
	began := time.Now()
	for _, next := range faults {
		if err := sleep(ctx, next.at-time.Since(began)); err != nil {
			return err
		}
		whole := f.faulty()
		err := g.repair(ctx, next)
		whole()
		if err != nil {
			return err
		}
	}
	return nil
}

func (g *ground) repair(ctx context.Context, next fault) error {
	if next.redis {
		g.redis.Kill()
		if err := g.redis.Restart(ctx); err != nil {
			return fmt.Errorf("starting Redis again: %w", err)
		}
		_, _ = fmt.Fprintf(g.cfg.Log, "Redis was killed after %v and is back\n", next.at.Round(time.Millisecond))
		return nil
	}
	g.bot.kill()
	if err := g.bot.start(ctx); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(g.cfg.Log, "the bot was killed after %v and is back\n", next.at.Round(time.Millisecond))
	return nil
}
