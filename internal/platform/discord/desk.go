package discord

import (
	"context"
	"encoding/json"
	"log/slog"
	"strconv"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Names of the notes about a person.
const (
	turnNote  = "turn"  // the latest interaction, for its fifteen minutes
	reachNote = "reach" // where the person can be written to
)

// turn is the latest interaction as it is kept.
type turn struct {
	ID       string `json:"id"`
	Token    string `json:"token"`
	At       int64  `json:"at"` // milliseconds since 1970
	Locale   string `json:"locale,omitempty"`
	Server   bool   `json:"server,omitempty"`
	Message  bool   `json:"message,omitempty"`  // the first answer is a new message
	Deferred bool   `json:"deferred,omitempty"` // words are still owed
}

// reach is how a person can be written to.
type reach struct {
	DM     string `json:"dm,omitempty"`     // the private channel, once the person has used it
	Closed bool   `json:"closed,omitempty"` // something could not be said, and is to be told
	Locale string `json:"locale,omitempty"` // as the latest interaction told it: messages do not
}

// visitor is what is known of a person in this process.
type visitor struct {
	sending sync.Mutex // one message at a time

	mu    sync.Mutex
	known bool  // slot is right, the notes need not be asked
	slot  *slot // the latest interaction; nil when the person wrote since
	reach *reach
	sent  string // the last message, and how many parts of it went out
	parts int
}

// maxVisitors is how many people are remembered; the notes know the rest.
const maxVisitors = 10_000

// desk knows where people are. It is safe for concurrent use.
type desk struct {
	notes Notes
	now   func() time.Time
	mu    sync.Mutex
	all   *lru.Cache[string, *visitor]
}

func newDesk(notes Notes, now func() time.Time) *desk {
	all, err := lru.New[string, *visitor](maxVisitors)
	if err != nil {
		panic("discord: " + err.Error()) // only a size below one fails
	}
	return &desk{notes: notes, now: now, all: all}
}

func (k *desk) visitor(who chat.Actor) *visitor {
	id := who.Key()
	k.mu.Lock()
	defer k.mu.Unlock()
	v, ok := k.all.Get(id)
	if !ok {
		v = &visitor{}
		k.all.Add(id, v)
	}
	return v
}

// arrive remembers where a person is now. The notes are read and written each time:
// they may have vanished, because the person was forgotten.
func (k *desk) arrive(ctx context.Context, got received, s *slot) error {
	v := k.visitor(got.who)
	v.mu.Lock()
	fromTurn := !v.known || v.slot != nil
	v.known, v.slot = true, s
	v.mu.Unlock()
	kept, err := k.read(ctx, got.who)
	if err != nil {
		if got.dm != "" { // the answer still finds its way
			v.learn(reach{DM: got.dm, Locale: v.locale()})
		}
		return err
	}
	if now := kept.after(got); now != kept {
		kept = now
		err = k.write(ctx, got.who, kept)
	}
	v.learn(kept)
	switch {
	case err != nil:
		return err
	case s != nil:
		return k.note(ctx, s)
	case fromTurn:
		return k.notes.SetNote(ctx, got.who, turnNote, nil, time.Time{})
	}
	return nil
}

// after is how a person can be written to once an event has come: whoever writes in
// private may be answered there again.
func (r reach) after(got received) reach {
	if got.dm != "" {
		r.DM = got.dm
		r.Closed = r.Closed && got.slot != nil
	}
	if got.in != nil && got.in.Locale != "" {
		r.Locale = got.in.Locale
	}
	return r
}

// locale is the language that the person's own app was last known to be set to.
func (v *visitor) locale() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.reach == nil {
		return ""
	}
	return v.reach.Locale
}

// understood is an event with the language that its person is known to have.
func (k *desk) understood(in chat.Inbound) chat.Inbound {
	if in.Locale == "" {
		in.Locale = k.visitor(in.Actor).locale()
	}
	return in
}

func (v *visitor) learn(r reach) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.reach = &r
}

func (k *desk) read(ctx context.Context, who chat.Actor) (reach, error) {
	var r reach
	data, err := k.notes.Note(ctx, who, reachNote)
	if err == nil && data != nil {
		_ = json.Unmarshal(data, &r) // what cannot be read is as good as nothing
	}
	return r, err
}

func (k *desk) write(ctx context.Context, who chat.Actor, r reach) error {
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return k.notes.SetNote(ctx, who, reachNote, data, time.Time{})
}

// note keeps the latest interaction. One that comes again after a restart is
// noted already, with what an earlier process promised.
func (k *desk) note(ctx context.Context, s *slot) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if since(k.now(), bornAt(s.id)) > replayed {
		if promised, err := k.promised(ctx, s); err != nil || promised {
			return err
		}
	}
	return k.setTurn(ctx, s.who, s)
}

// replayed is the age from which on an interaction may have come before.
const replayed = 2 * time.Second

// promised takes over that an earlier process deferred this very interaction; the
// slot's lock is held.
func (k *desk) promised(ctx context.Context, s *slot) (bool, error) {
	kept, err := k.restore(ctx, s.who)
	if err != nil || kept == nil || kept.id != s.id || kept.state != slotDeferred {
		return false, err
	}
	if s.state == slotFresh {
		s.become(slotDeferred)
	}
	return true, nil
}

