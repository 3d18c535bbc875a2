package discord

import (
	"context"
	"time"
)

// maxUndone is how many events may be under way before reading pauses.
const maxUndone = 2000

// window counts what is under way.
type window struct{ places chan struct{} }

func newWindow(size int) *window { return &window{places: make(chan struct{}, size)} }

// enter waits for a place, and calls late when that takes long; false when ctx ended.
func (w *window) enter(ctx context.Context, long time.Duration, late func()) bool {
	return take(ctx, w.places, long, late)
}

// take waits for one of the places. It calls late once, when it has waited so long;
// false when ctx ended before.
func take(ctx context.Context, places chan<- struct{}, long time.Duration, late func()) bool {
	if ctx.Err() != nil {
		return false
	}
	select {
	case places <- struct{}{}:
		return true
	default:
	}
	timer := time.NewTimer(long)
	defer timer.Stop()
	for {
		select {
		case places <- struct{}{}:
			return true
		case <-timer.C:
			late()
		case <-ctx.Done():
			return false
		}
	}
}

func (w *window) leave() { <-w.places }

// size is how many are under way.
func (w *window) size() int { return len(w.places) }
