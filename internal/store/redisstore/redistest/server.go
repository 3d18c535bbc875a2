// Package redistest starts real Redis servers for tests and for load programs: on free
// ports of this machine, in folders of their own, gone when they are stopped. It knows
// no store.
package redistest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ErrMissing says that no redis-server is installed.
var ErrMissing = errors.New("redis-server is not installed")

// Server is one running redis-server.
type Server struct {
	Addr string // host:port

	dir     string
	port    int
	args    []string
	process *exec.Cmd
	ended   chan struct{}
}

// Durable are the settings under which what is acknowledged is on the disk.
func Durable() []string {
	return []string{"--appendonly", "yes", "--appendfsync", "always", "--save", ""}
}

// Run starts a server with these settings beside a free port and a folder under dir.
// Stop it in the end. ErrMissing: none is installed.
func Run(ctx context.Context, dir string, settings ...string) (*Server, error) {
	if _, err := exec.LookPath("redis-server"); err != nil {
		return nil, ErrMissing
	}
	for range 5 { // somebody else may take the port meanwhile
		port, err := freePort(ctx)
		if err != nil {
			return nil, err
		}
		s := &Server{Addr: net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), dir: dir, port: port, args: settings}
		if err = s.Restart(ctx); err == nil {
			return s, nil
		}
		if ctx.Err() != nil {
			return nil, err
		}
	}
	return nil, errors.New("redis-server does not start: see its log in " + dir)
}

// URL is the server's address as a store wants it.
func (s *Server) URL() string { return "redis://" + s.Addr + "/0" }

// Restart starts the server again on its port, with what it has on disk, and waits until
// it answers.
func (s *Server) Restart(ctx context.Context) error {
	return s.launch(ctx, append([]string{
		"--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--dir", s.dir, "--daemonize", "no",
		"--logfile", filepath.Join(s.dir, "redis.log"),
	}, s.args...)...)
}

// launch starts the process and waits until it answers.
func (s *Server) launch(ctx context.Context, args ...string) error {
	s.process = exec.Command("redis-server", args...) //nolint:noctx,gosec // it ends by Stop or Kill; the settings are the test's
	s.process.Stdout, s.process.Stderr = nil, nil
	if err := s.process.Start(); err != nil {
		return fmt.Errorf("starting redis-server: %w", err)
	}
	s.ended = make(chan struct{})
	go func(p *exec.Cmd, ended chan struct{}) { // ends with the process, which Stop and Kill wait for
		_ = p.Wait()
		close(ended)
	}(s.process, s.ended)
	return s.ready(ctx)
}

// ready waits until the server has loaded what it has on disk.
func (s *Server) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for {
		answer, err := s.Do(ctx, "PING")
		if err == nil && (strings.HasPrefix(answer, "+PONG") || strings.HasPrefix(answer, "-NOAUTH")) {
			return nil
		}
		select {
		case <-s.ended:
			return errors.New("redis-server ended at once")
		case <-ctx.Done():
			s.Kill()
			return fmt.Errorf("waiting for redis-server: %w", ctx.Err())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// Kill ends the server at once (SIGKILL) and waits for its end. What it had on disk stays.
func (s *Server) Kill() {
	_ = s.process.Process.Kill()
	<-s.ended
}

// Stop is Kill, and the folder is removed.
func (s *Server) Stop() {
	s.Kill()
	_ = os.RemoveAll(s.dir)
}

// Pause makes the server hang (SIGSTOP): it still takes connections and answers nothing,
// until Resume. Kill ends a paused server as well.
func (s *Server) Pause() error { return s.signal(syscall.SIGSTOP) }

// Resume ends a Pause.
func (s *Server) Resume() error { return s.signal(syscall.SIGCONT) }

func (s *Server) signal(which syscall.Signal) error {
	if err := s.process.Process.Signal(which); err != nil {
		return fmt.Errorf("signalling redis-server: %w", err)
	}
	return nil
}

// PID is the id of the server's process.
func (s *Server) PID() int { return s.process.Process.Pid }

func freePort(ctx context.Context) (int, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("looking for a free port: %w", err)
	}
	port := l.Addr().(*net.TCPAddr).Port //nolint:forcetypeassert // it listens on tcp
	return port, l.Close()
}
