package wake

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

const (
	// glance is how long a look waits for the next at least: what comes due meanwhile
	// shares one.
	glance = 10 * time.Millisecond
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
	now := w.cfg.Now()
	if since := now.Sub(w.looked); since >= 0 && since < glance {
		return now.Add(glance - since), nil
	}
	fresh, next, err := w.lookOnce(ctx)
	w.looked = w.cfg.Now()
	if fresh > 0 || err != nil { // else there is nothing for anybody to do
		w.tell()
	}
	return next, err
}

// lookOnce also tells how much of what is due was not known before.
func (w *Waker) lookOnce(ctx context.Context) (fresh int, next time.Time, err error) {
	w.looking.Lock()
	defer w.looking.Unlock()
	in := w.cfg.In()
	// Compared in any case: whose clock is wrong had better not wish to fire.
	if err := w.agree(ctx); err != nil && in != 0 {
		return 0, time.Time{}, err
	}
	var stayed error
	for {
		w.mu.Lock()
		number, where, limit := w.hand.begin(in)
		w.mu.Unlock()
		if where == 0 {
			return fresh, next, stayed
		}
		var due []store.Occurrence
		due, next, err = w.cfg.Timers.Due(ctx, where, w.cfg.Now(), limit)
		if err != nil {
			return fresh, time.Time{}, errors.Join(stayed, fmt.Errorf("looking for due timers: %w", err))
		}
		w.passedOver()
		w.mu.Lock()
		n, stays := w.hand.found(number, where, due, w.cfg.Now())
		w.mu.Unlock()
		if fresh += n; n > 0 {
			w.tell()
		}
		if stays {
			stayed = errStays
		}
		if len(due) < limit || n == 0 {
			return fresh, next, stayed
		}
	}
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
	w.skew.Store(int64(skew))
	if skew.Abs() > mostSkew {
		w.skewed = time.Time{}
		return fmt.Errorf("%w: %v", errSkew, skew.Round(time.Millisecond))
	}
	w.skewed = now
	return nil
}

// Skew is how far the store's clock and ours were apart when they were last compared,
// ours behind above zero; refused tells that nothing fires because of that. They are
// compared whether In is empty or not: about every second while they disagree.
func (w *Waker) Skew() (skew time.Duration, refused bool) {
	skew = time.Duration(w.skew.Load())
	return skew, skew.Abs() > mostSkew
}
