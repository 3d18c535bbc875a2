package wake

import "time"

// passedOver logs, once a minute at most, that the store could not read something and has
// passed it over. It is called while looking.
func (w *Waker) passedOver() {
	kept, ok := w.cfg.Timers.(interface{ PassedOver() int64 })
	if !ok {
		return
	}
	total, now := kept.PassedOver(), w.cfg.Now()
	since := now.Sub(w.warned)
	if total == w.passed || (!w.warned.IsZero() && since >= 0 && since < time.Minute) {
		return
	}
	w.cfg.Log.Error("timers could not be read and were passed over: something in the store is damaged, or a part of it does not answer", "times", total-w.passed)
	w.passed, w.warned = total, now
}
