package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long anything may take on a busy machine before a story fails.
const patience = 45 * time.Second

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}

// stream is what a process has written so far; whoever waits is woken by each piece.
type stream struct {
	mu   sync.Mutex
	text strings.Builder
	rung chan struct{}
}

func newStream() *stream { return &stream{rung: make(chan struct{})} }

// Write takes a piece.
func (s *stream) Write(piece []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.rung)
	s.rung = make(chan struct{})
	return s.text.Write(piece)
}

func (s *stream) String() string {
	text, _ := s.now()
	return text
}

func (s *stream) now() (string, chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String(), s.rung
}

// bot is a running "stillpoint".
type bot struct {
	t     *testing.T
	cmd   *exec.Cmd
	out   *stream
	log   *stream // standard error
	ended chan struct{}
}

// launch starts the program with nothing in its environment but what is given and
// what it needs to live.
func launch(t *testing.T, env []string, args ...string) *bot {
	t.Helper()
	return start(t, binary, env, args...)
}

// start starts any program.
func start(t *testing.T, program string, env []string, args ...string) *bot {
	t.Helper()
	b := &bot{t: t, out: newStream(), log: newStream(), ended: make(chan struct{})}
	b.cmd = exec.Command(program, args...)
	b.cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir(), "LANG=C.UTF-8"}, env...)
	b.cmd.Stdout, b.cmd.Stderr = b.out, b.log
	if err := b.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = b.cmd.Wait() // how it ended is in ProcessState
		close(b.ended)
	}()
	t.Cleanup(b.kill)
	return b
}

// kill is kill -9: nothing can be tidied up.
func (b *bot) kill() {
	_ = b.cmd.Process.Kill()
	<-b.ended
}

// ask asks it to end, as an operator does.
func (b *bot) ask() { _ = b.cmd.Process.Signal(syscall.SIGTERM) }

// code waits for the end and returns the exit code.
func (b *bot) code() int {
	b.t.Helper()
	select {
	case <-b.ended:
		return b.cmd.ProcessState.ExitCode()
	case <-soon(b.t).Done():
		b.t.Fatalf("it did not end; its log:\n%s", b.log)
		return -1
	}
}

// logs waits until the log matches a pattern, and returns the submatches.
func (b *bot) logs(pattern string) []string {
	b.t.Helper()
	found, err := b.wrote(soon(b.t), b.log, pattern)
	if err != nil {
		b.t.Fatal(err)
	}
	return found
}

var errEnded = errors.New("it ended")

// wrote waits until a stream of the process matches a pattern.
func (b *bot) wrote(ctx context.Context, on *stream, pattern string) ([]string, error) {
	re := regexp.MustCompile(pattern)
	for {
		text, rung := on.now()
		if found := re.FindStringSubmatch(text); found != nil {
			return found, nil
		}
		why := errEnded
		select {
		case <-rung:
			continue
		case <-b.ended:
			if text, _ = on.now(); re.MatchString(text) {
				continue
			}
		case <-ctx.Done():
			why = ctx.Err()
		}
		return nil, fmt.Errorf("waiting for %q: %w; it wrote:\n%s", pattern, why, text)
	}
}

// cpu is the processor time that it has used so far, as the kernel counts it.
func (b *bot) cpu() time.Duration {
	b.t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", b.cmd.Process.Pid))
	if err != nil {
		b.t.Skip("LEFT OUT: this system does not tell what a process uses")
	}
	_, after, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(after)
	var user, system int64
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		b.t.Fatal(err)
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}
