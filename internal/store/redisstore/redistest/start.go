package redistest

import (
	"context"
	"errors"
	"os"
	"testing"
)

// Start runs a server for one test, with Durable settings unless others are given. It
// stops with the test. Without a redis-server the test is left out, or fails when
// STILLPOINT_NEED_REDIS is 1.
func Start(t testing.TB, settings ...string) *Server {
	t.Helper()
	if len(settings) == 0 {
		settings = Durable()
	}
	s, err := Run(t.Context(), t.TempDir(), settings...)
	need(t, err)
	t.Cleanup(s.Kill)
	return s
}

// StartCluster runs a cluster of three masters for one test.
func StartCluster(t testing.TB) *Cluster {
	t.Helper()
	c, err := RunCluster(t.Context(), t.TempDir())
	need(t, err)
	t.Cleanup(c.Kill)
	return c
}

// StartWatched runs a master, two replicas and a sentinel for one test.
func StartWatched(t testing.TB) *Watched {
	t.Helper()
	w, err := RunWatched(t.Context(), t.TempDir())
	need(t, err)
	t.Cleanup(w.Kill)
	return w
}

// Flush empties the server.
func (s *Server) Flush(t testing.TB) {
	t.Helper()
	if answer, err := s.Do(context.Background(), "FLUSHALL"); err != nil || answer != "+OK" {
		t.Fatalf("emptying Redis: %q, %v", answer, err)
	}
}

func need(t testing.TB, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, ErrMissing) && os.Getenv("STILLPOINT_NEED_REDIS") != "1":
		t.Skip("LEFT OUT: redis-server is not installed, so nothing was tried on a real Redis")
	default:
		t.Fatal(err)
	}
}
