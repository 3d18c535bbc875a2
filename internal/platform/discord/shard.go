package discord

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// shard is one gateway session, over all the connections that it lives through.
type shard struct {
	d         *Discord
	id, count int
	note      string
	wg        sync.WaitGroup // what its connections leave behind
	isReady   atomic.Bool
	outage    outage // since a connection failed or did not get ready

	mu      sync.Mutex
	current *connection // whose events count
	session string      // "" when there is none to resume
	resume  string
	ledger  *ledger
	changed bool // since the place was last kept
}

func newShard(d *Discord, id, count int) *shard {
	return &shard{
		d: d, id: id, count: count, ledger: ledgerFrom(place{}),
		note: "gateway." + strconv.Itoa(id) + "." + strconv.Itoa(count),
	}
}

// place is where the shard stands, and whether that is news.
func (s *shard) place() (place, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	changed := s.changed
	s.changed = false
	return s.ledger.kept(s.session, s.resume), changed
}

func (s *shard) unsaved() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changed = true
}

// recall takes up what an earlier process kept. A note that cannot be read is as
// good as none; a store that cannot be reached is asked again.
func (s *shard) recall(ctx context.Context) error {
	for wait := s.d.cfg.Timing.Retry; ; wait = min(2*wait, 64*s.d.cfg.Timing.Retry) {
		data, err := s.d.cfg.Notes.Note(ctx, s.d.bot(), s.note)
		if err == nil {
			s.adopt(data)
			return nil
		}
		s.d.log.Warn("the gateway's place cannot be read yet", "error", err)
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

func (s *shard) adopt(data []byte) {
	if data == nil {
		return
	}
	p, err := decodePlace(data)
	if err != nil {
		s.d.log.Warn("the gateway begins anew", "error", err)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.session, s.resume, s.ledger = p.Session, p.Resume, ledgerFrom(p)
}

// forget gives the session up. Events of it that are under way are still done.
func (s *shard) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.session, s.resume, s.ledger, s.changed = "", "", ledgerFrom(place{}), true
}

// run keeps the shard connected until ctx ends or nothing helps any more.
func (s *shard) run(ctx context.Context) error {
	defer s.wg.Wait()
	if err := s.recall(ctx); err != nil {
		return nil // only the end of ctx ends it
	}
	watch, failures := newWatchdog(s.d.cfg.Timing.Ready, s.d.cfg.Now()), 0
	for ctx.Err() == nil {
		if !s.hasSession() {
			asked := s.d.cfg.Now()
			if err := s.d.identifies.admit(ctx, s); err != nil {
				return err
			}
			watch.excuse(s.d.cfg.Now().Sub(asked)) // waiting for one's turn is no fault
		}
		end := s.connect(ctx)
		if end.wasReady {
			failures = 0
		}
		wait, err := s.after(ctx, end, failures)
		if err != nil {
			return err
		}
		failures++
		if err := s.judge(ctx, watch, end); err != nil {
			return err
		}
		_ = sleep(ctx, wait)
		if !end.opened { // nobody was there: that is waited for as long as it takes
			watch.calm(s.d.cfg.Now())
		}
	}
	return nil
}

// judge notes whether Discord can be reached, and fails with ErrNotReady when
// connections open again and again and lead nowhere.
func (s *shard) judge(ctx context.Context, watch *watchdog, end ending) error {
	now := s.d.cfg.Now()
	if end.wasReady {
		watch.calm(now)
		return nil
	}
	s.outage.begins(now)
	if end.opened && ctx.Err() == nil {
		return watch.saw(end, now)
	}
	return nil
}

func (s *shard) hasSession() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.session != ""
}

// maxBackoff is the longest wait between two attempts to connect.
const maxBackoff = 30 * time.Second

// after decides what follows a connection, and after which wait.
func (s *shard) after(ctx context.Context, end ending, failures int) (time.Duration, error) {
	if ctx.Err() != nil {
		return 0, nil //nolint:nilerr // being asked to end is no failure
	}
	timing := s.d.cfg.Timing
	s.d.log.Info("the gateway connection ended", "shard", s.id, "why", end.why, "code", end.code)
	s.d.cfg.Observe("gateway/"+end.why, 0)
	switch end.next {
	case fatal:
		return 0, GatewayError{Code: end.code}
	case anew:
		s.forget()
		return timing.Anew + time.Duration(4*s.d.cfg.Rand()*float64(timing.Anew)), nil
	}
	if failures == 0 {
		return 0, nil
	}
	if failures%3 == 0 { // the address to resume at may be gone: ask for the usual one
		s.mu.Lock()
		s.resume = ""
		s.mu.Unlock()
	}
	backoff := min(timing.Retry<<min(failures-1, 7), maxBackoff)
	return backoff/2 + time.Duration(s.d.cfg.Rand()*float64(backoff)/2), nil
}

// dispatch takes one event in. It waits while too many are undone; false when the
// connection is no longer the one that counts.
func (s *shard) dispatch(running, reading context.Context, c *connection, f frame) bool {
	s.learn(c, f)
	got, ok := s.d.understand(f)
	got.heard = new(atomic.Bool)
	if ok && got.back {
		s.d.back(running, got)
		ok = false
	}
	if ok && !s.d.window.enter(reading, s.d.cfg.Timing.Hear, func() { s.d.paused(running, got) }) {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != c {
		if ok {
			s.d.window.leave()
		}
		return false
	}
	s.changed = true
	open := s.ledger.received(f.Seq)
	switch {
	case !ok:
		s.ledger.done(f.Seq)
		s.d.keeper.touch()
	case !open:
		s.d.window.leave()
	default:
		if got.in != nil && got.in.ID == "" { // Discord has no id for it
			got.in.ID = eventID(s.session, f.Seq)
		}
		s.d.accept(running, s, s.ledger, f.Seq, got)
	}
	return true
}

// eventID names an event that has no id of its own: the same at every delivery.
func eventID(session string, seq int64) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(session))
	return "g" + strconv.FormatUint(uint64(h.Sum32()), 36) + "." + strconv.FormatInt(seq, 36)
}

// learn takes in what a READY says.
func (s *shard) learn(c *connection, f frame) {
	if f.Name != "READY" {
		return
	}
	var told ready
	if json.Unmarshal(f.Data, &told) != nil {
		return
	}
	if isID(told.App.ID) {
		s.d.app.Store(&told.App.ID)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != c {
		return
	}
	s.session, s.resume, s.ledger, s.changed = told.Session, told.Resume, ledgerFrom(place{}), true
}

// done marks an event of a session as durable. Whose it is counts when the house has
// heard it; empty: it has not.
func (s *shard) done(of *ledger, seq int64, actor string) {
	s.mu.Lock()
	of.done(seq)
	s.changed = true
	s.mu.Unlock()
	if actor != "" {
		s.d.keeper.count(actor)
	}
	s.d.keeper.touch()
	s.d.window.leave()
}

func (s *shard) lastSeq() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ledger.last
}
