package discordtest

import (
	"fmt"
	"sync"
)

// rule looks at a request for what the schemas leave out. flags are those of the
// message that the request changes, 0 when it changes none.
type rule func(r *request, flags int) []finding

// finding is one thing that is wrong with a request. It never quotes a text.
type finding struct {
	what   string
	refuse bool // Discord would answer 50035
}

// maxViolations is how many are remembered.
const maxViolations = 1000

// checker looks at every request: always for what Discord refuses by rules known
// here, and for the rest when there are specs.
type checker struct {
	specs  *specs // nil: nothing is reported
	sample int
	tell   func(string)

	mu    sync.Mutex
	found []string       // oldest first
	seen  map[string]int // requests per operation
	calls int
}

func newChecker(folder string, sample int, tell func(string)) *checker {
	c := &checker{sample: max(sample, 1), tell: tell, seen: map[string]int{}}
	if folder != "" {
		c.specs = newSpecs(folder)
	}
	return c
}

// count numbers the calls.
func (c *checker) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls++
	return c.calls
}

// check reports what is wrong and tells whether Discord would refuse the request.
func (c *checker) check(r *request, w *world) (refused bool) {
	var found []finding
	if r.endpoint.rule != nil {
		found = r.endpoint.rule(r, w.flags(r))
	}
	for _, f := range found {
		refused = refused || f.refuse
	}
	if c.specs != nil && r.endpoint.spec != "" && c.due(r.endpoint) {
		found = append(found, c.specs.check(r.endpoint, r.json)...)
	}
	c.report(r.endpoint, found)
	return refused
}

// due tells whether this request is one of the sample; the first always is.
func (c *checker) due(e endpoint) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.seen[e.method+e.pattern]
	c.seen[e.method+e.pattern]++
	return n%c.sample == 0
}

func (c *checker) report(e endpoint, found []finding) {
	if c.specs == nil {
		return
	}
	for _, f := range found {
		c.note(fmt.Sprintf("%s %s: %s", e.method, e.pattern, f.what))
	}
}

func (c *checker) note(violation string) {
	c.mu.Lock()
	if len(c.found) < maxViolations {
		c.found = append(c.found, violation)
	}
	c.mu.Unlock()
	if c.tell != nil {
		c.tell(violation)
	}
}

func (c *checker) list() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.found...)
}

// flags are those of the message that a request changes, or 0.
func (w *world) flags(r *request) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p := w.about(r.vars); p != nil {
		return p.wire.Flags
	}
	return 0
}

func (w *world) about(v vars) *post {
	if c := w.channels[v["channel"]]; c != nil {
		return c.posts[v["message"]]
	}
	i, _ := w.interactions.get(v["token"])
	switch {
	case i == nil:
		return nil
	case v["id"] != "": // a first answer, which may change the message of a button
		return i.source
	case v["message"] == "":
		return i.found("@original")
	}
	return i.found(v["message"])
}
