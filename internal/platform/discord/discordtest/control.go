package discordtest

import (
	"context"
	"fmt"
	"slices"
)

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

// Ready waits until so many sessions are connected, or more.
func (s *Server) Ready(ctx context.Context, sessions int) error {
	return s.hub.until(ctx, "the bot to connect", func(n int) bool { return n >= sessions })
}

// Idle waits until no session is connected.
func (s *Server) Idle(ctx context.Context) error {
	return s.hub.until(ctx, "the bot to leave", func(n int) bool { return n == 0 })
}

// until waits for a number of connected sessions.
func (h *hub) until(ctx context.Context, what string, enough func(int) bool) error {
	for {
		h.mu.Lock()
		n, changed := 0, h.changed
		for _, x := range h.sessions {
			if x.connected() {
				n++
			}
		}
		h.mu.Unlock()
		if enough(n) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s: %w", what, ctx.Err())
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

// Drop cuts every connection without a word.
func (s *Server) Drop() {
	for _, l := range s.hub.all() {
		_ = l.conn.CloseNow()
	}
}

// Hangup closes every connection with a code, such as CloseSessionTimedOut. It does
// not wait for the bot to read of it.
func (s *Server) Hangup(code int) {
	for _, l := range s.hub.all() {
		if !s.flight.enter() {
			return
		}
		go func() {
			defer s.flight.leave()
			l.close(code)
		}()
	}
}

// Inject writes bytes of any shape to every connection, out of the order of events.
func (s *Server) Inject(frame string) {
	for _, l := range s.hub.all() {
		l.write([]byte(frame))
	}
}

// AskHeartbeat asks every connection for a heartbeat at once.
func (s *Server) AskHeartbeat() {
	for _, l := range s.hub.all() {
		l.send(opHeartbeat, nil)
	}
}

// RefuseIdentify closes the next connection that identifies with a code, such as
// CloseShardingRequired.
func (s *Server) RefuseIdentify(code int) { s.hub.refusal.Store(int32(code)) }

// WithholdAcks leaves heartbeats without an answer while on is true.
func (s *Server) WithholdAcks(on bool) { s.hub.deaf.Store(on) }
