package boltstore

import (
	"context"
	"errors"
	"sync"
)

// maxShare is how many changes one write to the disk may carry.
const maxShare = 256

// queue lets changes that arrive together share one transaction, because the
// disk takes as long for one as for many. Whoever comes first writes for all
// who are waiting at that moment, then hands on to the next in line: no time is
// spent waiting for company, and no goroutine is needed.
type queue struct {
	mu      sync.Mutex
	waiting []*change
	writing bool
}

// change is one caller's part of a transaction.
type change struct {
	name   string
	do     func(*tx) error
	err    error
	signal chan bool // true: write for everybody; false: it was written
}

// change does something to the store. It returns when that is on the disk, or
// was refused, or has failed; others that were written with it are not touched.
func (s *Store) change(ctx context.Context, name, doing string, do func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.passes(name, "begin")
	c := &change{name: name, do: do, signal: make(chan bool, 1)}
	if s.queue.join(c) || <-c.signal {
		all := s.queue.take()
		s.write(all)
		s.queue.finish(all, c)
	}
	if c.err == nil {
		s.passes(name, "durable")
	}
	return describe(doing, c.err)
}

func (s *Store) passes(name, point string) {
	if s.observe != nil {
		s.observe(name + "/" + point)
	}
}

// join adds c and tells whether its caller has to write.
func (q *queue) join(c *change) (write bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, c)
	write = !q.writing
	q.writing = true
	return write
}

// take is the front of the line, with the taker's own change first.
func (q *queue) take() []*change {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := min(len(q.waiting), maxShare)
	all := q.waiting[:n:n]
	q.waiting = q.waiting[n:]
	return all
}

// finish tells everybody but own, and hands on.
func (q *queue) finish(all []*change, own *change) {
	for _, c := range all {
		if c != own {
			c.signal <- false
		}
	}
	clear(all) // the line goes on in the same array
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.writing = len(q.waiting) > 0; q.writing {
		q.waiting[0].signal <- true
	}
}

// errNothing ends a transaction in which nothing was written.
var errNothing = errors.New("nothing to write")

// write makes all changes in one transaction. When one of them fails, or they do
// not fit together, nothing was written and each is tried alone.
func (s *Store) write(all []*change) {
	failed, err := s.writeTogether(all)
	switch {
	case err == nil || errors.Is(err, errNothing):
	case len(all) > 1 && (failed || full(err)):
		for _, c := range all {
			s.write([]*change{c})
		}
	default: // the outcome is unknown: trying again could do things twice
		for _, c := range all {
			c.err = err
		}
	}
}

// writeTogether tells in failed that a change was the cause, before anything
// could have reached the disk.
func (s *Store) writeTogether(all []*change) (failed bool, err error) {
	err = s.update(func(t *tx) error {
		for _, c := range all {
			if c.err = c.do(t); c.err != nil && !refused(c.err) {
				failed = true
				return c.err
			}
			if c.err == nil {
				s.passes(c.name, "written")
			}
		}
		if !t.wrote {
			return errNothing
		}
		return nil
	})
	return failed, err
}
