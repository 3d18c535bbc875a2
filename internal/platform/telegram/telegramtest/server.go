package telegramtest

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Server is a Telegram with one bot. It is safe for concurrent use.
type Server struct {
	cfg      Config
	bot      []byte // its User in JSON
	listener net.Listener
	http     http.Server
	methods  map[string]method
	closing  chan struct{}
	end      context.CancelFunc // of what outlives a request: the webhook
	alive    context.Context    //nolint:containedctx // the server's own life, which Close ends

	running  sync.WaitGroup
	entrance sync.Mutex
	closed   bool

	mu    sync.RWMutex
	rooms map[int64]*room

	queue    queue
	record   record
	files    files
	commands commands
	checker  checker
	fault    atomic.Pointer[func(Call) *Fault]

	hookMu sync.Mutex
	hooked *hook

	rateMu sync.Mutex
	second window
	sent   int
}

// Start starts a server on a free port of 127.0.0.1. The error says that there is none,
// or that the API description in Config.Specs cannot be read.
func Start(cfg Config) (*Server, error) {
	cfg = cfg.withDefaults()
	check, err := newChecker(cfg)
	if err != nil {
		return nil, err
	}
	var listen net.ListenConfig
	listener, err := listen.Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("starting a Telegram: %w", err)
	}
	s := &Server{
		cfg: cfg, listener: listener, methods: methods(), closing: make(chan struct{}),
		bot:    appendUser(nil, botID, true, botName, cfg.Username, ""),
		rooms:  map[int64]*room{},
		record: record{most: cfg.Calls, counts: map[string]int{}},
		second: window{span: time.Second},
	}
	s.checker.start(check, cfg)
	s.alive, s.end = context.WithCancel(context.Background())
	s.http = http.Server{Handler: http.HandlerFunc(s.serve), ReadHeaderTimeout: time.Minute}
	s.running.Go(func() { _ = s.http.Serve(listener) })
	return s, nil
}

// URL is where the server is, without a slash at the end: what a bot uses in place of
// https://api.telegram.org.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Token is the bot's token.
func (s *Server) Token() string { return s.cfg.Token }

// Username is the bot's name without the @.
func (s *Server) Username() string { return s.cfg.Username }

// Close cuts every connection, lets go of everything that is held, and returns when
// nothing of the server runs any more. Closing twice is fine.
func (s *Server) Close() {
	s.entrance.Lock()
	first := !s.closed
	s.closed = true
	s.entrance.Unlock()
	if first {
		close(s.closing)
		s.end()
		s.swapHook(nil, false)
		_ = s.http.Close()
	}
	s.running.Wait()
}

// enter counts a request in, unless the server is closing.
func (s *Server) enter() bool {
	s.entrance.Lock()
	defer s.entrance.Unlock()
	if !s.closed {
		s.running.Add(1)
	}
	return !s.closed
}

// Misbehave asks f about every call; nil puts an end to it. What f returns happens to the
// call, and nothing when it returns nil. It is called from several goroutines.
func (s *Server) Misbehave(f func(Call) *Fault) {
	if f == nil {
		s.fault.Store(nil)
		return
	}
	s.fault.Store(&f)
}

// Disorder says how orderly updates arrive from now on.
func (s *Server) Disorder(d Disorder) {
	s.queue.mu.Lock()
	defer s.queue.mu.Unlock()
	s.queue.disorder = d
}

// Push lets the bot hear of anything, such as an update of a kind that nobody knows yet.
// An object without an "update_id" gets one; everything else goes out as it is, also
// when no bot could read it. It returns the id under which the update is confirmed.
func (s *Server) Push(raw json.RawMessage) int64 { return s.queue.put(update{body: raw}) }

// Pending is how many updates the bot has not confirmed.
func (s *Server) Pending() int {
	s.hookMu.Lock()
	h := s.hooked
	s.hookMu.Unlock()
	if h != nil {
		return h.pending()
	}
	return s.queue.pending()
}

// Chats lists the chats, private and shared, in the order of their ids.
func (s *Server) Chats() []int64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	ids := make([]int64, 0, len(s.rooms))
	for id := range s.rooms {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Messages returns what is remembered of a chat, everybody's messages, oldest first.
func (s *Server) Messages(chat int64) []Message {
	if r := s.room(chat); r != nil {
		return r.all()
	}
	return nil
}

// Duplicates is how many messages the bot sent that were the same as its last one in that
// chat, with nothing from a person in between: most likely a retry of something that had
// arrived.
func (s *Server) Duplicates() int {
	sum := 0
	s.each(func(r *room) { sum += r.twice })
	return sum
}

// Rates is how fast the bot wrote at its fastest.
type Rates struct {
	Sent        int // messages of the bot so far
	Second      int // the most in any one second
	ChatSecond  int // the most in any one second in one chat
	GroupMinute int // the most in any one minute in one group
}

// Rates looks at all chats.
func (s *Server) Rates() Rates {
	s.rateMu.Lock()
	rates := Rates{Sent: s.sent, Second: s.second.peak}
	s.rateMu.Unlock()
	s.each(func(r *room) {
		rates.ChatSecond = max(rates.ChatSecond, r.second.peak)
		if r.person == nil {
			rates.GroupMinute = max(rates.GroupMinute, r.minute.peak)
		}
	})
	return rates
}

func (s *Server) each(look func(*room)) {
	for _, id := range s.Chats() {
		r := s.room(id)
		r.mu.Lock()
		look(r)
		r.mu.Unlock()
	}
}

func (s *Server) room(id int64) *room {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.rooms[id]
}

// open returns a chat, made by build when there is none yet.
func (s *Server) open(id int64, build func() *room) *room {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.rooms[id] == nil {
		s.rooms[id] = build()
	}
	return s.rooms[id]
}
