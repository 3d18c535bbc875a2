package discord

import (
	"context"
	"sync"
	"time"
)

// workers is how many actors are served at the same time.
const workers = 128

// lanes runs jobs: those of one actor one after the other, those of different
// actors beside each other, at most so many at once. An actor whose job waits holds
// up nobody else.
type lanes struct {
	mu    sync.Mutex
	queue map[string][]func(context.Context)
	slots chan struct{}
	all   sync.WaitGroup
}

func newLanes() *lanes {
	return &lanes{queue: map[string][]func(context.Context){}, slots: make(chan struct{}, workers)}
}

// push adds a job to an actor's lane. The jobs are given ctx; wait waits for them.
func (l *lanes) push(ctx context.Context, actor string, job func(context.Context)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	waiting, running := l.queue[actor]
	l.queue[actor] = append(waiting, job)
	if !running {
		l.all.Go(func() { l.drive(ctx, actor) })
	}
}

func (l *lanes) drive(ctx context.Context, actor string) {
	for {
		l.mu.Lock()
		waiting := l.queue[actor]
		if len(waiting) == 0 {
			delete(l.queue, actor)
			l.mu.Unlock()
			return
		}
		job := waiting[0]
		waiting[0] = nil
		l.queue[actor] = waiting[1:]
		l.mu.Unlock()
		job(ctx)
	}
}

// enter takes one of the places for work that is under way, and calls late when that
// takes long; false when ctx ended.
func (l *lanes) enter(ctx context.Context, long time.Duration, late func()) bool {
	return take(ctx, l.slots, long, late)
}

// leave gives it back.
func (l *lanes) leave() { <-l.slots }

func (l *lanes) wait() { l.all.Wait() }
