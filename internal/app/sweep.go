package app

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

const (
	// sweepPage is how many owners of timers are listed at once.
	sweepPage = 512
	// sweepAtOnce is how many are asked at once: they share the round trips to the store.
	sweepAtOnce = 32
	// sweepFaults is after how many who could not be asked a sweep rests: it is not they
	// who are ill then.
	sweepFaults = 512
)

// sweep is how far the way through the owners of all timers has come. The zero value has
// not begun. A crash has it begin again, which is harmless.
type sweep struct {
	begun  bool
	at     store.Cursor
	over   bool         // the last of them was reached
	last   chat.Actor   // who was asked last: one has several timers
	again  []chat.Actor // who could not be asked, and has to be
	done   int
	unread int // whose reminders cannot be read: nothing can be done for them
}

// all has the due times of everybody worked out anew. One who cannot be asked holds up
// nobody: the others are asked, then the first error is told, and the next call asks only
// who is missing.
func (k *timeKeeper) all(ctx context.Context) error {
	s := &k.sweep
	if !s.begun {
		k.log.Info("the rules of time zones have changed: all reminders are worked out anew")
		s.begun = true
	}
	missing := s.again
	s.again = nil
	first := k.ask(ctx, missing)
	for !s.over && len(s.again) < sweepFaults && ctx.Err() == nil {
		some, next, err := k.timers.Upcoming(ctx, store.AllPartitions, s.at, sweepPage)
		if err != nil {
			return errors.Join(first, fmt.Errorf("going through all timers: %w", err))
		}
		err = k.ask(ctx, s.owners(some))
		if first == nil {
			first = err
		}
		s.at, s.over = next, next == ""
	}
	if err := ctx.Err(); first == nil && err != nil {
		first = err
	}
	if first != nil {
		return fmt.Errorf("working reminders out anew: %w", first)
	}
	if s.unread > 0 {
		k.log.Warn("the reminders of some cannot be read and stay as they are", "owners", s.unread)
	}
	k.log.Info("all reminders were worked out anew", "owners", s.done)
	*s = sweep{}
	return nil
}

// owners is whose timers those are, each once.
func (s *sweep) owners(of []store.Occurrence) []chat.Actor {
	var all []chat.Actor
	for _, o := range of {
		if o.Actor != s.last {
			s.last = o.Actor
			all = append(all, o.Actor)
		}
	}
	return all
}

// ask has the reminders of some worked out anew, many at once, and notes how it went. The
// error is that of one who has to be asked again.
func (k *timeKeeper) ask(ctx context.Context, some []chat.Actor) (first error) {
	var all sync.WaitGroup
	var mu sync.Mutex
	free := make(chan struct{}, sweepAtOnce)
	for _, actor := range some {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			_, err := k.handle(ctx, chat.Inbound{Actor: actor, Event: chat.Recompute{}})
			mu.Lock()
			defer mu.Unlock()
			if k.sweep.note(actor, err); first == nil && err != nil && !beyondRepair(err) {
				first = err
			}
		})
	}
	all.Wait()
	return first
}

// note keeps how it went with one.
func (s *sweep) note(actor chat.Actor, err error) {
	switch {
	case err == nil:
		s.done++
	case beyondRepair(err):
		s.unread++
	default:
		s.again = append(s.again, actor)
	}
}
