package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"
)

// maxFrame is the largest frame that is read, in bytes: a big server's first
// description is several megabytes.
const maxFrame = 32 << 20

// ending is how a connection came to its end.
type ending struct {
	next     next
	why      string // one of a few words, for logs and counters
	code     int    // the close code, -1 when there was none
	err      error
	opened   bool // somebody was there
	wasReady bool
}

// connection is one WebSocket of a shard.
type connection struct {
	s       *shard
	ws      *websocket.Conn
	control chan frame // everything but events of people
	lost    chan error
	paused  atomic.Bool // reading waits because too much is undone
	alive   atomic.Bool // an event came since the last heartbeat
	unheard int         // heartbeats without an answer
	ready   bool
}

// connect opens a connection and stays until it ends. It has Timing.Ready to open, and
// as much again to get ready.
func (s *shard) connect(ctx context.Context) ending {
	opening, cancel := context.WithTimeout(ctx, s.d.cfg.Timing.Ready)
	defer cancel()
	address, err := s.address(opening)
	if err != nil {
		return s.unconnected(err)
	}
	ws, _, err := websocket.Dial(opening, address, &websocket.DialOptions{HTTPClient: s.d.rest.client}) //nolint:bodyclose // the library closes it
	if err != nil {
		return s.unconnected(err)
	}
	ws.SetReadLimit(maxFrame)
	c := &connection{s: s, ws: ws, control: make(chan frame, 8), lost: make(chan error, 1)}
	s.mu.Lock()
	s.current = c
	s.mu.Unlock()
	reading, stop := context.WithCancel(ctx)
	s.wg.Go(func() { c.lost <- c.read(ctx, reading) })
	end := c.live(ctx, time.After(s.d.cfg.Timing.Ready))
	end.opened = true
	s.mu.Lock()
	s.current = nil
	s.mu.Unlock()
	stop()
	s.isReady.Store(false)
	// Saying goodbye may take a while when nobody listens: the next connection does
	// not wait for it.
	s.wg.Go(func() { _ = ws.Close(leave, "") })
	return end
}

func (s *shard) unconnected(err error) ending {
	if errors.Is(err, ErrToken) {
		return ending{next: fatal, why: "token", code: closeToken, err: err}
	}
	return ending{next: resume, why: "unconnected", code: -1, err: err}
}

// address is where to connect: at the session's own address when there is one.
func (s *shard) address(ctx context.Context) (string, error) {
	s.mu.Lock()
	base := s.resume
	s.mu.Unlock()
	if base == "" {
		var told struct {
			URL string `json:"url"`
		}
		if err := s.d.rest.do(ctx, call{method: "GET", path: "/gateway", route: route{kind: "gateway"}}, &told); err != nil {
			return "", fmt.Errorf("asking for the gateway: %w", verdict(err))
		}
		base = told.URL
	}
	u, err := url.Parse(base)
	if err != nil || u.Host == "" {
		return "", fmt.Errorf("reading the gateway's address: %w", errEvent)
	}
	u.RawQuery = "v=10&encoding=json"
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), nil
}

// read hands on what comes until the connection ends. Events wait here when too
// many are undone, and with them everything behind.
func (c *connection) read(running, reading context.Context) error {
	always := context.WithoutCancel(running) // a cancelled read would tear the line without a goodbye
	for {
		_, data, err := c.ws.Read(always)
		if err != nil {
			return err
		}
		f, err := decodeFrame(data)
		if err != nil {
			c.s.d.log.Warn("a frame of the gateway was passed over", "error", err)
			continue
		}
		if f.Op == opDispatch {
			c.paused.Store(true)
			c.alive.Store(true)
			counts := c.s.dispatch(running, reading, c, f)
			c.paused.Store(false)
			if !counts {
				return errSuperseded
			}
			if f.Name != "READY" && f.Name != "RESUMED" {
				continue
			}
		}
		select {
		case c.control <- f:
		case <-reading.Done():
			return errSuperseded
		}
	}
}