// bornAt is the moment that a snowflake holds.
func bornAt(id string) time.Time {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(int64(n>>22) + 1_420_070_400_000)
}

// setTurn writes the note; the slot's lock is held.
func (k *desk) setTurn(ctx context.Context, who chat.Actor, s *slot) error {
	data, err := json.Marshal(turn{
		ID: s.id, Token: s.token, At: s.at.UnixMilli(), Locale: s.locale,
		Server: s.server, Message: s.kind == byMessage, Deferred: s.state == slotDeferred,
	})
	if err != nil {
		return err
	}
	return k.notes.SetNote(ctx, who, turnNote, data, s.at.Add(tokenLife))
}

// keepTurn notes that an interaction was deferred or that the words it waited for
// have come; the slot's lock is held.
func (k *desk) keepTurn(ctx context.Context, log *slog.Logger, s *slot) {
	if s.asks {
		return // it leads to nobody
	}
	if err := k.setTurn(ctx, s.who, s); err != nil {
		log.Warn("an interaction could not be noted", "error", err)
	}
}

// restore is a slot from its note; nil when there is none that may be answered.
func (k *desk) restore(ctx context.Context, who chat.Actor) (*slot, error) {
	data, err := k.notes.Note(ctx, who, turnNote)
	if err != nil || data == nil {
		return nil, err
	}
	var t turn
	if json.Unmarshal(data, &t) != nil || !isID(t.ID) || !isToken(t.Token) {
		return nil, nil //nolint:nilerr // what cannot be read is as good as nothing
	}
	i := &interaction{id: t.ID, token: t.Token, locale: t.Locale, server: t.Server, kind: byUpdate, who: who}
	s := newSlot(i, time.UnixMilli(t.At))
	switch {
	case t.Message:
		i.kind = byMessage
		if t.Deferred {
			s.become(slotDeferred)
		}
	default:
		s.become(slotAnswered) // a press is answered at once, by whoever got it
	}
	return s, nil
}

// way is where a message can go: on a slot, or into a channel. Both empty: the
// person cannot be written to.
type way struct {
	slot    *slot
	channel string
}

// find is the best way to a person just now.
func (k *desk) find(ctx context.Context, who chat.Actor) (way, error) {
	v := k.visitor(who)
	err := k.recall(ctx, who, v)
	v.mu.Lock()
	defer v.mu.Unlock()
	var r reach
	if v.reach != nil {
		r = *v.reach
	}
	if w := choose(v.slot, r, k.now()); w.slot != nil || err == nil {
		return w, nil // an interaction in hand needs no notes
	}
	return way{}, err
}

// choose prefers the place of the latest interaction. In a private chat only its
// first answer goes that way, or everything when the chat is closed to us: messages
// of the channel are safe to send again.
func choose(s *slot, r reach, now time.Time) way {
	if s == nil || !s.alive(now) {
		return way{channel: r.DM}
	}
	if owes := s.kind == byMessage && s.owes(); s.server || owes || r.DM == "" || r.Closed {
		return way{slot: s}
	}
	return way{channel: r.DM}
}

// owes reports whether the first answer is still to come.
func (s *slot) owes() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.open()
}

// recall asks the notes about a person who was not seen in this process.
func (k *desk) recall(ctx context.Context, who chat.Actor, v *visitor) error {
	v.mu.Lock()
	known, reached := v.known, v.reach != nil
	v.mu.Unlock()
	if !known {
		s, err := k.restore(ctx, who)
		if err != nil {
			return err
		}
		v.adopt(s)
	}
	if reached && known {
		return nil
	}
	r, err := k.read(ctx, who)
	if err != nil {
		return err
	}
	v.learn(r)
	return nil
}

// adopt takes over what the notes say, unless the person was seen meanwhile. Of an
// interaction that is held already only the promise of words is news.
func (v *visitor) adopt(s *slot) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.known {
		return
	}
	if v.slot == nil || s == nil || v.slot.id != s.id {
		v.slot = s
		return
	}
	v.slot.mu.Lock()
	defer v.slot.mu.Unlock()
	if v.slot.state == slotFresh && s.state == slotDeferred {
		v.slot.become(slotDeferred)
	}
}

// shut remembers that a person could not be written to.
func (k *desk) shut(ctx context.Context, who chat.Actor) error {
	v := k.visitor(who)
	r, err := k.read(ctx, who)
	if err != nil {
		return err
	}
	if r.Closed {
		return nil
	}
	r.Closed = true
	v.learn(r)
	return k.write(ctx, who, r)
}

// reopen forgets it again, and reports whether it was so.
func (k *desk) reopen(ctx context.Context, who chat.Actor) bool {
	v := k.visitor(who)
	v.mu.Lock()
	was := v.reach != nil && v.reach.Closed
	if was {
		v.reach.Closed = false
	}
	r := v.reach
	v.mu.Unlock()
	return was && k.write(ctx, who, *r) == nil
}
