package telegram

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// pace sends a breathing pacer: its introduction, its recipe and a line that
// changes with the breath, for as long as nothing else happens in the chat.
func (a *Adapter) pace(ctx context.Context, l letter, m chat.Pace) error {
	p := &pacer{
		chat: l.to.chat, base: paceText(m), moving: m, quit: make(chan struct{}), done: make(chan struct{}),
		rows: limit(layOut(nil, controlsOf(m.Controls, m.Question), 3)),
	}
	moves := !l.community && units(p.base) < maxText-100 && len(m.Phases) > 0
	first := p.base
	if moves {
		first += frameText(m, frameAt(m, 0))
	}
	sent, err := a.words(ctx, l, first, p.rows)
	if err != nil || l.community {
		return err
	}
	shown := target{chat: l.to.chat, message: sent, question: m.Question}
	p.message = sent
	if moves && sent != 0 && a.pacers.start(p) { //nolint:contextcheck // it moves on after the message is sent, in Run's time
		shown.pacer = p
	}
	if len(p.rows) > 0 {
		a.showed(shown)
	}
	return nil
}

// paceText is what stays in sight: the title, the words, and the recipe for those
// who would rather count by themselves.
func paceText(m chat.Pace) string {
	var parts []string
	for _, part := range []string{m.Title, m.Text, recipe(m)} {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\n\n")
}

// recipe is one round in a line: "In 4 · Out 6 ×8".
func recipe(m chat.Pace) string {
	var words []string
	for _, phase := range m.Phases {
		words = append(words, phase.Label+" "+seconds(phase.Last))
	}
	if len(words) == 0 {
		return ""
	}
	return strings.Join(words, " · ") + " ×" + strconv.Itoa(m.Rounds)
}

// seconds writes a duration as seconds: "4", "5.5".
func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Round(100*time.Millisecond).Seconds(), 'f', -1, 64)
}

// frame is a moment of a pacer.
type frame struct {
	round int           // from 1
	phase int           // its place in the round
	ends  time.Duration // when the phase is over, since the beginning
	over  bool          // the last phase has ended
}

// frameAt is where a pacer stands after some time.
func frameAt(m chat.Pace, elapsed time.Duration) frame {
	var end time.Duration
	if m.Length() <= 0 {
		return frame{over: true}
	}
	for round := range m.Rounds {
		for i, phase := range m.Phases {
			if end += phase.Last; elapsed < end {
				return frame{round: round + 1, phase: i, ends: end}
			}
		}
	}
	return frame{over: true}
}

// frameText is the line that changes: a shape, what to do, for how long, and which
// round it is.
func frameText(m chat.Pace, f frame) string {
	if f.over || f.phase >= len(m.Phases) {
		return ""
	}
	phase := m.Phases[f.phase]
	return "\n\n" + shape(phase.Kind) + " " + phase.Label + " " + seconds(phase.Last) +
		"   " + strconv.Itoa(f.round) + "/" + strconv.Itoa(m.Rounds)
}

// shape is how full the breath is at the end of a phase.
func shape(k chat.PhaseKind) string {
	switch k {
	case chat.In, chat.Hold:
		return "●"
	case chat.Out, chat.Rest:
		return "○"
	}
	return "·"
}

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
