package discordtest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"
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

// Identifies lists the sessions that the bot began.
func (s *Server) Identifies() []Identify {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	return slices.Clone(s.hub.identifies)
}

// Resumes lists the sessions that the bot took up again, or tried to.
func (s *Server) Resumes() []Resume {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	return slices.Clone(s.hub.resumes)
}

// Heartbeats is how many heartbeats came.
func (s *Server) Heartbeats() int64 { return s.hub.beats.Load() }

// Unheard is how many events nobody heard, because no session was there for them.
func (s *Server) Unheard() int64 { return s.hub.unheard.Load() }

// Ready waits until so many sessions are connected.
func (s *Server) Ready(ctx context.Context, sessions int) error {
	for {
		s.hub.mu.Lock()
		n, changed := 0, s.hub.changed
		for _, x := range s.hub.sessions {
			if x.connected() {
				n++
			}
		}
		s.hub.mu.Unlock()
		if n >= sessions {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("waiting for the bot to connect: %w", ctx.Err())
		}
	}
}

// Reconnect asks every connection to reconnect and resume.
func (s *Server) Reconnect() {
	for _, l := range s.hub.all() {
		l.send(opReconnect, nil)
	}
}

// ReconnectAtHello asks the next connections, so many of them, to reconnect straight
// after HELLO.
func (s *Server) ReconnectAtHello(next int) { s.hub.earlyReconnects.Store(int32(next)) }

// Invalidate tells every connection that its session is invalid; resumable: that a
// resume is worth trying. Otherwise the sessions are forgotten.
func (s *Server) Invalidate(resumable bool) {
	for _, l := range s.hub.all() {
		if x := s.hub.of(l); x != nil && !resumable {
			s.hub.forget(x)
			x.own(nil)
		}
		l.send(opInvalid, resumable)
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

// Drop cuts every connection without a word.
func (s *Server) Drop() {
	for _, l := range s.hub.all() {
		_ = l.conn.CloseNow()
	}
}

// Hangup closes every connection with a code, such as CloseSessionTimedOut.
func (s *Server) Hangup(code int) {
	for _, l := range s.hub.all() {
		_ = l.conn.Close(websocket.StatusCode(code), closeReason(code))
	}
}

// RefuseIdentify closes the next connection that identifies with a code, such as
// CloseShardingRequired.
func (s *Server) RefuseIdentify(code int) { s.hub.refusal.Store(int32(code)) }

// WithholdAcks leaves heartbeats without an answer while on is true.
func (s *Server) WithholdAcks(on bool) { s.hub.deaf.Store(on) }
