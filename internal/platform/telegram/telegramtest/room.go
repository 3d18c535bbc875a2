package telegramtest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// room is one chat, private or shared. Its lock is taken before that of the queue, so
// that updates leave in the order in which things happened here.
type room struct {
	id     int64
	kind   string // private, group, supergroup
	person *Person
	chat   []byte // how the chat is written in JSON

	mu       sync.Mutex
	last     int64 // the highest message id so far
	keep     int
	messages []*Message
	unread   []int64 // the bot's messages that Next has not given out
	refuses  string  // why the bot cannot write here; empty: it can
	movedTo  int64
	twice    int  // messages that were sent again with nothing in between
	spoken   bool // the last thing that happened was the bot's last message
	second   window
	minute   window
	topics   map[int64]string
	people   map[int64]string // the status of a member of a group
	locked   map[int64]bool   // topics that nobody can write to
	silent   bool             // the bot has no right to write in the group

	bell bell
}

func newRoom(id int64, kind string, keep int) *room {
	return &room{
		id: id, kind: kind, keep: keep, second: window{span: time.Second}, minute: window{span: time.Minute},
		topics: map[int64]string{}, people: map[int64]string{}, locked: map[int64]bool{},
	}
}

// add puts a message at the end and gives it its id.
func (r *room) add(m *Message) {
	r.last++
	m.ID, m.Chat = r.last, r.id
	if len(r.messages) >= r.keep {
		r.messages = slices.Delete(r.messages, 0, len(r.messages)-r.keep+1)
	}
	r.messages = append(r.messages, m)
}

// spoke puts a message of the bot at the end.
func (r *room) spoke(m *Message) {
	if r.spoken && len(r.messages) > 0 && sameWords(r.messages[len(r.messages)-1], m) {
		r.twice++
	}
	r.spoken = true
	r.add(m)
	r.unread = lastOf(append(r.unread, m.ID), r.keep)
	r.second.add(m.Date)
	r.minute.add(m.Date)
}

// lastOf is at most so many of the last ones.
func lastOf[T any](all []T, most int) []T { return all[max(0, len(all)-most):] }

func sameWords(a, b *Message) bool {
	return a.Bot && a.Kind == b.Kind && a.Topic == b.Topic && a.Text == b.Text && a.File.ID == b.File.ID &&
		slices.EqualFunc(a.Buttons, b.Buttons, slices.Equal[[]Button])
}

// find returns a message that is still there, or nil.
func (r *room) find(id int64) *Message {
	at, ok := slices.BinarySearchFunc(r.messages, id, func(m *Message, id int64) int { return int(m.ID - id) })
	if !ok || r.messages[at].Deleted {
		return nil
	}
	return r.messages[at]
}

func (r *room) message(id int64) (Message, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	m := r.find(id)
	if m == nil {
		return Message{}, false
	}
	return m.clone(), true
}

func (r *room) all() []Message {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := make([]Message, 0, len(r.messages))
	for _, m := range r.messages {
		all = append(all, m.clone())
	}
	return all
}

func (m *Message) clone() Message {
	c := *m
	c.Buttons = make([][]Button, len(m.Buttons))
	for i, row := range m.Buttons {
		c.Buttons[i] = slices.Clone(row)
	}
	return c
}

// next waits for a message of the bot that it has not given out yet. The zero Message
// and false: there is none so far.
func (r *room) next(ctx context.Context) (Message, error) {
	return await(ctx, &r.bell, "waiting for a message", func() (Message, bool) {
		r.mu.Lock()
		defer r.mu.Unlock()
		for len(r.unread) > 0 {
			id := r.unread[0]
			r.unread = r.unread[1:]
			if m := r.find(id); m != nil {
				return m.clone(), true
			}
		}
		return Message{}, false
	})
}

// until waits until a message is as it should be.
func (r *room) until(ctx context.Context, id int64, as func(Message) bool) (Message, error) {
	return await(ctx, &r.bell, "waiting for a message to change", func() (Message, bool) {
		r.mu.Lock()
		defer r.mu.Unlock()
		at := slices.IndexFunc(r.messages, func(m *Message) bool { return m.ID == id })
		if at < 0 {
			return Message{}, false
		}
		m := r.messages[at].clone()
		return m, as(m)
	})
}

// await looks again whenever the bell rings, until look has found something.
func await[T any](ctx context.Context, b *bell, doing string, look func() (T, bool)) (T, error) {
	for {
		heard := b.heard()
		if found, ok := look(); ok {
			return found, nil
		}
		select {
		case <-heard:
		case <-ctx.Done():
			var none T
			return none, fmt.Errorf("%s: %w", doing, context.Cause(ctx))
		}
	}
}
