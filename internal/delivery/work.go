package delivery

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// putOffAfter is how long a wait must be to be written down: a shorter one is only
// remembered.
const putOffAfter = 5 * time.Second

// errand is one letter with a worker. The lane's own fields belong to the board.
type errand struct {
	d     *Delivery
	lane  *lane
	actor chat.Actor
	x     letter
	gone  bool
	at    time.Time // when it is tried again
	fault error     // of the store
	// source is the reminder it comes from, known once it is opened.
	source chat.Source
	// lasting is the time there is for what must be told the store.
	lasting context.Context //nolint:containedctx // the errand's own life, which outlasts the send's
}

// serve does what is next for the first letter of a lane, and gives the lane back. An
// error is one of the store's: the lane waits for it and nobody else does. Lasting is the
// time that what was sent may take to be acknowledged.
func (d *Delivery) serve(ctx, lasting context.Context, l *lane) error {
	d.mu.Lock()
	e := &errand{d: d, lane: l, actor: l.actor, x: l.letters[0], lasting: lasting}
	ours := d.cfg.Sends(l.actor.Platform) && d.board.in().Has(l.part)
	d.mu.Unlock()
	switch {
	case !ours && e.x.fate == toSend:
		e.leave()
	case e.x.fate == toSend && unsafe(e.x.class, e.x.under):
		e.x.fate, e.x.reason = toPark, reasonUnknown
		e.settle(ctx)
	case e.x.fate == toSend:
		e.send(ctx)
	default:
		e.settle(ctx)
	}
	d.mu.Lock()
	d.board.finish(l, d.cfg.Now(), e.x, e.gone, e.at)
	look := d.board.look
	close(d.ended)
	d.ended = make(chan struct{})
	d.mu.Unlock()
	if look != 0 {
		d.loop.Notify()
	}
	return e.fault
}

// leave gives up what is in hand of the chat: the store has it still, and whoever sends
// then finds it there.
func (e *errand) leave() {
	e.d.mu.Lock()
	e.d.board.doubt(e.lane, 1<<63)
	e.d.mu.Unlock()
	e.gone = true
}

// send marks the letter where that is not known to be done, sends it, and settles
// what has become of it.
func (e *errand) send(ctx context.Context) {
	d := e.d
	d.cfg.Observe("deliver/picked")
	if now := d.cfg.Now(); e.x.marked.IsZero() || now.Sub(e.x.marked) > markLasts || now.Before(e.x.marked) {
		if !e.mark(ctx, now) {
			return
		}
	}
	d.cfg.Observe("deliver/marked")
	err := e.transmit(ctx)
	d.cfg.Observe("deliver/sent")
	e.judge(ctx, err)
}

// mark tells the store that the letter is being sent: false when it is not to be.
func (e *errand) mark(ctx context.Context, now time.Time) bool {
	err := e.d.cfg.Mail.Begin(ctx, e.actor, e.x.seq)
	switch {
	case err == nil:
		e.x.marked, e.x.tries = now, 0
		return true
	case errors.Is(err, store.ErrNoMessage): // forgotten, or sent by somebody else
		e.gone = true
	default:
		e.again(ctx, fmt.Errorf("marking a message: %w", err))
	}
	return false
}

// again has the store asked once more, later.
func (e *errand) again(ctx context.Context, err error) {
	e.x.tries++
	e.at, e.fault = e.d.cfg.Now().Add(backoff(e.x.tries)), err
	if ctx.Err() == nil {
		e.d.quiet.say(e.d.cfg.Now(), line{platform: e.actor.Platform, reason: "store"}, err)
	}
}

// judge decides about a letter that was sent, or was not.
func (e *errand) judge(ctx context.Context, err error) {
	ended := ctx.Err() != nil
	verdict := judge(failure{err: err, class: e.x.class, attempt: e.x.failures + 1, waited: e.x.waited})
	switch {
	case err == nil:
		e.x.fate = toDone
		e.d.arrived(e.lane, e.x.class)
	case ended && !errors.Is(err, errTooLate):
		e.leave() // still marked: whoever comes next sends it again
		return
	case errors.Is(err, errTooLate): // nobody would release it: what it comes from takes note
		e.x.fate, e.x.reason = toDone, verdict.reason
		e.d.told(e.actor.Platform, "passed", &e.x)
	case verdict.after == 0:
		e.x.fate, e.x.reason = toPark, verdict.reason
		e.d.told(e.actor.Platform, "parked", &e.x)
	default:
		e.putOff(ctx, verdict)
		return
	}
	e.settle(e.lasting) //nolint:contextcheck // what was sent is acknowledged, even when the program ends now
	if verdict.reason == reasonUnreachable {
		e.lose(ctx)
	}
}

