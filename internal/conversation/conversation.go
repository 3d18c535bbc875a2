package conversation

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/script"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Guard sees signals in texts and has the fixed replies. Neither can fail.
type Guard interface {
	Look(text string) chat.Signal
	Reply(ask safety.Ask) []chat.Say
}

// Vault seals what is stored. The context binds it to its actor and its use.
type Vault interface {
	Seal(dst, plain, context []byte) []byte
	Open(dst, sealed, context []byte) ([]byte, error)
}

// Config is what a Conversation works with. Library, Store, Vault and Guard are
// needed; the rest has defaults.
type Config struct {
	// Library is what is played now; it may change between two turns.
	Library func() *script.Library
	Store   store.Sessions
	Vault   Vault
	Guard   Guard
	Now     func() time.Time // default time.Now
	Seed    func() uint32    // for a new actor; default random
	// Zone is where people are who have not said; default UTC.
	Zone *time.Location
	// Agreed lets new people begin as if they had agreed and been welcomed: for
	// trying scripts.
	Agreed bool
	// Sends tells whether this process delivers what is committed for a platform: then
	// Committed hands it over, and nobody has to look for it. Default: it does not.
	Sends func(chat.Platform) bool
	// Committed is told after every commit, with the moment from which on that may have
	// been seen by others. It must not block.
	Committed func(actor chat.Actor, receipt store.Receipt, turn store.Turn, since time.Time)
	// Missed is told when a commit has happened whose receipt nobody got: the store may
	// hold messages and timers that nobody was told of. It must not block.
	Missed func(actor chat.Actor)
	// Direct sends safety replies when the store is down; nil: they are lost then.
	Direct func(ctx context.Context, to chat.Actor, say chat.Say) error
	// Doubt tells that nobody may be sending what is committed just now: then safety
	// replies go past the mailbox as well. Default: never.
	Doubt func() bool
	// MostPosts is how many reminders a community may have; 0: the usual.
	MostPosts int
	// Passed counts occurrences of reminders that were passed over. It must not block;
	// default: nobody counts.
	Passed func(reminder.Passing)
	// Observe is told each numbered point of a turn, for crash tests.
	Observe func(point string)
}

// Conversation handles events. It is safe for concurrent use.
type Conversation struct {
	cfg    Config
	zones  zones
	places recur.Zones // of communities
	// spoken is to whom the safety reply was said past the store.
	spoken spoken
}

