package discord

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Send takes one message to Discord. The id is the same for every try of a message,
// at most 25 characters, or empty when there will be one try only.
//
// A person gets it where they were last: as an answer to the latest interaction
// while that can be answered, hidden from others in a server, else in the private
// chat, when they have used it. It fails with chat.ErrUnreachable when there is no
// way to them or Discord refuses them, with chat.ErrRefused when Discord will never
// take the message, and with a chat.RetryError when it asks to wait; after anything
// else the outcome is unknown.
//
// A community is a server, and gets posts alone, each in the channel or thread that it
// names. A place that is gone or closed to the bot is chat.ErrRefused; the server is
// chat.ErrUnreachable when the bot is no longer in it.
func (d *Discord) Send(ctx context.Context, to chat.Actor, id string, m chat.Message) error {
	if to.Platform != Platform || !isID(to.ID) || to.Kind != chat.Person && to.Kind != chat.Community {
		return fmt.Errorf("sending to an actor of another kind: %w", chat.ErrRefused)
	}
	post, isPost := m.(chat.Post)
	if isPost != (to.Kind == chat.Community) {
		return fmt.Errorf("sending what is not for such an actor: %w", chat.ErrRefused)
	}
	v := d.desk.visitor(to)
	v.sending.Lock()
	defer v.sending.Unlock()
	if isPost {
		return d.sendPost(ctx, to, v, id, post)
	}
	err := d.send(ctx, to, v, id, m)
	if errors.Is(err, chat.ErrUnreachable) {
		d.cfg.Observe("send/unreachable", 0)
		d.warn("that somebody cannot be reached could not be kept", d.desk.shut(context.WithoutCancel(ctx), to))
	}
	return err
}

// send sends the pieces that were not sent before.
func (d *Discord) send(ctx context.Context, to chat.Actor, v *visitor, id string, m chat.Message) error {
	for next := v.sentOf(id); ; {
		more, err := d.sendPiece(ctx, to, id, m, next)
		if errors.Is(err, errDead) {
			continue // by another way
		}
		if err != nil {
			return err
		}
		next++
		v.sentPart(id, next)
		if !more {
			return nil
		}
	}
}

// sendPiece sends one piece of a message, and reports whether there are more.
// errDead asks to try another way.
func (d *Discord) sendPiece(ctx context.Context, to chat.Actor, id string, m chat.Message, n int) (more bool, err error) {
	w, err := d.way(ctx, to)
	if err != nil {
		return false, err
	}
	all := compose(m, w.slot != nil && w.slot.server)
	if n >= len(all) {
		return false, nil
	}
	ref, err := d.put(ctx, w, nonce(id, n, len(all)), all[n])
	if err = verdict(err); errors.Is(err, chat.ErrUnreachable) && d.detour(ctx, to, w) {
		return false, errDead
	}
	if err != nil {
		return false, fmt.Errorf("sending a message: %w", err)
	}
	if w.slot != nil {
		d.tellClosed(context.WithoutCancel(ctx), to, w.slot)
	}
	if pace, ok := m.(chat.Pace); ok && n == len(all)-1 {
		d.move(to.Key(), ref, all[n].body, pace) //nolint:contextcheck // a pacer outlives the sending of its message
	}
	return n < len(all)-1, nil
}

// detour remembers that a person refuses private messages, and reports whether the
// interaction they are in can still be answered.
func (d *Discord) detour(ctx context.Context, to chat.Actor, refused way) bool {
	if refused.slot != nil || d.desk.shut(ctx, to) != nil {
		return false
	}
	again, err := d.desk.find(ctx, to)
	return err == nil && again.slot != nil
}

// way is where a message to an actor goes now.
func (d *Discord) way(ctx context.Context, to chat.Actor) (way, error) {
	w, err := d.desk.find(ctx, to)
	if err != nil {
		return way{}, fmt.Errorf("finding where somebody is: %w", err)
	}
	if w.slot == nil && !isID(w.channel) {
		return way{}, fmt.Errorf("there is no private chat yet: %w", chat.ErrUnreachable)
	}
	return w, nil
}

// sentOf is how many pieces of a message went out.
func (v *visitor) sentOf(id string) int {
	v.mu.Lock()
	defer v.mu.Unlock()
	if id == "" || v.sent != id {
		return 0
	}
	return v.parts
}

