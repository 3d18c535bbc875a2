package discordtest

import (
	"encoding/json"
	"strings"
	"time"
)

// Identify is a session that the bot began.
type Identify struct {
	At      time.Time // by Config.Now
	Shard   int
	Shards  int
	Intents int
	Code    int // what it was closed with, or 0
}

// Resume is a session that the bot took up again.
type Resume struct {
	At       time.Time // by Config.Now
	Seq      int
	Taken    bool // otherwise it was told that the session is invalid
	Followed bool // the bot came to the address that READY named
}

// identify begins a session; a code closes the connection.
func (l *link) identify(raw json.RawMessage) (code int) {
	var d struct {
		Token   string `json:"token"`
		Intents int    `json:"intents"`
		Shard   []int  `json:"shard"`
	}
	if json.Unmarshal(raw, &d) != nil {
		return CloseDecode
	}
	if l.busy() {
		return CloseAlready
	}
	if len(d.Shard) != 2 {
		d.Shard = []int{0, 1}
	}
	s := l.srv
	code = s.judge(d.Token, d.Intents, d.Shard)
	s.hub.identified(Identify{At: s.cfg.Now(), Shard: d.Shard[0], Shards: d.Shard[1], Intents: d.Intents, Code: code})
	if code != 0 {
		return code
	}
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	x := newSession(s.ids.next(), d.Shard[0], d.Shard[1], d.Intents, s.cfg.Replay)
	x.lost = s.cfg.Now()
	s.welcome(x)
	s.hub.add(x) // before READY goes out: the bot may use the session from then on
	l.attach(x, 0)
	return 0
}

func (s *Server) judge(token string, intents int, shard []int) int {
	if code := s.hub.refusal.Swap(0); code != 0 {
		return int(code)
	}
	switch {
	case token != s.cfg.Token && token != "Bot "+s.cfg.Token:
		return CloseBadToken
	case shard[1] < 1 || shard[0] < 0 || shard[0] >= shard[1]:
		return CloseBadShard
	case intents&^intentsKnown != 0:
		return CloseBadIntents
	case intents&intentsPrivileged&^s.cfg.Privileged != 0:
		return CloseDisallowedIntents
	}
	return 0
}

// welcome puts READY and the servers of the shard at the head of a session.
func (s *Server) welcome(x *session) {
	var mine []*Guild
	unavailable := []map[string]any{}
	for _, g := range s.world.guilds {
		if shardOf(g.id, x.shards) == x.shard {
			mine = append(mine, g)
			unavailable = append(unavailable, map[string]any{"id": g.id, "unavailable": true})
		}
	}
	x.add("READY", encode(map[string]any{
		"v": 10, "user": s.bot(), "session_id": x.id, "resume_gateway_url": s.GatewayURL() + resumePath,
		"shard": []int{x.shard, x.shards}, "application": map[string]any{"id": s.cfg.App, "flags": 0},
		"guilds": unavailable, "private_channels": []any{},
	}))
	if x.intents&intentGuilds == 0 {
		return
	}
	for _, g := range mine {
		x.add("GUILD_CREATE", encode(g.wire(true)))
	}
}

// resume takes a session up again, or says that it is invalid.
func (l *link) resume(raw json.RawMessage) (code int) {
	var d struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int    `json:"seq"`
	}
	if json.Unmarshal(raw, &d) != nil {
		return CloseDecode
	}
	s := l.srv
	switch {
	case l.busy():
		return CloseAlready
	case d.Token != s.cfg.Token && d.Token != "Bot "+s.cfg.Token:
		return CloseBadToken
	}
	x := s.hub.session(d.Session, s.cfg.Now(), s.cfg.Resumable)
	reach := unreachable
	if x != nil {
		reach = x.reach(d.Seq)
	}
	s.hub.resumed(Resume{At: s.cfg.Now(), Seq: d.Seq, Taken: reach == within, Followed: strings.HasPrefix(l.path, resumePath)})
	switch reach {
	case beyond:
		return CloseBadSeq
	case unreachable:
		l.send(opInvalid, false)
		return 0
	}
	x.add("RESUMED", json.RawMessage("{}"))
	l.attach(x, d.Seq)
	return 0
}
