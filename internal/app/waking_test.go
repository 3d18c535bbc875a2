package app

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// rouser is a process that fires timers whenever it may.
type rouser struct {
	*waking

	office atomic.Bool
	wrong  atomic.Bool  // its clock
	gains  atomic.Int64 // how often it was told that timers are its to fire
	end    func()
}

func startRouser(t *testing.T, leases store.Leases, name string) *rouser {
	t.Helper()
	r := &rouser{}
	r.waking = &waking{leases: leases, holder: name, log: slog.New(slog.DiscardHandler), inOffice: r.office.Load, gained: func() { r.gains.Add(1) }, wrong: r.wrong.Load}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.run(ctx) }()
	r.end = func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	return r
}

// deadLeases are those of a process that was killed: it asks nobody any more.
type deadLeases struct {
	store.Leases

	dead atomic.Bool // for good, or for a while
}

func (d *deadLeases) Hold(ctx context.Context, name, holder string, ttl time.Duration) (uint64, error) {
	if d.dead.Load() {
		<-ctx.Done()
		return 0, ctx.Err()
	}
	return d.Leases.Hold(ctx, name, holder, ttl)
}

func (d *deadLeases) Drop(ctx context.Context, name, holder string) error {
	if d.dead.Load() {
		return nil
	}
	return d.Leases.Drop(ctx, name, holder)
}

func TestOneFiresAndTheOtherTakesOverWithinASecondOrSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		leases := &store.LocalLeases{}
		mortal := &deadLeases{Leases: leases}
		first := startRouser(t, mortal, "first")
		first.office.Store(true)
		synctest.Wait()
		second := startRouser(t, leases, "second")
		time.Sleep(5 * time.Second)
		if !first.surely() || second.surely() || first.in() != store.AllPartitions || second.in() != 0 {
			t.Errorf("the first fires: %v, the second: %v", first.surely(), second.surely())
		}
		mortal.dead.Store(true)
		for range 120 {
			time.Sleep(10 * time.Millisecond)
			if first.surely() && second.surely() {
				t.Fatal("both fire at once")
			}
		}
		if first.surely() || !second.surely() {
			t.Errorf("1.2 s later the first fires: %v, the second: %v", first.surely(), second.surely())
		}
		first.end()
		second.end()
	})
}

func TestWhoEndsInGoodOrderLetsTheNextOneFireAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		leases := &store.LocalLeases{}
		first := startRouser(t, leases, "first")
		synctest.Wait()
		second := startRouser(t, leases, "second")
		time.Sleep(time.Second)
		first.end()
		time.Sleep(wakeRetry)
		synctest.Wait()
		if !second.surely() {
			t.Error("the second does not fire")
		}
		second.end()
	})
}

// TestWhoIsInOfficeGetsToFireInTheEnd: it hears of new timers at once.
func TestWhoIsInOfficeGetsToFireInTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		leases := &store.LocalLeases{}
		standby := startRouser(t, leases, "standby")
		synctest.Wait()
		office := startRouser(t, leases, "office")
		office.office.Store(true)
		time.Sleep(9 * time.Second)
		if !standby.surely() {
			t.Error("nothing was wrong with who fired")
		}
		time.Sleep(2 * time.Second)
		if standby.surely() || !office.surely() {
			t.Errorf("standby fires: %v, who is in office: %v", standby.surely(), office.surely())
		}
		time.Sleep(time.Minute)
		if standby.surely() || !office.surely() {
			t.Errorf("a minute later standby fires: %v, who is in office: %v", standby.surely(), office.surely())
		}
		standby.end()
		office.end()
	})
}

// TestWhoseClockIsWrongLeavesTheTimersToOthers, and asks for them again when it is right.
func TestWhoseClockIsWrongLeavesTheTimersToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		leases := &store.LocalLeases{}
		first := startRouser(t, leases, "first")
		first.office.Store(true)
		synctest.Wait()
		second := startRouser(t, leases, "second")
		time.Sleep(5 * time.Second)
		first.wrong.Store(true)
		time.Sleep(time.Second)
		if first.surely() || !second.surely() {
			t.Errorf("the first fires: %v, the second: %v", first.surely(), second.surely())
		}
		time.Sleep(time.Minute)
		if first.surely() || second.gains.Load() == 0 {
			t.Error("whose clock is wrong fires again")
		}
		first.wrong.Store(false)
		time.Sleep(wakeAlone + wakeOffer)
		if !first.surely() || second.surely() {
			t.Errorf("the first fires: %v, the second: %v", first.surely(), second.surely())
		}
		first.end()
		second.end()
	})
}

// TestALeaseThatRanOutAndCameBackIsToldOf: what came due meanwhile was let go.
func TestALeaseThatRanOutAndCameBackIsToldOf(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		mortal := &deadLeases{Leases: &store.LocalLeases{}}
		r := startRouser(t, mortal, "only")
		r.office.Store(true)
		time.Sleep(5 * time.Second)
		if n := r.gains.Load(); n != 1 {
			t.Errorf("told %d times at first", n)
		}
		mortal.dead.Store(true)
		time.Sleep(1500 * time.Millisecond)
		if r.surely() {
			t.Fatal("the lease has not run out")
		}
		mortal.dead.Store(false)
		time.Sleep(2 * time.Second)
		if n := r.gains.Load(); n != 2 || !r.surely() {
			t.Errorf("told %d times when it came back, ours: %v", n, r.surely())
		}
		r.end()
	})
}
