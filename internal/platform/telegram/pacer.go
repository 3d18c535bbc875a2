package telegram

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// pacer is one that moves in a message.
type pacer struct {
	chat    int64
	message int
	base    string // what stays when it no longer moves
	rows    [][]button
	moving  chat.Pace

	once sync.Once
	quit chan struct{}
	done chan struct{}
	cut  atomic.Bool // it was stopped with its last line in sight
}

// stop makes it stand still. It does not wait for an edit that is under way.
func (p *pacer) stop() { p.once.Do(func() { close(p.quit) }) }

// wait waits until no edit of it can come any more.
func (p *pacer) wait(ctx context.Context) {
	select {
	case <-p.done:
	case <-ctx.Done():
	}
}

// pacers are all that move now. They belong to Run.
type pacers struct {
	a     *Adapter
	edits *rate.Limiter

	mu     sync.Mutex
	ctx    context.Context //nolint:containedctx // the time that Run gives them, not one call's
	byChat map[int64]*pacer
	all    sync.WaitGroup
}

func newPacers(a *Adapter) *pacers {
	burst := max(int(a.cfg.EditsPerSecond), 1)
	return &pacers{a: a, edits: rate.NewLimiter(rate.Limit(a.cfg.EditsPerSecond), burst), byChat: map[int64]*pacer{}}
}

// begin lets pacers move until ctx ends.
func (ps *pacers) begin(ctx context.Context) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	ps.ctx = ctx
}

// end waits for all of them, after ctx has ended.
func (ps *pacers) end() {
	ps.mu.Lock()
	ps.ctx = nil
	ps.mu.Unlock()
	ps.all.Wait()
}

// start sets a pacer in motion, in place of another one in the same chat. It is
// false when too many move already, or none may.
func (ps *pacers) start(p *pacer) bool {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	before := ps.byChat[p.chat]
	if before != nil {
		before.stop()
	}
	if ps.ctx == nil || before == nil && len(ps.byChat) >= ps.a.cfg.MaxPacers {
		return false
	}
	ps.byChat[p.chat] = p
	ctx := ps.ctx
	ps.all.Go(func() { ps.move(ctx, p) })
	return true
}

// stop stops the pacer of a chat, when there is one.
func (ps *pacers) stop(chatID int64) {
	ps.mu.Lock()
	p := ps.byChat[chatID]
	ps.mu.Unlock()
	if p != nil {
		p.stop()
	}
}

// move runs one pacer.
func (ps *pacers) move(ctx context.Context, p *pacer) {
	defer close(p.done)
	p.cut.Store(!ps.breathe(ctx, p))
	ps.mu.Lock()
	if ps.byChat[p.chat] == p {
		delete(ps.byChat, p.chat)
	}
	ps.mu.Unlock()
	if ctx.Err() != nil || p.cut.Load() {
		return
	}
	rows := p.rows
	if !ps.a.shown.holds(p.chat, p.message) {
		rows = nil // its question is over
	}
	_ = ps.a.errand(ctx, editMessageText, editBody(p.chat, p.message, p.base, rows))
}

// breathe shows phase after phase. It is false when it was stopped before the end.
func (ps *pacers) breathe(ctx context.Context, p *pacer) bool {
	start, edited := ps.a.cfg.Now(), time.Duration(0)
	for {
		now := ps.a.cfg.Now().Sub(start)
		f := frameAt(p.moving, now)
		if f.over {
			return true
		}
		if !ps.hold(ctx, p, f.ends-now) {
			return false
		}
		f = frameAt(p.moving, f.ends)
		now = ps.a.cfg.Now().Sub(start)
		if f.over || now-edited < ps.a.cfg.PaceEvery || !ps.edits.Allow() {
			continue // the breath goes on without this line
		}
		edited = now
		ps.a.cfg.Observe("pace/edit", 1)
		if wait, ok := waitOf(ps.a.errand(ctx, editMessageText, editBody(p.chat, p.message, p.base+frameText(p.moving, f), p.rows))); ok {
			edited += wait
		}
	}
}

// hold waits, and is false when the pacer has to stop.
func (ps *pacers) hold(ctx context.Context, p *pacer, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-p.quit:
		return false
	case <-ctx.Done():
		return false
	}
}
