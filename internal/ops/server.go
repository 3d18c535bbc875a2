package ops

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Config is what a Server shows. Listen is needed.
type Config struct {
	Listen  string // "127.0.0.1:8080"; port 0 takes a free one
	Version string
	Parts   []Part
	Metrics prometheus.Gatherer     // nil: no /metrics
	Routes  map[string]http.Handler // what else is served here, by path
	Profile bool                    // serve /debug/pprof
}

// Server is the HTTP side of a running Stillpoint.
type Server struct {
	listener net.Listener
	http     *http.Server
}

// shutdownTime is how long requests under way may take to end.
const shutdownTime = 3 * time.Second

// New opens the listener, so that a port that is taken is known at once.
func New(ctx context.Context, cfg Config) (*Server, error) {
	var how net.ListenConfig
	listener, err := how.Listen(ctx, "tcp", cfg.Listen)
	if err != nil {
		return nil, fmt.Errorf("listening for health, metrics and webhooks: %w; choose another address with --listen or STILLPOINT_LISTEN", err)
	}
	return &Server{listener: listener, http: &http.Server{
		Handler: routes(cfg), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
	}}, nil
}

func routes(cfg Config) *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	for _, path := range []string{"/health", "/healthz", "/readyz"} {
		mux.HandleFunc("GET "+path, health(cfg.Parts, cfg.Version))
	}
	if cfg.Metrics != nil {
		mux.Handle("GET /metrics", promhttp.HandlerFor(cfg.Metrics, promhttp.HandlerOpts{}))
	}
	for path, handler := range cfg.Routes {
		mux.Handle(path, handler)
	}
	if cfg.Profile {
		mux.HandleFunc("/debug/pprof/", pprof.Index)
		mux.HandleFunc("/debug/pprof/cmdline", http.NotFound) // shows nothing of how it was started
		mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
		mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	}
	return mux
}

// Addr is where the server listens, host and port.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Run serves until ctx ends, and lets requests under way finish.
func (s *Server) Run(ctx context.Context) error {
	ended := make(chan error, 1)
	go func() { ended <- s.http.Serve(s.listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serving health, metrics and webhooks: %w", err)
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	err := s.http.Shutdown(ending)
	if err != nil {
		err = s.http.Close()
	}
	if serve := <-ended; !errors.Is(serve, http.ErrServerClosed) {
		err = errors.Join(err, serve)
	}
	return err
}

// Close lets go of the address of a Server that was never run.
func (s *Server) Close() error { return s.listener.Close() }
