package telegramtest

import (
	"context"
	"sync"
	"time"
)

// Call is one request to the Bot API.
type Call struct {
	Number int64 // 1 is the first one
	Method string
	Params Params
	At     time.Time
}

// Chat is the chat that a call is about; 0 when it is about none.
func (c Call) Chat() int64 { return c.Params.Int("chat_id") }

// record remembers the last calls and counts them all.
type record struct {
	mu     sync.Mutex
	most   int
	off    bool
	number int64
	calls  []Call // a ring once it is full
	at     int
	counts map[string]int
	bell   bell
}

func (r *record) note(method string, params Params, now time.Time) Call {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.number++
	c := Call{Number: r.number, Method: method, Params: params, At: now}
	r.counts[method]++
	r.bell.ring()
	switch {
	case r.off || r.most < 1:
	case len(r.calls) < r.most:
		r.calls = append(r.calls, c)
	default:
		r.calls[r.at] = c
		r.at = (r.at + 1) % r.most
	}
	return c
}

// Record turns the memory of calls on or off; they are counted all the same.
func (s *Server) Record(on bool) {
	s.record.mu.Lock()
	defer s.record.mu.Unlock()
	s.record.off = !on
}

// Calls returns the calls of a method that are remembered, oldest first; of every method
// when it is empty. Calls that the server answered badly on purpose are among them.
func (s *Server) Calls(method string) []Call {
	r := &s.record
	r.mu.Lock()
	defer r.mu.Unlock()
	var found []Call
	for i := range r.calls {
		if c := r.calls[(r.at+i)%len(r.calls)]; method == "" || c.Method == method {
			found = append(found, c)
		}
	}
	return found
}

// Count is how many calls of a method there have been.
func (s *Server) Count(method string) int {
	s.record.mu.Lock()
	defer s.record.mu.Unlock()
	return s.record.counts[method]
}

// AwaitCalls waits until there have been n calls of a method.
func (s *Server) AwaitCalls(ctx context.Context, method string, n int) error {
	_, err := await(ctx, &s.record.bell, "waiting for calls of "+method, func() (int, bool) {
		count := s.Count(method)
		return count, count >= n
	})
	return err
}
