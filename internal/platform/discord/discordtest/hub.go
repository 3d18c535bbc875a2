package discordtest

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// hub knows the connections and the sessions of the gateway.
type hub struct {
	refusal         atomic.Int32 // the code for the next identify
	earlyReconnects atomic.Int32
	deaf            atomic.Bool // heartbeats get no answer
	beats           atomic.Int64
	unheard         atomic.Int64 // events without any session

	mu         sync.Mutex
	closed     bool
	links      map[*link]bool
	sessions   []*session
	identifies []Identify
	resumes    []Resume
	changed    chan struct{}
}

func newHub() *hub { return &hub{links: map[*link]bool{}, changed: make(chan struct{})} }

// dispatch tells the sessions concerned of an event, which is encoded at once. The
// lock of the world is held, so that all sessions hear events in the same order.
func (s *Server) dispatch(event, guild string, d any, intent int) {
	sessions := s.hub.hearing(guild, intent, s.cfg.Now(), s.cfg.Resumable)
	if len(sessions) == 0 {
		s.hub.unheard.Add(1)
		return
	}
	raw := encode(d)
	for _, x := range sessions {
		x.add(event, raw)
	}
}

func (h *hub) hearing(guild string, intent int, now time.Time, within time.Duration) []*session {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sessions = slices.DeleteFunc(h.sessions, func(x *session) bool { return x.stale(now, within) })
	var hearing []*session
	for _, x := range h.sessions {
		if x.wants(guild, intent) {
			hearing = append(hearing, x)
		}
	}
	return hearing
}

func (h *hub) join(l *link) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.links[l] = true
	return true
}

func (h *hub) leave(l *link) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.links, l)
	h.stir()
}

// news wakes whoever waits for sessions to come or go.
func (h *hub) news() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.stir()
}

func (h *hub) stir() {
	close(h.changed)
	h.changed = make(chan struct{})
}

func (h *hub) add(x *session) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sessions = append(h.sessions, x)
	h.stir()
}

func (h *hub) forget(x *session) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sessions = slices.DeleteFunc(h.sessions, func(y *session) bool { return x == y })
	h.stir()
}

func (h *hub) session(id string, now time.Time, within time.Duration) *session {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, x := range h.sessions {
		if x.id == id && !x.stale(now, within) {
			return x
		}
	}
	return nil
}

func (h *hub) identified(i Identify) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.identifies = append(h.identifies, i)
}

func (h *hub) resumed(r Resume) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.resumes = append(h.resumes, r)
	h.stir()
}

// spend takes one from a counter, when there is one to take.
func (h *hub) spend(counter *atomic.Int32) bool {
	for {
		n := counter.Load()
		if n <= 0 {
			return false
		}
		if counter.CompareAndSwap(n, n-1) {
			return true
		}
	}
}

func (h *hub) all() []*link {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := make([]*link, 0, len(h.links))
	for l := range h.links {
		list = append(list, l)
	}
	return list
}

func (h *hub) close() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	for _, l := range h.all() {
		l.cancel()
		_ = l.conn.CloseNow()
	}
}

// of is the session that a connection sends for.
func (h *hub) of(l *link) *session {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, x := range h.sessions {
		if x.ownedBy(l) {
			return x
		}
	}
	return nil
}
