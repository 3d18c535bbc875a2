package discord

import "context"

// maxUndone is how many events may be under way before reading pauses.
const maxUndone = 2000

// window counts what is under way.
type window struct{ places chan struct{} }

func newWindow(size int) *window { return &window{places: make(chan struct{}, size)} }

// enter waits for a place; false when ctx ended.
func (w *window) enter(ctx context.Context) bool {
	select {
	case w.places <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (w *window) leave() { <-w.places }

// size is how many are under way.
func (w *window) size() int { return len(w.places) }
