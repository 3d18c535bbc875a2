package terminal

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// leaveWithin is how long a person who quits waits for an event that is being
// stored at that moment.
const leaveWithin = 2 * time.Second

// job is one thing the person did, on its way to Handle.
type job struct {
	event chat.Event
	line  string // what was typed, to be given back when it cannot be taken
	said  int    // the index of the person's line in the talk, or none
	menu  menu   // the choices that a press closed
	asked int    // the item that those choices belong to
}

// none is no index.
const none = -1

// doneMsg is what became of a job.
type doneMsg struct {
	job   job
	reply string // the terminal's own answer, when the line was meant for it
	local bool
	// notice is a passing word about what changed nothing.
	notice string
	err    error
}

// brokenMsg ends the program after a panic in Handle, so that the terminal is
// restored before anyone hears of it.
type brokenMsg struct{}

// hands pass events on, one after another, beside the drawing.
type hands struct {
	cfg  Config
	jobs chan job
}

func newHands(cfg Config) *hands { return &hands{cfg: cfg, jobs: make(chan job, 1)} }

// give takes the next job. The screen gives one at a time, so it never waits.
func (h *hands) give(j job) { h.jobs <- j }

// start begins passing on. The function it returns ends that, after what is under
// way and what still waits, and returns the panic that happened in it, if any.
func (h *hands) start(ctx context.Context, tell func(tea.Msg)) (stop func(waiting []job) error) {
	ctx, cancel := context.WithCancel(ctx)
	leaving, done := make(chan []job, 1), make(chan error, 1)
	go func() { done <- h.work(ctx, leaving, tell) }()
	return func(waiting []job) error {
		leaving <- waiting
		patience := time.AfterFunc(leaveWithin, cancel)
		defer cancel()
		defer patience.Stop()
		return <-done
	}
}

func (h *hands) work(ctx context.Context, leaving <-chan []job, tell func(tea.Msg)) (broken error) {
	defer func() {
		if r := recover(); r != nil {
			broken = fmt.Errorf("panic in an event's handler: %v\n%s", r, debug.Stack())
			tell(brokenMsg{})
		}
	}()
	for {
		select {
		case j := <-h.jobs:
			tell(h.do(ctx, j))
		case waiting := <-leaving:
			h.finish(ctx, waiting)
			return nil
		}
	}
}

// finish passes on what the person did before they left, as long as there is time.
func (h *hands) finish(ctx context.Context, waiting []job) {
	select {
	case j := <-h.jobs: // given, but not yet begun
		waiting = append([]job{j}, waiting...)
	default:
	}
	for _, j := range waiting {
		if ctx.Err() != nil {
			return
		}
		h.do(ctx, j) // nobody is there to hear what became of it
	}
}

func (h *hands) do(ctx context.Context, j job) doneMsg {
	if reply, ok := local(ctx, h.cfg, strings.TrimSpace(j.line)); ok {
		return doneMsg{job: j, reply: clean(reply), local: true}
	}
	answer, err := h.cfg.Handle(ctx, h.cfg.inbound(j.event))
	return doneMsg{job: j, notice: clean(answer.Notice), err: err}
}