// New returns a Conversation. It panics when a needed part is missing, because it
// could only lose events.
func New(cfg Config) *Conversation {
	if cfg.Library == nil || cfg.Store == nil || cfg.Vault == nil || cfg.Guard == nil {
		panic("conversation: Library, Store, Vault and Guard are needed")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Seed == nil {
		cfg.Seed = randomSeed
	}
	if cfg.Zone == nil {
		cfg.Zone = time.UTC
	}
	if cfg.Committed == nil {
		cfg.Committed = func(chat.Actor, store.Receipt, store.Turn, time.Time) {}
	}
	if cfg.Missed == nil {
		cfg.Missed = func(chat.Actor) {}
	}
	if cfg.Sends == nil {
		cfg.Sends = func(chat.Platform) bool { return false }
	}
	if cfg.Passed == nil {
		cfg.Passed = func(reminder.Passing) {}
	}
	if cfg.Observe == nil {
		cfg.Observe = func(string) {}
	}
	return &Conversation{cfg: cfg}
}

// attempts is how often a turn is played again when somebody else was faster, or when
// nobody knows what became of it; the latter only for so long, because what the person
// says next waits behind it.
const (
	attempts = 8
	longest  = 2 * time.Second
)

// Handle applies one event and returns when that is durable, with what can be shown
// at once. An event that was applied before changes nothing, and neither does a press
// that has nothing to act on. After an error the outcome is unknown: handing the same
// event in again is safe and needed.
func (c *Conversation) Handle(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
	c.cfg.Observe("handle/received")
	in.Event = c.look(in.Event)
	var answer chat.Answer
	var err error
	var tried life
	began := c.cfg.Now()
	for range attempts {
		if answer, err = c.once(ctx, in, &tried); err == nil || ctx.Err() != nil || beyondRepair(err) {
			break
		}
		if errors.Is(err, store.ErrConflict) {
			continue
		}
		_ = c.withoutStore(ctx, in) // whoever may be in danger does not wait for the other attempts
		if c.cfg.Now().Sub(began) > longest {
			break
		}
	}
	if err != nil {
		if beyondRepair(err) {
			c.apologise(ctx, in)
		}
		return chat.Answer{}, errors.Join(err, c.withoutStore(ctx, in))
	}
	if c.cfg.Doubt != nil && c.cfg.Doubt() {
		_ = c.withoutStore(ctx, in) // what was committed may lie there for a while
	}
	c.cfg.Observe("handle/applied")
	return answer, nil
}

// beyondRepair tells that no further try can help.
func beyondRepair(err error) bool {
	return errors.Is(err, ErrUnreadable) || errors.Is(err, store.ErrDamaged)
}

// apologise says, once for an event, that something is wrong with what is kept of the
// person: silence for ever would be worse.
func (c *Conversation) apologise(ctx context.Context, in chat.Inbound) {
	switch in.Event.(type) {
	case chat.Text, chat.Command, chat.Press, chat.Unread:
	default:
		return
	}
	if chat.SignalOf(in.Event) != chat.NoSignal || c.cfg.Direct == nil {
		return
	}
	lib := c.cfg.Library()
	code, _ := localeParts(in.Locale)
	text := lib.Language(lib.LanguageIndex(code)).Text(lang.TurnBroken)
	if text != "" && c.spoken.first(in) {
		_ = c.cfg.Direct(ctx, in.Actor, chat.Say{Text: text})
	}
}

// look asks the guard before anything else sees the text.
func (c *Conversation) look(e chat.Event) chat.Event {
	switch e := e.(type) {
	case chat.Text:
		e.Signal = c.cfg.Guard.Look(e.Text)
		return e
	case chat.Command:
		e.Signal = c.cfg.Guard.Look(e.Name + " " + e.Args)
		return e
	case chat.Edit:
		e.Signal = c.cfg.Guard.Look(e.Text)
		return e
	case chat.Unread:
		e.Signal = c.cfg.Guard.Look(e.Caption)
		return e
	}
	return e
}

// ErrNotSaid says that somebody may be in danger and could not be answered: hand the
// event in again, whatever else went wrong. It stands for a platform's own error, which
// may quote what was to be said.
var ErrNotSaid = errors.New("the safety reply could not be sent without the store")

// Overhear answers a text that shows danger and has to wait, because an event of the
// same person before it cannot be stored. Handle gets the event all the same.
func (c *Conversation) Overhear(ctx context.Context, in chat.Inbound) error {
	in.Event = c.look(in.Event)
	return c.withoutStore(ctx, in)
}

// withoutStore says the safety reply even when nothing can be stored; once for an
// event, however often that is handed in.
func (c *Conversation) withoutStore(ctx context.Context, in chat.Inbound) error {
	signal := chat.SignalOf(in.Event)
	if signal == chat.NoSignal || c.cfg.Direct == nil || !c.spoken.first(in) {
		return nil
	}
	code, country := localeParts(in.Locale)
	for _, say := range c.cfg.Guard.Reply(safety.Ask{Signal: signal, Lang: code, Country: country, Guessed: true}) {
		if c.cfg.Direct(ctx, in.Actor, say) != nil {
			c.spoken.failed(in)
			return ErrNotSaid
		}
	}
	return nil
}

// ErrUnreadable says that a stored session cannot be opened or read: a wrong key,
// or a newer version wrote it. Trying again does not help.
var ErrUnreadable = errors.New("a stored session cannot be read")

// once applies the event once, for whoever its actor is.
func (c *Conversation) once(ctx context.Context, in chat.Inbound, tried *life) (chat.Answer, error) {
	if in.Actor.Kind == chat.Community {
		return c.community(ctx, in)
	}
	return c.turn(ctx, in, tried)
}

// turn plays the event once. No error means that it is applied, now or before, or
// belongs to a life that is over. tried is what an earlier attempt was built on whose
// outcome nobody knows.
func (c *Conversation) turn(ctx context.Context, in chat.Inbound, tried *life) (chat.Answer, error) {
	lib := c.cfg.Library()
	snapshot, err := c.cfg.Store.Load(ctx, in.Actor)
	if err != nil {
		return chat.Answer{}, fmt.Errorf("loading a session: %w", err)
	}
	session, err := c.session(lib, in, snapshot)
	if err != nil {
		return chat.Answer{}, err
	}
	unchanged := chat.Answer{Open: session.Question()}
	if (in.ID != "" && session.Seen(in.ID)) || tried.over(snapshot.Version, &session) {
		c.cfg.Missed(in.Actor) // whoever committed it may not have lived to tell
		return unchanged, nil
	}
	if snapshot.Version == 0 && meansNothing(in.Event) {
		return unchanged, nil
	}
	c.cfg.Observe("handle/loaded")
	now := c.cfg.Now().In(c.zones.of(session.Zone(), c.cfg.Zone))
	due, isDue := in.Event.(chat.Due)
	if isDue && due.At.After(now) {
		return unchanged, nil // the clock was set back since it was found: it will be found again
	}
	after, effects := engine.Advance(lib, session, in, now)
	if !isDue && engine.Idle(&session, &after, effects) {
		unchanged.Notice = notice(effects)
		return unchanged, nil
	}
	p := plan{c: c, ctx: ctx, lib: lib, in: in, now: now, session: &after, turn: store.Turn{Actor: in.Actor, Version: snapshot.Version, Upon: snapshot.Session}}
	if err := p.build(effects); err != nil {
		return chat.Answer{}, err
	}
	c.cfg.Observe("handle/planned")
	p.turn.Sending = len(p.turn.Messages) > 0 && c.cfg.Sends(in.Actor.Platform)
	since := c.cfg.Now()
	receipt, err := c.cfg.Store.Commit(ctx, p.turn)
	switch {
	case errors.Is(err, store.ErrFenced): // the timer was moved, cancelled or fired: perhaps by us, and the reply was lost
		c.cfg.Missed(in.Actor)
		return unchanged, nil
	case err != nil && !errors.Is(err, store.ErrConflict):
		*tried = life{snapshot.Version, session.Seed}
		fallthrough
	case err != nil:
		return chat.Answer{}, fmt.Errorf("committing a turn: %w", err)
	}
	c.cfg.Committed(in.Actor, receipt, p.turn, since)
	for _, passing := range p.passed {
		c.cfg.Passed(passing)
	}
	return chat.Answer{Notice: notice(effects), Open: after.Question(), Applied: true}, nil
}

// notice is the passing word among the effects, or empty.
func notice(effects []engine.Effect) string {
	for _, e := range effects {
		if n, is := e.(engine.Notice); is {
			return n.Text
		}
	}
	return ""
}

// meansNothing tells whether an event says nothing when nobody knows the actor. A
// press does not need to be named: the choice that had everything deleted may come
// twice, and finds no question to answer.
func meansNothing(e chat.Event) bool {
	switch e := e.(type) {
	case chat.Lifecycle:
		return e.Change != chat.Joined
	case chat.Due, chat.Undelivered, chat.Recompute:
		return true
	}
	return false
}

func (c *Conversation) session(lib *script.Library, in chat.Inbound, snapshot store.Snapshot) (engine.Session, error) {
	if snapshot.Version == 0 {
		code, _ := localeParts(in.Locale)
		s := engine.NewSession(lib, c.cfg.Seed(), lib.LanguageIndex(code))
		if c.cfg.Agreed {
			s = s.Agreed()
		}
		return s, nil
	}
	plain, err := c.cfg.Vault.Open(nil, snapshot.Session, sessionContext(in.Actor))
	if err != nil {
		return engine.Session{}, fmt.Errorf("opening a session: %w", errors.Join(ErrUnreadable, err))
	}
	s, err := engine.Decode(plain)
	if err != nil {
		return engine.Session{}, fmt.Errorf("reading a session: %w", errors.Join(ErrUnreadable, err))
	}
	return s, nil
}