// putOff has the letter wait, in the store too when that takes longer.
func (e *errand) putOff(ctx context.Context, v verdict) {
	e.x.reason = v.reason
	if v.reason != reasonLimited {
		e.x.failures++
		e.x.waited += v.after
	}
	e.d.told(e.actor.Platform, "put-off", &e.x)
	e.at = e.d.cfg.Now().Add(v.after)
	if v.after <= putOffAfter {
		return
	}
	e.x.marked = time.Time{}
	switch err := e.d.cfg.Mail.Put(ctx, e.actor, e.x.seq, e.at, v.reason); {
	case errors.Is(err, store.ErrNoMessage):
		e.gone = true
	case err != nil: // it waits here all the same
		e.fault = fmt.Errorf("putting a message off: %w", err)
	}
}

// settle tells the store what has become of a letter.
func (e *errand) settle(ctx context.Context) {
	if !e.sure(ctx) {
		return
	}
	if err := e.tellSource(ctx); err != nil {
		e.again(ctx, fmt.Errorf("telling where a message comes from: %w", err))
		return
	}
	var err error
	doing := "acknowledging a message"
	if e.x.fate == toDone {
		err = e.d.cfg.Mail.Done(ctx, e.actor, e.x.seq)
	} else {
		doing = "parking a message"
		err = e.d.cfg.Mail.Put(ctx, e.actor, e.x.seq, time.Time{}, e.x.reason)
	}
	if err != nil && !errors.Is(err, store.ErrNoMessage) {
		e.again(ctx, fmt.Errorf("%s: %w", doing, err))
		return
	}
	e.gone = true
	if e.x.fate == toDone {
		e.d.cfg.Observe("deliver/acknowledged")
	}
}

// tellSource lets the reminder that a letter comes from know that it will not be sent.
func (e *errand) tellSource(ctx context.Context) error {
	why := failureOf(e.x.reason)
	if why == 0 || e.x.fate == toDone && e.x.reason != reasonTooLate {
		return nil
	}
	if e.source == (chat.Source{}) {
		m, err := e.open()
		if err != nil {
			return nil //nolint:nilerr // what cannot be read tells nothing, and is parked
		}
		e.source = chat.SourceOf(m)
	}
	if e.source == (chat.Source{}) {
		return nil
	}
	return e.d.cfg.Failed(ctx, e.actor, e.source, why)
}

// failureOf is what a reminder's owner is told; 0 when that is nothing, because it may
// have got through.
func failureOf(reason string) chat.Failure {
	switch reason {
	case reasonTooLate:
		return chat.TooLate
	case reasonUnreachable:
		return chat.Closed
	case reasonRefused:
		return chat.Refused
	case reasonFailed:
		return chat.GaveUp
	}
	return 0
}

// lose sets aside what waits of an actor that is gone, and tells of it when that is
// news.
func (e *errand) lose(ctx context.Context) {
	d := e.d
	d.mu.Lock()
	news := d.board.lose(e.lane, d.cfg.Now())
	d.mu.Unlock()
	if news {
		d.cfg.Lost(ctx, e.actor, e.source)
	}
}

// arrived takes note that a chat can be written to.
func (d *Delivery) arrived(l *lane, class store.Class) {
	d.mu.Lock()
	l.lost = false
	d.stats.Sent[class]++
	d.mu.Unlock()
	d.cfg.Count(Event{Name: "sent", Platform: l.actor.Platform, Class: class})
}

// transmit has the letter's platform send it, when it is worth that still.
func (e *errand) transmit(ctx context.Context) error {
	m, err := e.open()
	if err != nil {
		return err
	}
	if e.source = chat.SourceOf(m); e.source.Over(e.d.cfg.Now()) {
		return errTooLate
	}
	return e.d.cfg.Senders[e.actor.Platform].Send(ctx, e.actor, messageID(e.x.seq, e.x.data), m)
}

// open reads the letter.
func (e *errand) open() (chat.Message, error) {
	plain, err := e.d.cfg.Vault.Open(nil, e.x.data, e.d.cfg.Context(e.actor))
	if err != nil {
		return nil, errors.Join(errUnreadable, err)
	}
	m, err := chat.DecodeMessage(plain)
	if err != nil {
		return nil, errors.Join(errUnreadable, err)
	}
	return m, nil
}

// messageID is the same for every try of one message, and for no other: the
// sequence may begin anew after an actor was forgotten, the sealed bytes differ. It
// has at most 21 characters.
func messageID(seq uint64, data []byte) string {
	h := fnv.New32a()
	_, _ = h.Write(data)
	var id [24]byte
	text := append(strconv.AppendUint(id[:0], seq, 36), '.')
	return string(strconv.AppendUint(text, uint64(h.Sum32()), 36))
}
