package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// bot is a `stillpoint serve`, one process after the other.
type bot struct {
	path   string // of the program
	dir    string // where its log and its data are
	listen string
	env    []string

	process *exec.Cmd
	ended   chan struct{}
}

// buildBot builds the program from the sources of this module.
func buildBot(ctx context.Context, dir string) (string, error) {
	path := filepath.Join(dir, "stillpoint")
	build := exec.CommandContext(ctx, "go", "build", "-o", path, "github.com/stillpoint-bot/stillpoint/cmd/stillpoint") //nolint:gosec // the path is ours
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the bot: %w\n%s", err, out)
	}
	return path, nil
}

// start starts the process and waits until it serves.
func (b *bot) start(ctx context.Context) error {
	log, err := os.OpenFile(b.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("opening the bot's log: %w", err)
	}
	defer func() { _ = log.Close() }()
	b.process = exec.Command(b.path, "serve") //nolint:noctx,gosec // it ends by kill or stop; the program is the caller's
	b.process.Env, b.process.Stdout, b.process.Stderr = b.env, log, log
	if err := b.process.Start(); err != nil {
		return fmt.Errorf("starting the bot: %w", err)
	}
	b.ended = make(chan struct{})
	go func(p *exec.Cmd, ended chan struct{}) { // ends with the process, which kill and stop wait for
		_ = p.Wait()
		close(ended)
	}(b.process, b.ended)
	return b.ready(ctx)
}

// botLog is the name of the file that the bot's log goes to.
const botLog = "bot.log"

func (b *bot) log() string { return filepath.Join(b.dir, botLog) }

// readyTime is how long a start may take.
const readyTime = 30 * time.Second

var errBotEnded = errors.New("the bot has ended by itself")

func (b *bot) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyTime)
	defer cancel()
	for {
		if _, err := b.get(ctx, "/livez"); err == nil {
			return nil
		}
		select {
		case <-b.ended:
			return fmt.Errorf("%w: %s", errBotEnded, b.lastWords())
		case <-ctx.Done():
			return fmt.Errorf("waiting for the bot: %w", ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// lastWords is the end of the log.
func (b *bot) lastWords() string {
	log, err := os.ReadFile(b.log())
	if err != nil {
		return "it left no log"
	}
	return strings.TrimSpace(string(log[max(0, len(log)-2000):]))
}

// get asks the bot for a page.
func (b *bot) get(ctx context.Context, path string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+b.listen+path, nil)
	if err != nil {
		return "", fmt.Errorf("asking the bot: %w", err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", fmt.Errorf("asking the bot: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return "", fmt.Errorf("reading the bot's answer: %w", err)
	}
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("asking the bot for %s: %s", path, answer.Status)
	}
	return string(body), nil
}

// metrics are the bot's own figures.
func (b *bot) metrics(ctx context.Context) (figures, error) {
	text, err := b.get(ctx, "/metrics")
	return parseMetrics(text), err
}

// kill is kill -9.
func (b *bot) kill() {
	_ = b.process.Process.Kill()
	<-b.ended
}

// endTime is how long the bot gets to finish what is under way.
const endTime = 15 * time.Second

// stop asks the bot to end, and sees to it that it does.
func (b *bot) stop() {
	if b.process == nil || b.process.Process == nil {
		return
	}
	_ = b.process.Process.Signal(os.Interrupt)
	select {
	case <-b.ended:
	case <-time.After(endTime):
		b.kill()
	}
}

// freeAddress is an address on this machine that nobody listens at.
func freeAddress(ctx context.Context) (string, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("looking for a free port: %w", err)
	}
	return l.Addr().String(), l.Close()
}
