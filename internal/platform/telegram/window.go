package telegram

import (
	"sync"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// window is the updates that Telegram has not been told to forget. Asking for
// updates from a certain id on confirms everything below it, so that id is the
// lowest one whose event is not durable yet, or has been passed because it would keep
// everybody waiting. Only done is called from other
// goroutines than the poller's.
type window struct {
	mu      sync.Mutex
	taken   map[int64]holding
	open    int                // how many of them are not done
	of      map[chat.Actor]int // how many of them are each actor's
	passed  map[int64]bool     // confirmed, or about to be, though not done
	changed chan struct{}      // has room for one: something is done

	top  int64               // above the highest id seen
	left int64               // the lowest id that was seen and not taken; 0: none
	late map[chat.Actor]bool // whose updates were left
}

type holding struct {
	actor chat.Actor // the zero Actor when no event came of it
	done  bool       // or passed
}

func newWindow() *window {
	return &window{
		taken: map[int64]holding{}, of: map[chat.Actor]int{}, late: map[chat.Actor]bool{},
		passed: map[int64]bool{}, changed: make(chan struct{}, 1),
	}
}

// next is the id to ask from; 0 before anything was seen.
func (w *window) next() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	next := w.top
	if w.left != 0 {
		next = min(next, w.left)
	}
	if w.open == 0 {
		return next
	}
	for id, h := range w.taken {
		if !h.done {
			next = min(next, id)
		}
	}
	return next
}

// confirmed lets go of what Telegram has been told to forget.
func (w *window) confirmed(below int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left = 0
	clear(w.late)
	for id, h := range w.taken {
		if id >= below {
			continue
		}
		delete(w.taken, id)
		if w.of[h.actor]--; w.of[h.actor] <= 0 {
			delete(w.of, h.actor)
		}
	}
}

// rest forgets which id comes next, after so long a silence that Telegram may have
// begun to count anew. Everything has to be confirmed.
func (w *window) rest() { w.top = 0 }

// knows tells whether an update was taken before, and notes that it was seen.
func (w *window) knows(id int64) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.top = max(w.top, id+1)
	_, known := w.taken[id]
	return known
}

// take notes an update that an event came of. It is false, and the update has to
// be fetched again, when it would be the eighth of its actor that Telegram could
// deliver once more, or when it would overtake one that was left.
func (w *window) take(id int64, actor chat.Actor) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.late[actor] || w.of[actor] >= maxUnderWay {
		w.leave(id, actor)
		return false
	}
	w.taken[id] = holding{actor: actor}
	w.of[actor]++
	w.open++
	return true
}

// giveBack undoes take: there was no room further on.
func (w *window) giveBack(id int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	actor := w.taken[id].actor
	delete(w.taken, id)
	w.of[actor]--
	w.open--
	w.leave(id, actor)
}

func (w *window) leave(id int64, actor chat.Actor) {
	w.late[actor] = true
	if w.left == 0 || id < w.left {
		w.left = id
	}
}

// skip notes an update that no event came of.
func (w *window) skip(id int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.taken[id] = holding{done: true}
	w.of[chat.Actor{}]++
}

// done notes that the event of an update is durable.
func (w *window) done(id int64) {
	w.mu.Lock()
	delete(w.passed, id)
	if h, known := w.taken[id]; known && !h.done {
		h.done = true
		w.taken[id] = h
		w.open--
	}
	idle := w.open == 0
	w.mu.Unlock()
	if !idle {
		return
	}
	select {
	case w.changed <- struct{}{}:
	default:
	}
}

// crowded tells whether something was seen for which there was no room.
func (w *window) crowded() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.left != 0
}

// pass stops keeping the offset for the updates of some actors, and returns how many
// those are. Telegram forgets them, so from now on they live in memory only.
func (w *window) pass(of map[chat.Actor]bool) (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for id, h := range w.taken {
		if h.done || !of[h.actor] {
			continue
		}
		h.done = true
		w.taken[id] = h
		w.passed[id] = true
		w.open--
		n++
	}
	return n
}

// lost is how many updates were passed and are not done.
func (w *window) lost() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.passed)
}

// idle tells whether everything that was taken is done or passed.
func (w *window) idle() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.open == 0
}