var errSuperseded = errors.New("another connection has taken over")

// live keeps the connection alive and says how it ended.
func (c *connection) live(ctx context.Context, late <-chan time.Time) (end ending) {
	defer func() { end.wasReady = c.ready }()
	beat := time.NewTimer(time.Hour)
	defer beat.Stop()
	var interval time.Duration
	for {
		var over *ending
		select {
		case <-ctx.Done():
			return ending{next: resume, why: "ended", code: -1, err: ctx.Err()}
		case <-late:
			late = nil
			if !c.ready && ctx.Err() == nil {
				return ending{next: resume, why: "late", code: -1, err: ErrNotReady}
			}
		case err := <-c.lost:
			return lostBy(err)
		case <-beat.C:
			if c.paused.Load() || c.alive.Swap(false) {
				c.unheard = 0 // the answer waits behind what is still to be read
			}
			if c.unheard >= 2 {
				return ending{next: resume, why: "silent", code: -1}
			}
			c.unheard++
			over = c.send(ctx, heartbeat(c.s.lastSeq()))
			beat.Reset(interval)
		case f := <-c.control:
			if f.Op == opHello {
				var err error
				if interval, err = hello(f.Data); err != nil {
					return ending{next: resume, why: "hello", code: -1, err: err}
				}
				beat.Reset(time.Duration(c.s.d.cfg.Rand() * float64(interval)))
			}
			over = c.obey(ctx, f)
		}
		if over != nil {
			return *over
		}
	}
}

// obey does what a frame asks for; not nil when the connection is over.
func (c *connection) obey(ctx context.Context, f frame) *ending {
	switch f.Op {
	case opHello:
		return c.send(ctx, c.s.introduction())
	case opHeartbeat:
		return c.send(ctx, heartbeat(c.s.lastSeq()))
	case opHeartbeatAck:
		c.unheard = 0
	case opReconnect:
		return &ending{next: resume, why: "asked", code: -1}
	case opInvalidSession:
		var again bool
		if json.Unmarshal(f.Data, &again) == nil && again {
			return &ending{next: resume, why: "invalid", code: -1}
		}
		return &ending{next: anew, why: "over", code: -1}
	case opDispatch:
		c.ready = true
		c.s.isReady.Store(true)
		c.s.outage.ends()
		c.s.d.log.Info("the gateway is ready", "shard", c.s.id, "resumed", f.Name == "RESUMED")
		c.s.d.cfg.Observe("gateway/"+map[bool]string{true: "resumed", false: "ready"}[f.Name == "RESUMED"], 0)
		c.s.d.keeper.hurry()
	}
	return nil
}

// introduction is the first thing that we say.
func (s *shard) introduction() outgoing {
	s.mu.Lock()
	defer s.mu.Unlock()
	token := string(s.d.cfg.Token)
	if s.session != "" {
		return outgoing{Op: opResume, Data: resumption{Token: token, Session: s.session, Seq: s.ledger.last}}
	}
	return outgoing{Op: opIdentify, Data: identify{
		Token: token, Intents: intents, Shard: [2]int{s.id, s.count},
		Properties: map[string]string{"os": "linux", "browser": "stillpoint", "device": "stillpoint"},
	}}
}

// maxWrite is how long a frame may take to leave.
const maxWrite = 5 * time.Second

func (c *connection) send(ctx context.Context, o outgoing) *ending {
	data, err := json.Marshal(o)
	if err == nil {
		ctx, cancel := context.WithTimeout(ctx, maxWrite)
		defer cancel()
		err = c.ws.Write(ctx, websocket.MessageText, data)
	}
	if err == nil {
		return nil
	}
	select { // a reason that was read tells more
	case lost := <-c.lost:
		end := lostBy(lost)
		return &end
	default:
		return &ending{next: resume, why: "lost", code: -1, err: err}
	}
}

func lostBy(err error) ending {
	code := int(websocket.CloseStatus(err))
	return ending{next: afterClose(code), why: "lost", code: code, err: err}
}
