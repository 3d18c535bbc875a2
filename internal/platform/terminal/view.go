package terminal

import (
	"context"
	"errors"
	"fmt"
	"sync"

	tea "charm.land/bubbletea/v2"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// frameRate is how often the screen may be drawn: enough for the pacer, and
// little work when nothing happens.
const frameRate = 30

// view is the face for a real terminal. It owns the program that draws and the
// goroutine that hands events over; messages come in from any goroutine.
type view struct {
	cfg     Config
	options []tea.ProgramOption // for tests: a size, no signals

	started chan struct{} // closed when program is set
	program *tea.Program
	ended   chan struct{}

	mu    sync.Mutex
	shown shownIDs
}

func newView(cfg Config) *view {
	return &view{cfg: cfg, started: make(chan struct{}), ended: make(chan struct{})}
}

func (v *view) run(ctx context.Context) error {
	defer close(v.ended)
	hands := newHands(v.cfg)
	s := newScreen(v.cfg, hands.give)
	v.program = tea.NewProgram(s, append([]tea.ProgramOption{
		tea.WithInput(v.cfg.In), tea.WithOutput(v.cfg.Out), tea.WithFPS(frameRate),
	}, v.options...)...)
	close(v.started)

	// Quitting, and not killing, so that the last drawing is undone in order.
	defer context.AfterFunc(ctx, v.program.Quit)()
	stop := hands.start(ctx, func(m tea.Msg) { v.program.Send(m) })
	_, err := v.program.Run()
	if broken := stop(s.queue); broken != nil {
		panic(broken) // only now: the terminal is itself again
	}
	if err != nil && !errors.Is(err, tea.ErrInterrupted) {
		return fmt.Errorf("drawing the chat: %w", err)
	}
	return nil
}

func (v *view) send(ctx context.Context, id string, m chat.Message) error {
	select {
	case <-v.started:
	case <-v.ended:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	if v.wasShown(id) {
		return nil
	}
	note, failed := v.keep(m)
	shown := make(chan struct{})
	v.program.Send(showMsg{message: m, note: note, shown: shown})
	select {
	case <-shown:
	case <-v.ended:
		return ErrClosed
	}
	v.remember(id)
	return failed
}

// keep saves a document and returns the line that says so.
func (v *view) keep(m chat.Message) (note string, err error) {
	d, ok := m.(chat.Document)
	if !ok {
		return "", nil
	}
	path, err := save(v.cfg.SaveDir, d)
	if err != nil {
		return v.cfg.Labels.NotSaved, err
	}
	return fill(v.cfg.Labels.Saved, cleanLine(path)), nil
}

func (v *view) wasShown(id string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.shown.has(id)
}

func (v *view) remember(id string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.shown.add(id)
}
