package telegram

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// maxUnderWay is how many events of one actor may be on their way at once. The
// house remembers the last eight of each, so what comes again after a crash is
// always among them.
const maxUnderWay = 7

// maxWaiting is how many events may wait altogether, and maxOfOne how many of one
// actor when Telegram need not deliver the first of them any more.
const (
	maxWaiting = 2048
	maxOfOne   = 256
)

var errEnding = errors.New("the adapter is ending")

// task is one event on its way into the house.
type task struct {
	actor   chat.Actor
	turn    func(ctx context.Context) error // may be called again after an error
	over    func(err error)                 // called once, when nothing more will be tried
	hear    func()                          // called while it waits behind one that fails, so that danger in it is heard before its turn
	attempt int
	begun   time.Time // when it was tried first
}

// lanes takes tasks in, in order for one actor and side by side for different
// ones. Whoever waits for another try keeps nobody else waiting.
type lanes struct {
	patient bool // a failed task is tried again; otherwise it fails with all behind it
	wait    func(attempt int) time.Duration
	now     func() time.Time

	mu      sync.Mutex
	byActor map[chat.Actor]*lane
	waiting int
	closed  bool
	ready   chan *lane // each lane at most once
}

type lane struct {
	actor chat.Actor
	tasks []*task
	timer *time.Timer // set while the lane waits for another try
}

func newLanes(patient bool, wait func(int) time.Duration, now func() time.Time) *lanes {
	return &lanes{patient: patient, wait: wait, now: now, byActor: map[chat.Actor]*lane{}, ready: make(chan *lane, maxWaiting)}
}

// put lines a task up. It is false when there is no room for it now.
func (l *lanes) put(t *task) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed || l.waiting >= maxWaiting {
		return false
	}
	line := l.byActor[t.actor]
	if line == nil {
		line = &lane{actor: t.actor, tasks: make([]*task, 0, 1)}
		l.byActor[t.actor] = line
		l.ready <- line
	}
	if len(line.tasks) >= l.most() {
		return false
	}
	line.tasks = append(line.tasks, t)
	l.waiting++
	if len(line.tasks) > 1 && line.tasks[0].attempt > 0 {
		t.hear()
	}
	return true
}

// most is how many events of one actor may wait. Those that are fetched are counted
// by the window, which lets go of some; those that are delivered come again one by one.
func (l *lanes) most() int {
	if l.patient {
		return maxOfOne
	}
	return maxUnderWay
}

// failing tells whether something was tried in vain and is tried again.
func (l *lanes) failing() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, line := range l.byActor {
		if len(line.tasks) > 0 && line.tasks[0].attempt > 0 {
			return true
		}
	}
	return false
}

// stuck are the actors whose first event was tried before then and is not done.
func (l *lanes) stuck(before time.Time) map[chat.Actor]bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	stuck := map[chat.Actor]bool{}
	for actor, line := range l.byActor {
		if len(line.tasks) > 0 && !line.tasks[0].begun.IsZero() && line.tasks[0].begun.Before(before) {
			stuck[actor] = true
		}
	}
	return stuck
}

// work does tasks, one at a time, until stop ends; a task under way is finished
// within ctx. Several workers do several actors at once.
func (l *lanes) work(ctx context.Context, stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		default:
		}
		select {
		case <-stop:
			return
		case line := <-l.ready:
			l.step(ctx, line)
		}
	}
}

func (l *lanes) step(ctx context.Context, line *lane) {
	l.mu.Lock()
	if len(line.tasks) == 0 { // abandoned meanwhile
		l.mu.Unlock()
		return
	}
	first := line.tasks[0]
	first.begun = or(first.begun, l.now())
	l.mu.Unlock()
	err := first.turn(ctx)
	for _, t := range l.settle(line, first, err) {
		t.over(err)
	}
}

// settle decides what becomes of a lane after its first task was tried, and
// returns the tasks that are over.
func (l *lanes) settle(line *lane, first *task, err error) []*task {
	l.mu.Lock()
	defer l.mu.Unlock()
	over := line.tasks
	switch {
	case len(line.tasks) == 0 || l.closed:
		return nil // abandon has told them
	case err == nil:
		over, line.tasks = line.tasks[:1], line.tasks[1:]
	case l.patient:
		first.attempt++
		for _, t := range line.tasks[1:] {
			t.hear()
		}
		line.timer = time.AfterFunc(l.wait(first.attempt), func() { l.ready <- line })
		return nil
	default:
		line.tasks = nil
		for _, t := range over[1:] { // nobody knows when they are delivered again
			t.hear()
		}
	}
	l.waiting -= len(over)
	if len(line.tasks) == 0 {
		delete(l.byActor, line.actor)
	} else {
		l.ready <- line
	}
	return over
}

// abandon lets go of everything that was not done. Nothing can be put afterwards.
func (l *lanes) abandon() {
	l.mu.Lock()
	l.closed = true
	var over []*task
	for _, line := range l.byActor {
		if line.timer != nil {
			line.timer.Stop()
		}
		over = append(over, line.tasks...)
		line.tasks = nil
	}
	clear(l.byActor)
	l.waiting = 0
	l.mu.Unlock()
	for _, t := range over {
		t.over(errEnding)
	}
}
