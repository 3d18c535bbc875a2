package wake

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	// batch is how many timers are looked for at once, beside those in hand.
	batch = 256
	// mostSkew is how far the clocks may be apart.
	mostSkew = 2 * time.Second
	// skewLasts is how long it is believed that they agree.
	skewLasts = 30 * time.Second
)

var (
	// errStays says that nothing came of firing: without it the waker would go round
	// in circles, as fast as it can.
	errStays = errors.New("timers are due still though they were handled")
	errSkew  = errors.New("the clocks of this machine and of the store are too far apart")
)

// look puts what is due in hand, and says when the next timer is.
func (w *Waker) look(ctx context.Context) (time.Time, error) {
	fresh, next, err := w.lookOnce(ctx)
	if fresh > 0 || err != nil { // else there is nothing for anybody to do
		w.tell()
	}
	return next, err
}

// lookOnce also tells how much of what is due was not known before.
func (w *Waker) lookOnce(ctx context.Context) (fresh int, next time.Time, err error) {
	w.looking.Lock()
	defer w.looking.Unlock()
	if err := w.agree(ctx); err != nil {
		return 0, time.Time{}, err
	}
	var stayed error
	for {
		number, limit := w.begin()
		if number == 0 {
			return fresh, time.Time{}, stayed
		}
		due, next, err := w.cfg.Timers.Due(ctx, w.cfg.In(), w.cfg.Now(), limit)
		if err != nil {
			return fresh, time.Time{}, errors.Join(stayed, fmt.Errorf("looking for due timers: %w", err))
		}
		w.mu.Lock()
		n, stays := w.hand.found(number, due, w.cfg.Now())
		w.mu.Unlock()
		if fresh += n; stays {
			stayed = errStays
		}
		if len(due) < limit || n == 0 {
			return fresh, next, stayed
		}
	}
}

// begin numbers a look and says how many to look for; 0 when there is no room.
func (w *Waker) begin() (number uint64, limit int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.hand.full = w.hand.open >= w.cfg.Room; w.hand.full {
		return 0, 0
	}
	return w.hand.begin(), w.hand.count + batch
}

// agree tells when the clocks do not.
func (w *Waker) agree(ctx context.Context) error {
	now := w.cfg.Now()
	if since := now.Sub(w.skewed); w.cfg.Skew == nil || (!w.skewed.IsZero() && since >= 0 && since < skewLasts) {
		return nil
	}
	skew, err := w.cfg.Skew(ctx)
	if err != nil {
		return fmt.Errorf("comparing the clocks: %w", err)
	}
	if skew.Abs() > mostSkew {
		return fmt.Errorf("%w: %v", errSkew, skew.Round(time.Millisecond))
	}
	w.skewed = now
	return nil
}
