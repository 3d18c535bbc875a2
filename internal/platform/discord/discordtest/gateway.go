package discordtest

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/coder/websocket"
)

// resumePath is where READY tells sessions to come back to.
const resumePath = "/resume"

// What a gateway payload is about.
const (
	opDispatch  = 0
	opHeartbeat = 1
	opIdentify  = 2
	opResume    = 6
	opReconnect = 7
	opInvalid   = 9
	opHello     = 10
	opAck       = 11
)

// Close codes of the gateway.
const (
	CloseUnknownOp         = 4001
	CloseDecode            = 4002
	CloseNotAuthenticated  = 4003
	CloseBadToken          = 4004
	CloseAlready           = 4005
	CloseBadSeq            = 4007
	CloseSessionTimedOut   = 4009
	CloseBadShard          = 4010
	CloseShardingRequired  = 4011
	CloseBadVersion        = 4012
	CloseBadIntents        = 4013
	CloseDisallowedIntents = 4014
)

// Intents that this package tells apart.
const (
	intentGuilds        = 1 << 0
	intentMembers       = 1 << 1
	intentPresences     = 1 << 8
	intentGuildMessages = 1 << 9
	intentDirect        = 1 << 12
	intentContent       = 1 << 15
	intentsPrivileged   = intentMembers | intentPresences | intentContent
	intentsKnown        = 1<<26 - 1
	intentAny           = -1 // heard whatever the intents are
)

// inFrame is a payload from the bot.
type inFrame struct {
	Op int             `json:"op"`
	D  json.RawMessage `json:"d"`
}

// link is one connection of the bot.
type link struct {
	srv     *Server
	conn    *websocket.Conn
	ctx     context.Context //nolint:containedctx // the life of the connection itself
	cancel  context.CancelFunc
	path    string
	session *session // nil before READY or RESUMED
	pumping chan struct{}
}

// gateway serves one connection until it ends.
func (s *Server) gateway(w http.ResponseWriter, r *http.Request) {
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{CompressionMode: websocket.CompressionDisabled})
	if err != nil {
		return // Accept has answered
	}
	defer func() { _ = conn.CloseNow() }()
	conn.SetReadLimit(1 << 16)
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
	defer cancel()
	l := &link{srv: s, conn: conn, ctx: ctx, cancel: cancel, path: r.URL.Path}
	if !s.hub.join(l) {
		return
	}
	defer s.hub.leave(l)
	if v := r.URL.Query().Get("v"); v != "9" && v != "10" {
		l.close(CloseBadVersion)
		return
	}
	l.talk() //nolint:contextcheck // the link has the context of its connection
	l.part()
}

// talk says hello and answers until the connection ends.
func (l *link) talk() {
	l.send(opHello, map[string]any{"heartbeat_interval": l.srv.cfg.Heartbeat.Milliseconds()})
	if l.srv.hub.spend(&l.srv.hub.earlyReconnects) {
		l.send(opReconnect, nil)
	}
	for {
		_, raw, err := l.conn.Read(l.ctx)
		if err != nil {
			l.ended(err)
			return
		}
		var in inFrame
		if json.Unmarshal(raw, &in) != nil {
			l.close(CloseDecode)
			return
		}
		if code := l.take(in); code != 0 {
			l.close(code)
			return
		}
	}
}

// take handles one payload; a code closes the connection.
func (l *link) take(in inFrame) (code int) {
	switch in.Op {
	case opHeartbeat:
		if !l.srv.hub.deaf.Load() {
			l.send(opAck, nil)
		}
		l.srv.hub.beats.Add(1)
	case opIdentify:
		return l.identify(in.D)
	case opResume:
		return l.resume(in.D)
	case 3, 4, 8, 31: // presence, voice, members, sounds: taken and not acted on
		if l.session == nil {
			return CloseNotAuthenticated
		}
	default:
		return CloseUnknownOp
	}
	return 0
}

// ended looks at how the bot closed: 1000 and 1001 end the session too.
func (l *link) ended(err error) {
	status := websocket.CloseStatus(err)
	if l.session != nil && (status == websocket.StatusNormalClosure || status == websocket.StatusGoingAway) {
		l.srv.hub.forget(l.session)
	}
}

// part stops the pump and leaves the session without a connection.
func (l *link) part() {
	l.cancel()
	if l.pumping != nil {
		<-l.pumping
	}
	if l.session != nil {
		l.session.lose(l, l.srv.cfg.Now())
	}
}

// busy tells whether a session runs over the connection; one that was declared
// invalid does not.
func (l *link) busy() bool { return l.session != nil && l.session.ownedBy(l) }

// attach starts sending the dispatches of a session, from the one after seq.
func (l *link) attach(s *session, seq int) {
	if l.pumping != nil {
		<-l.pumping // of the session before, which is invalid
	}
	l.session, l.pumping = s, make(chan struct{})
	s.own(l)
	l.srv.hub.news()
	go func() {
		defer close(l.pumping)
		s.pump(l, seq)
	}()
}

func (l *link) send(op int, d any) {
	l.write([]byte(`{"op":` + strconv.Itoa(op) + `,"s":null,"t":null,"d":` + string(encode(d)) + `}`))
}

// writeWithin is how long a bot may leave its connection unread.
const writeWithin = 30 * time.Second

func (l *link) write(frame []byte) bool {
	ctx, cancel := context.WithTimeout(l.ctx, writeWithin)
	defer cancel()
	return l.conn.Write(ctx, websocket.MessageText, frame) == nil
}

func (l *link) close(code int) {
	_ = l.conn.Close(websocket.StatusCode(code), closeReason(code))
}

func closeReason(code int) string {
	switch code {
	case CloseBadToken:
		return "Authentication failed."
	case CloseBadShard:
		return "Invalid shard."
	case CloseShardingRequired:
		return "Sharding required."
	case CloseBadVersion:
		return "Invalid API version."
	case CloseBadIntents:
		return "Invalid intent(s)."
	case CloseDisallowedIntents:
		return "Disallowed intent(s)."
	case CloseSessionTimedOut:
		return "Session timed out."
	}
	return "Closed."
}
