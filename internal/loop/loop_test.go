package loop_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/loop"
)

func TestALoopRunsWhenItsMomentComesWhenThereIsNewsAndAfterAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var passes []time.Duration
		answers := []struct {
			next time.Duration
			err  error
		}{{next: 5 * time.Second}, {}, {err: errors.New("a fault")}, {}}
		l := loop.New(func(context.Context) (time.Time, error) {
			passes = append(passes, time.Since(start))
			if len(passes) > len(answers) {
				return time.Time{}, nil
			}
			a := answers[len(passes)-1]
			if a.next == 0 {
				return time.Time{}, a.err
			}
			return time.Now().Add(a.next), a.err
		}, loop.Config{})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- l.Run(ctx) }()
		time.Sleep(15 * time.Second) // the second pass comes by itself at 5 s
		l.Notify()                   // the third by news, the fourth a second after its failure
		time.Sleep(10 * time.Second)
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		want := []time.Duration{0, 5 * time.Second, 15 * time.Second, 16 * time.Second}
		if len(passes) != len(want) {
			t.Fatalf("passes at %v, want %v", passes, want)
		}
		for i := range want {
			if passes[i] != want[i] {
				t.Errorf("passes at %v, want %v", passes, want)
			}
		}
	})
}

// TestAMomentToldOfWakesOnlyWhoWouldSleepPastIt.
func TestAMomentToldOfWakesOnlyWhoWouldSleepPastIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var passes []time.Duration
		told := start.Add(7 * time.Second)
		var l *loop.Loop
		l = loop.New(func(context.Context) (time.Time, error) {
			passes = append(passes, time.Since(start))
			if len(passes) == 1 {
				l.NotifyAt(start.Add(3 * time.Second)) // in the middle of a pass
				return start.Add(5 * time.Second), nil
			}
			if time.Now().Before(told) {
				return told, nil
			}
			return time.Time{}, nil
		}, loop.Config{Every: 10 * time.Second})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- l.Run(ctx) }()
		synctest.Wait()
		l.NotifyAt(start.Add(4 * time.Second)) // it runs before that
		time.Sleep(18 * time.Second)
		synctest.Wait()
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		want := []time.Duration{0, 3 * time.Second, 7 * time.Second, 17 * time.Second}
		if !slices.Equal(passes, want) {
			t.Errorf("passes at %v, want %v", passes, want)
		}
	})
}