func (v *visitor) sentPart(id string, parts int) {
	if id == "" {
		return // there is no other try
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.sent, v.parts = id, parts
}

// maxNonce is the longest nonce that Discord takes.
const maxNonce = 25

// nonce makes the id of one piece of a message: the same at every try.
func nonce(id string, part, of int) string {
	if id == "" || of == 1 && len(id) <= maxNonce {
		return id
	}
	suffix := "-" + strconv.Itoa(part)
	if len(id)+len(suffix) > maxNonce {
		h := fnv.New64a()
		_, _ = h.Write([]byte(id))
		id = strconv.FormatUint(h.Sum64(), 36)
	}
	return id + suffix
}

// reference is where a message can be edited; path is empty when nowhere.
type reference struct {
	path  string
	route route
	free  bool
}

// put sends one piece along a way. errDead asks for another way.
func (d *Discord) put(ctx context.Context, w way, nonce string, p piece) (reference, error) {
	if w.slot != nil {
		return d.answer(ctx, w.slot, nonce, p)
	}
	p.body.Nonce, p.body.EnforceNonce = nonce, nonce != ""
	at := route{kind: "messages", about: w.channel}
	var told struct {
		ID string `json:"id"`
	}
	err := d.rest.do(ctx, call{
		method: http.MethodPost, path: "/channels/" + w.channel + "/messages", route: at, body: p.body, files: p.files,
	}, &told)
	if err != nil && !errors.Is(err, errTruncated) {
		return reference{}, err
	}
	if !isID(told.ID) {
		return reference{}, nil
	}
	return reference{path: "/channels/" + w.channel + "/messages/" + told.ID, route: route{kind: "edit", about: w.channel}}, nil
}

// answer sends one piece as an answer to an interaction: as the first one when
// that is still owed, else behind it.
func (d *Discord) answer(ctx context.Context, s *slot, id string, p piece) (reference, error) {
	if s.kind != byMessage {
		if err := d.acked(ctx, s); err != nil {
			return reference{}, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state == slotFresh && s.kind == byMessage {
		if ref, done, err := d.answerFirst(ctx, s, id, p); done || err != nil {
			return ref, err
		}
	}
	switch {
	case s.state == slotDead:
		return reference{}, errDead
	case s.state == slotDeferred && s.kind == byMessage:
		return d.answerDeferred(ctx, s, p)
	}
	p.body.Flags = s.flags()
	ref, err := d.followUp(ctx, s, p.body, p.files)
	if isCode(err, codeUnknownWebhook, codeWebhookToken, codeUnknownInteraction) || isUnauthorized(err) {
		if since(d.cfg.Now(), s.at) < 5*time.Second {
			return reference{}, chat.RetryError{After: time.Second} // its first answer may be under way elsewhere
		}
		s.become(slotDead)
		return reference{}, errDead
	}
	return ref, err
}

// acked waits for a press to be answered: nothing may follow before.
func (d *Discord) acked(ctx context.Context, s *slot) error {
	timer := time.NewTimer(d.cfg.Timing.Defer + 2*d.cfg.Timing.Callback)
	defer timer.Stop()
	select {
	case <-s.acked:
		return nil
	case <-timer.C:
		return chat.RetryError{After: time.Second}
	case <-ctx.Done():
		return fmt.Errorf("waiting for a press to be answered: %w", ctx.Err())
	}
}

// answerFirst makes a piece the first answer; done is false when it has to go
// another way, which the state then says. The lock is held.
func (d *Discord) answerFirst(ctx context.Context, s *slot, id string, p piece) (ref reference, done bool, err error) {
	if len(p.files) > 0 { // three seconds may be too short for a file
		return reference{}, false, d.deferNow(ctx, s)
	}
	p.body.Flags = s.flags()
	err = d.acknowledge(ctx, s, callback{Type: answerMessage, Data: p.body}, slotAnswered)
	switch {
	case err == nil:
		ref, err = d.originalRef(ctx, s)
		d.warn("an answer cannot be edited", err)
		return ref, true, nil
	case isCode(err, codeAcknowledged):
		if s.tried != "" && s.tried == id {
			s.become(slotAnswered)
			return reference{}, true, nil // it arrived the first time
		}
		return reference{}, false, d.already(ctx, s)
	case errors.Is(err, errDead):
		return reference{}, false, errDead
	}
	if !mayRepeat(err) {
		s.tried = id
	}
	return reference{}, false, err
}

// answerDeferred gives the words that were promised; it is safe to repeat. The
// lock is held.
func (d *Discord) answerDeferred(ctx context.Context, s *slot, p piece) (reference, error) {
	ref, err := d.originalRef(ctx, s)
	if err != nil {
		return reference{}, err
	}
	err = d.rest.do(ctx, call{
		method: http.MethodPatch, path: ref.path, route: ref.route, body: p.body, files: p.files, free: true,
	}, nil)
	if isCode(err, codeUnknownMessage, codeUnknownWebhook, codeWebhookToken, codeUnknownInteraction) || isUnauthorized(err) {
		s.become(slotDead)
		return reference{}, errDead
	}
	if err != nil {
		return reference{}, err
	}
	s.become(slotAnswered)
	d.desk.keepTurn(ctx, d.log, s)
	return ref, nil
}

func (d *Discord) originalRef(ctx context.Context, s *slot) (reference, error) {
	path, err := d.original(ctx, s)
	if err != nil {
		return reference{}, err
	}
	return reference{path: path, route: route{kind: "original", about: s.id}, free: true}, nil
}

// editOriginal changes the first answer, or the message that was pressed.
func (d *Discord) editOriginal(ctx context.Context, s *slot, b body) error {
	ref, err := d.originalRef(ctx, s)
	if err != nil {
		return err
	}
	return d.edit(ctx, ref, b)
}

func (d *Discord) edit(ctx context.Context, ref reference, b body) error {
	b.Flags = 0 // who sees a message cannot be changed
	return d.rest.do(ctx, call{method: http.MethodPatch, path: ref.path, route: ref.route, body: b, free: ref.free}, nil)
}

// followUp sends a message behind the first answer.
func (d *Discord) followUp(ctx context.Context, s *slot, b body, files []file) (reference, error) {
	app, err := d.appID(ctx)
	if err != nil {
		return reference{}, err
	}
	base := "/webhooks/" + app + "/" + s.token
	var told struct {
		ID string `json:"id"`
	}
	err = d.rest.do(ctx, call{
		method: http.MethodPost, path: base + "?wait=true", route: route{kind: "followup", about: s.id}, body: b, files: files, free: true,
	}, &told)
	if err != nil && !errors.Is(err, errTruncated) {
		return reference{}, err
	}
	if !isID(told.ID) {
		return reference{}, nil
	}
	return reference{path: base + "/messages/" + told.ID, route: route{kind: "followup-edit", about: s.id}, free: true}, nil
}

func isUnauthorized(err error) bool {
	var api apiError
	return errors.As(err, &api) && api.status == http.StatusUnauthorized
}
