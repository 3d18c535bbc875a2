package load

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"syscall"
	"time"
)

// mark is what everything stands at, at one moment.
type mark struct {
	at       time.Time
	replies  int64
	bot      time.Duration // processor time
	self     time.Duration
	redis    time.Duration
	metrics  figures
	info     figures
	resident int64
}

func (r *run) mark(ctx context.Context) (mark, error) {
	m := mark{self: ownTime()}
	var errs [4]error
	m.info, errs[0] = r.ground.info(ctx)
	m.redis = time.Duration((m.info["used_cpu_sys"] + m.info["used_cpu_user"]) * float64(time.Second))
	m.metrics, errs[1] = r.ground.bot.metrics(ctx)
	m.resident, errs[2] = residentOf(r.ground.bot.process.Process.Pid)
	m.bot, errs[3] = cpuOf(r.ground.bot.process.Process.Pid)
	m.at, m.replies = time.Now(), r.field.replies.Load()
	return m, errors.Join(errs[:]...)
}

// ownTime is how long this process has used the processor.
func ownTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// measure lets people talk for a while between two marks. With faults there is only one
// at the end: figures of a process that was killed are gone.
func (r *run) measure(ctx context.Context, crowd <-chan struct{}) error {
	if r.cfg.Warm > 0 {
		r.field.goOn()
		if sleep(ctx, r.cfg.Warm) != nil {
			return ctx.Err()
		}
	}
	before, err := r.mark(ctx)
	if err != nil {
		return err
	}
	profile := r.profile(ctx)
	r.field.measuring.Store(true)
	r.field.goOn() // not before: who is quick would be measured in part only
	faults := make(chan error, 1)
	go func() {
		random := rand.New(rand.NewPCG(r.cfg.Seed, 1<<40))
		faults <- r.ground.inflict(ctx, r.field, newFaults(r.cfg.Kill, r.cfg.KillRedis, r.cfg.For, random))
	}()
	r.wait(ctx, crowd)
	err = errors.Join(<-faults, ctx.Err()) // nothing is measured while something is broken
	if err != nil {
		return errors.Join(err, <-profile)
	}
	after, err := r.mark(ctx)
	r.field.measuring.Store(false)
	if err == nil {
		r.report.measure(before, after, r.cfg.Kill > 0, r.cfg.KillRedis > 0)
	}
	return errors.Join(err, <-profile)
}

// wait is over when the time is, or when everybody has left.
func (r *run) wait(ctx context.Context, crowd <-chan struct{}) {
	var end <-chan time.Time
	if r.cfg.For > 0 {
		end = time.After(r.cfg.For)
	}
	last := r.field.replies.Load()
	for beat := time.Tick(time.Second); ; {
		select {
		case <-beat:
			now := r.field.replies.Load()
			r.cfg.Progress(fmt.Sprintf("%d replies, %d in the last second", now, now-last))
			last = now
		case <-end:
			return
		case <-crowd:
			return
		case <-ctx.Done():
			return
		}
	}
}

// profile takes a CPU profile of the bot while it is measured.
func (r *run) profile(ctx context.Context) <-chan error {
	done := make(chan error, 1)
	if r.cfg.Profile == "" {
		done <- nil
		return done
	}
	seconds := max(int(r.cfg.For.Seconds())-1, 1)
	go func() {
		data, err := r.ground.bot.get(ctx, fmt.Sprintf("/debug/pprof/profile?seconds=%d", seconds))
		if err == nil {
			err = os.WriteFile(r.cfg.Profile, []byte(data), 0o600)
		}
		done <- err
	}()
	return done
}
