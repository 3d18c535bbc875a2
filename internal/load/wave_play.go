package load

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

var errLate = errors.New("the reminders came due before everything was ready: this machine is too busy")

// play starts the replicas and watches the wave from the first due moment to the last
// commit.
func (w *wave) play(ctx context.Context) error {
	for _, b := range w.bots {
		if err := b.start(ctx); err != nil {
			return err
		}
	}
	firing, err := w.firing(ctx)
	if err != nil {
		return err
	}
	if time.Until(w.due) < 500*time.Millisecond {
		return errLate
	}
	w.Progress("waiting for " + w.due.Format(time.TimeOnly) + " UTC")
	if err := sleep(ctx, time.Until(w.due)-200*time.Millisecond); err != nil {
		return err
	}
	before, err := w.ground.info(ctx)
	if err != nil {
		return err
	}
	profile := w.profile(ctx, firing)
	err = errors.Join(w.watch(ctx), <-profile)
	if err != nil {
		return err
	}
	after, err := w.ground.info(ctx)
	if err != nil {
		return err
	}
	cpu := after.since(before, "used_cpu_sys") + after.since(before, "used_cpu_user")
	w.report.RedisCPU = time.Duration(cpu * float64(time.Second))
	if err := w.lateness(ctx); err != nil {
		return err
	}
	w.report.Lost, w.report.Doubled, err = w.crowd.outcome(ctx, w.ground.url, w.Rate == 0)
	return err
}

// firing is the replica that fires timers.
func (w *wave) firing(ctx context.Context) (*bot, error) {
	for limit := time.Now().Add(10 * time.Second); time.Now().Before(limit); {
		for _, b := range w.bots {
			f, err := b.metrics(ctx)
			if err != nil {
				return nil, err
			}
			if f["stillpoint_wakes"] == 1 {
				return b, nil
			}
		}
		if err := sleep(ctx, 50*time.Millisecond); err != nil {
			return nil, err
		}
	}
	return nil, errors.New("no replica fires timers")
}

// profile takes a CPU profile of a replica from the first due moment on.
func (w *wave) profile(ctx context.Context, of *bot) <-chan error {
	done := make(chan error, 1)
	if w.Profile == "" {
		done <- nil
		return done
	}
	go func() {
		data, err := of.get(ctx, "/debug/pprof/profile?seconds=6")
		if err == nil {
			err = os.WriteFile(w.Profile, []byte(data), 0o600)
		}
		done <- err
	}()
	return done
}

// waveTime is how long a wave may take.
const waveTime = 5 * time.Minute

// watch follows how many keys there are: each commit makes a mailbox.
func (w *wave) watch(ctx context.Context) error {
	first, err := w.keys(ctx)
	if err != nil {
		return err
	}
	last := w.due
	if w.Rate > 0 {
		last = last.Add(w.For)
	}
	most, moved := 0, w.due
	for beat := time.Tick(20 * time.Millisecond); time.Since(w.due) < waveTime; {
		select {
		case <-beat:
		case <-ctx.Done():
			return ctx.Err()
		}
		now := time.Now()
		keys, err := w.keys(ctx)
		if err != nil {
			return err
		}
		if n := keys - first; n > most {
			w.report.Stopped = max(w.report.Stopped, now.Sub(moved))
			most, moved = n, now
			w.Progress(fmt.Sprintf("%d of %d are committed", n, w.crowd.people))
		}
		if !w.report.Killed && !w.Whole && w.Profile == "" && w.Rate == 0 && most >= w.crowd.people/2 {
			firing, err := w.firing(ctx) // only now: it may have been the other one
			if err != nil {
				return err
			}
			firing.kill()
			w.report.Killed = true
		}
		over, err := w.crowd.over(ctx, last)
		if err != nil {
			return err
		}
		if over && now.After(last) {
			w.report.Took = now.Sub(w.due)
			w.report.PerSecond = float64(w.crowd.people) / w.report.Took.Seconds()
			return nil
		}
	}
	return errors.New("not everything was committed in time")
}

// keys is how many keys Redis has.
func (w *wave) keys(ctx context.Context) (int, error) {
	answer, err := w.ground.redis.Do(ctx, "DBSIZE")
	if err != nil {
		return 0, fmt.Errorf("counting keys: %w", err)
	}
	n, err := strconv.Atoi(strings.TrimPrefix(answer, ":"))
	if err != nil {
		return 0, fmt.Errorf("counting keys: %w", err)
	}
	return n, nil
}

// lateness reads how late the replicas that live were.
func (w *wave) lateness(ctx context.Context) error {
	sum := figures{}
	for _, b := range w.bots {
		if isClosed(b.ended) {
			continue
		}
		f, err := b.metrics(ctx)
		if err != nil {
			return err
		}
		for name, value := range f {
			sum[name] += value
		}
	}
	buckets := sum.buckets("stillpoint_timer_lateness_seconds")
	w.report.P50, w.report.P99, w.report.Max = buckets.quantile(0.5), buckets.quantile(0.99), buckets.quantile(1)
	return nil
}

// buckets are those of a histogram: how many were at most so many seconds.
type buckets map[float64]float64

func (f figures) buckets(name string) buckets {
	b := buckets{}
	for labelled, count := range f {
		rest, ok := strings.CutPrefix(labelled, name+`_bucket{le="`)
		if !ok {
			continue
		}
		if most, err := strconv.ParseFloat(strings.TrimSuffix(rest, `"}`), 64); err == nil {
			b[most] = count
		}
	}
	return b
}

// quantile is what a share q of all, 0 to 1, did not exceed, as far as buckets can tell.
func (b buckets) quantile(q float64) Bound {
	bounds := slices.Sorted(maps.Keys(b))
	if len(bounds) == 0 {
		return Bound{}
	}
	wanted, below := q*b[bounds[len(bounds)-1]], Bound{}
	for _, bound := range bounds {
		if math.IsInf(bound, 1) { // the last one
			return Bound{At: below.At, Above: b[bound] > 0}
		}
		below.At = time.Duration(bound * float64(time.Second))
		if b[bound] >= wanted && b[bound] > 0 {
			return below
		}
	}
	return Bound{}
}
