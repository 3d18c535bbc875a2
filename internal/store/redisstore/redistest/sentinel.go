package redistest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// masterName is what the sentinel calls the set that it watches.
const masterName = "stillpoint"

// Watched is a master with two replicas, and a sentinel that makes one of them the master
// when the master is gone.
type Watched struct {
	Sentinel *Server

	servers []*Server // whichever is the master
}

// RunWatched starts all four, each in a folder of its own under dir, and waits until they
// know each other. The master takes changes only while a replica follows it. Kill them
// in the end.
func RunWatched(ctx context.Context, dir string) (*Watched, error) {
	w := &Watched{}
	if err := w.start(ctx, dir); err != nil {
		w.Kill()
		return nil, err
	}
	return w, nil
}

func (w *Watched) start(ctx context.Context, dir string) error {
	settings := append(Durable(), "--min-replicas-to-write", "1", "--repl-diskless-sync-delay", "0")
	for i := range 3 {
		own := filepath.Join(dir, strconv.Itoa(i))
		if err := os.Mkdir(own, 0o700); err != nil {
			return err
		}
		following := settings
		if i > 0 {
			following = append(slices.Clip(following), "--replicaof", strings.Replace(w.servers[0].Addr, ":", " ", 1))
		}
		s, err := Run(ctx, own, following...)
		if err != nil {
			return err
		}
		w.servers = append(w.servers, s)
	}
	for _, s := range w.servers[1:] {
		if err := s.until(ctx, []string{"INFO", "replication"}, "master_link_status:up"); err != nil {
			return err
		}
	}
	s, err := runSentinel(ctx, dir, w.servers[0].Addr)
	if err != nil {
		return err
	}
	w.Sentinel = s
	return s.until(ctx, []string{"INFO", "sentinel"}, "status=ok", "slaves=2")
}

// runSentinel starts a sentinel that calls a master gone after half a second.
func runSentinel(ctx context.Context, dir, master string) (*Server, error) {
	host, port, err := net.SplitHostPort(master)
	if err != nil {
		return nil, err
	}
	own, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	lines := []string{
		"port " + strconv.Itoa(own), "bind 127.0.0.1", "dir " + dir, "logfile " + filepath.Join(dir, "sentinel.log"),
		"sentinel monitor " + masterName + " " + host + " " + port + " 1",
		"sentinel down-after-milliseconds " + masterName + " 500",
		"sentinel failover-timeout " + masterName + " 3000",
		"sentinel parallel-syncs " + masterName + " 2",
	}
	file := filepath.Join(dir, "sentinel.conf") // a sentinel writes into it what it learns
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		return nil, err
	}
	s := &Server{Addr: net.JoinHostPort("127.0.0.1", strconv.Itoa(own)), dir: dir, port: own}
	return s, s.launch(ctx, file, "--sentinel")
}

// until waits until the answer to a command holds all parts.
func (s *Server) until(ctx context.Context, command []string, parts ...string) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for {
		answer, err := s.Do(ctx, command...)
		if err == nil && containsAll(answer, parts) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for %q in the answer to %v: %w", parts, command, errors.Join(ctx.Err(), err))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func containsAll(text string, parts []string) bool {
	for _, p := range parts {
		if !strings.Contains(text, p) {
			return false
		}
	}
	return true
}

// URL is the address of the set as a store wants it.
func (w *Watched) URL() string {
	return "redis-sentinel://" + w.Sentinel.Addr + "/0?master_name=" + masterName
}

// Master is the server that calls itself the master now.
func (w *Watched) Master(ctx context.Context) (*Server, error) {
	for _, s := range w.servers {
		info, err := s.Do(ctx, "INFO", "replication")
		if err == nil && strings.Contains(info, "role:master") {
			return s, nil
		}
	}
	return nil, errors.New("none of the servers is a master")
}

// Kill ends all of them at once.
func (w *Watched) Kill() {
	if w.Sentinel != nil {
		w.Sentinel.Kill()
	}
	for _, s := range w.servers {
		s.Kill()
	}
}
