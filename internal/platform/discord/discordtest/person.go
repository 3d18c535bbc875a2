package discordtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Person is somebody on the platform. All methods are safe for concurrent use.
type Person struct {
	srv     *Server
	id      string
	locale  string
	name    string // that others read; empty: none
	dm      *channel
	refuses int              // the code that private messages are refused with
	inbox   []Message        // new messages not taken yet
	edits   []Message        // changed messages not taken yet
	modals  []Modal          // opened and not taken yet
	views   map[string]*post // what the person has before the eyes
	order   []string         // ids of views, oldest first
	places  map[string]Place // as last used, by channel
	changed chan struct{}    // closed and made anew at every change
}

// maxSeen is how many messages a person remembers; older ones are forgotten.
const maxSeen = 500

// ErrGone says that a button, a message or a modal is not there to be used.
var ErrGone = errors.New("it is not there")

// Person is the person with this id, made when it is new; an empty id makes a fresh
// one. Locale is the language of the client: "en-US", "es-ES".
func (s *Server) Person(id, locale string) *Person {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	if id == "" {
		id = s.ids.next()
	}
	p := s.world.people[id]
	if p == nil {
		p = &Person{srv: s, id: id, locale: locale, views: map[string]*post{}, places: map[string]Place{}, changed: make(chan struct{})}
		s.world.people[id] = p
	}
	return p
}

// ID is the user's snowflake.
func (p *Person) ID() string { return p.id }

// DM is the id of the private channel with the bot, made when it is new.
func (p *Person) DM() string {
	p.srv.world.mu.Lock()
	defer p.srv.world.mu.Unlock()
	return p.srv.private(p).id
}

// CloseDMs refuses the bot's private messages from now on, with 50007. Answers to
// interactions still arrive.
func (p *Person) CloseDMs() { p.RefuseDMs(codeCannotDM) }

// RefuseDMs refuses the bot's private messages with a code: 50007, 50278, or 40003,
// which is answered when the channel is opened. 0 takes them again.
func (p *Person) RefuseDMs(code int) {
	p.srv.world.mu.Lock()
	defer p.srv.world.mu.Unlock()
	p.refuses = code
}

// Visit lets the person read a channel of a server from now on. Doing something there
// has the same effect.
func (p *Person) Visit(place Place) {
	p.srv.world.mu.Lock()
	defer p.srv.world.mu.Unlock()
	p.srv.enter(p, place)
}

// Next is the next new message from the bot that this person can see: in private, in
// channels that were visited, or ephemeral. It waits for it until ctx ends.
func (p *Person) Next(ctx context.Context) (Message, error) {
	return await(ctx, p, "a message", func() (Message, bool) { return take(&p.inbox) })
}

// Changed is the next edit or deletion of a message of the bot, in the order in
// which they happened.
func (p *Person) Changed(ctx context.Context) (Message, error) {
	return await(ctx, p, "a change", func() (Message, bool) { return take(&p.edits) })
}

// Modal is the next modal that opened before this person.
func (p *Person) Modal(ctx context.Context) (Modal, error) {
	return await(ctx, p, "a modal", func() (Modal, bool) { return take(&p.modals) })
}

// Waiting is how many new messages Next would give at once.
func (p *Person) Waiting() int {
	p.srv.world.mu.Lock()
	defer p.srv.world.mu.Unlock()
	return len(p.inbox)
}

// Look is how a message looks now, as far as this person can see it.
func (p *Person) Look(id string) (Message, bool) {
	p.srv.world.mu.Lock()
	defer p.srv.world.mu.Unlock()
	view, ok := p.views[id]
	if !ok {
		return Message{}, false
	}
	return view.seen(), true
}

// Until waits until a message looks as wanted, and gives it.
func (p *Person) Until(ctx context.Context, id string, wanted func(Message) bool) (Message, error) {
	return await(ctx, p, "a message to change", func() (m Message, ok bool) {
		if view := p.views[id]; view != nil {
			m = view.seen()
			ok = wanted(m)
		}
		return m, ok
	})
}

// await asks look, under the lock of the world, at every change of the person.
func await[T any](ctx context.Context, p *Person, what string, look func() (T, bool)) (T, error) {
	for {
		p.srv.world.mu.Lock()
		found, ok := look()
		changed := p.changed
		p.srv.world.mu.Unlock()
		if ok {
			return found, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return found, fmt.Errorf("waiting for %s: %w", what, ctx.Err())
		}
	}
}

func take[T any](queue *[]T) (first T, ok bool) {
	if len(*queue) == 0 {
		return first, false
	}
	first = (*queue)[0]
	*queue = slices.Delete(*queue, 0, 1)
	return first, true
}

// sees takes note of a post, new or changed. The lock of the world is held.
func (p *Person) sees(what *post) {
	if _, known := p.views[what.wire.ID]; !known {
		p.views[what.wire.ID] = what
		p.order = append(p.order, what.wire.ID)
		if len(p.order) > maxSeen {
			delete(p.views, p.order[0])
			p.order = slices.Delete(p.order, 0, 1)
		}
	}
	if what.wire.Author.ID == p.srv.cfg.App {
		p.hears(what)
	}
	p.stir()
}

// hears queues a post of the bot: as new once it is there to be read, then as changed.
func (p *Person) hears(what *post) {
	switch {
	case what.wire.Flags&flagLoading != 0:
	case what.version == 0:
		p.inbox = pushed(p.inbox, what.seen())
	default:
		p.edits = pushed(p.edits, what.seen())
	}
}

// pushed keeps a queue that nobody reads from growing for ever.
func pushed[T any](queue []T, item T) []T {
	if len(queue) >= 2*maxSeen {
		queue = slices.Delete(queue, 0, 1)
	}
	return append(queue, item)
}

// stir wakes whoever waits for something of this person.
func (p *Person) stir() {
	close(p.changed)
	p.changed = make(chan struct{})
}

func (p *Person) user() *wireUser {
	u := &wireUser{ID: p.id, Username: "someone" + p.id, Discriminator: "0"}
	if p.name != "" {
		name := p.name
		u.GlobalName = &name
	}
	return u
}
