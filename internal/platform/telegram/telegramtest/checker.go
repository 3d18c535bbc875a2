package telegramtest

import (
	"slices"
	"sync"
	"sync/atomic"
)

// checker checks the calls against the API description, if there is one.
type checker struct {
	spec   *spec // nil: nothing is checked
	every  int64
	tell   func(string)
	number atomic.Int64

	mu    sync.Mutex
	found []string
	more  int
}

// mostViolations is how many violations are kept in words; the rest are counted.
const mostViolations = 1_000

func newChecker(cfg Config) (*spec, error) {
	if cfg.Specs == "" {
		return nil, nil //nolint:nilnil // nothing to check against is no error
	}
	return loadSpec(cfg.Specs)
}

func (c *checker) start(s *spec, cfg Config) {
	c.spec, c.every, c.tell = s, int64(cfg.CheckEvery), cfg.Violation
}

func (c *checker) check(call Call) {
	if c.spec == nil || c.number.Add(1)%c.every != 0 {
		return
	}
	for _, violation := range c.spec.checkCall(call.Method, call.Params) {
		c.mu.Lock()
		if len(c.found) < mostViolations {
			c.found = append(c.found, violation)
		} else {
			c.more++
		}
		c.mu.Unlock()
		if c.tell != nil {
			c.tell(violation)
		}
	}
}

// Checks tells whether requests are checked against the API description at all.
func (s *Server) Checks() bool { return s.checker.spec != nil }

// Violations lists where the bot broke the API description, the first thousand times.
// They name methods, fields and lengths, never what a person reads.
func (s *Server) Violations() []string {
	s.checker.mu.Lock()
	defer s.checker.mu.Unlock()
	return slices.Clone(s.checker.found)
}

// Verify reports every violation so far to r.
func (s *Server) Verify(r Reporter) {
	for _, violation := range s.Violations() {
		r.Errorf("the Bot API was not kept: %s", violation)
	}
	s.checker.mu.Lock()
	defer s.checker.mu.Unlock()
	if s.checker.more > 0 {
		r.Errorf("the Bot API was not kept %d times more", s.checker.more)
	}
}
