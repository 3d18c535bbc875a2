package discordtest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Server is a running fake Discord. All methods are safe for concurrent use.
type Server struct {
	cfg      Config
	base     string // host and port
	http     *http.Server
	served   chan struct{} // closed when the listener's goroutine has ended
	stopping chan struct{} // closed when Close begins
	once     sync.Once
	flight   flight // requests and connections under way
	ids      *mint
	world    *world
	hub      *hub
	limits   *limits
	checker  *checker
	calls    *ring[Call]
	answers  *ring[AnswerTime]
	routes   []endpoint
}

// Start listens on a free loopback port. Close has to be called.
func Start(cfg Config) (*Server, error) {
	cfg, err := cfg.complete()
	if err != nil {
		return nil, fmt.Errorf("starting a fake Discord: %w", err)
	}
	var listen net.ListenConfig
	listener, err := listen.Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("starting a fake Discord: %w", err)
	}
	s := build(cfg, listener.Addr().String())
	go func() {
		defer close(s.served)
		_ = s.http.Serve(listener) // always ends with an error: the one of Close
	}()
	return s, nil
}

func build(cfg Config, address string) *Server {
	s := &Server{
		cfg: cfg, base: address,
		served: make(chan struct{}), stopping: make(chan struct{}),
		ids: &mint{now: cfg.Now}, world: newWorld(), hub: newHub(),
		limits:  newLimits(cfg.Now, cfg.Global),
		checker: newChecker(cfg.Specs, cfg.Sample, cfg.Violation),
		calls:   newRing[Call](cfg.Keep), answers: newRing[AnswerTime](cfg.Keep),
		routes: endpoints(),
	}
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	return s
}

// URL is the address of the REST API without its version: "http://127.0.0.1:4711/api".
func (s *Server) URL() string { return "http://" + s.base + "/api" }

// GatewayURL is the address that GET /gateway answers.
func (s *Server) GatewayURL() string { return "ws://" + s.base }

// Token is what the bot authenticates with, without "Bot ".
func (s *Server) Token() string { return s.cfg.Token }

// AppID is the application's id, which is also the bot user's.
func (s *Server) AppID() string { return s.cfg.App }

// Close ends every connection and waits until everything it started has ended.
func (s *Server) Close() {
	s.once.Do(func() { close(s.stopping) })
	s.flight.close()
	s.hub.close()
	_ = s.http.Close()
	<-s.served
	s.flight.wg.Wait()
}

// Violations are the requests that broke a rule of the platform, oldest first, at
// most 1,000. None quotes the text of a message.
func (s *Server) Violations() []string { return s.checker.list() }

// Calls are the REST calls so far, oldest first, at most Config.Keep.
func (s *Server) Calls() []Call { return s.calls.all() }

// Answers tell how long the first answers to interactions took, at most Config.Keep.
func (s *Server) Answers() []AnswerTime { return s.answers.all() }
