package telegram

import (
	"context"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// arrangingNote is the name of the note that says for which group somebody arranges in
// private, and arrangingLast for how long that is remembered.
const (
	arrangingNote = "arranging"
	arrangingLast = time.Hour
)

// hasDesk tells whether communities can be reminded at all.
func (a *Adapter) hasDesk() bool { return a.cfg.Words("", "desk.schedule") != "" }

// arrangement is a request on its way. It is answered in the private chat of whoever asks,
// and the group reads nothing of it.
type arrangement struct {
	a *Adapter
	request
	begun bool
}

// lane is the group's, or the person's where it is not known which group it is about: what
// somebody does in private stays in its order.
func (r *arrangement) lane() chat.Actor {
	if r.group != 0 {
		return community(r.group)
	}
	return person(r.by.ID)
}

func (r *arrangement) overhear() {
	if r.said.Event != nil {
		r.a.ears.add(r.said)
	}
}

func (r *arrangement) over() {}

// try finds out what the request is about, and has it answered.
func (r *arrangement) try(ctx context.Context) error {
	if r.press != "" && !r.begun {
		r.a.toast(r.press, "")
	}
	r.begun = true
	r.overhear()
	switch {
	case r.anonymous:
		r.a.telling.say(ctx, r.group, func(ctx context.Context) { r.a.showWay(ctx, r.request, "desk.anonymous") })
		return nil
	case r.link != "":
		return r.a.followed(ctx, r.request)
	case r.group == 0:
		return r.a.typed(ctx, r.request)
	}
	if line, is := r.ask.(chat.Line); is {
		line.Place = r.a.topics.name(r.group, line.Place)
		r.place, r.ask = line.Place, line
	}
	return r.a.arrange(ctx, r.request)
}

// followed opens a link from a group.
func (a *Adapter) followed(ctx context.Context, r request) error {
	group, thread, ok := a.links.openDesk(r.link, a.cfg.Now())
	if !ok {
		a.tellWords(ctx, r, "desk.expired")
		return nil
	}
	r.group = group
	if thread != 0 {
		r.place = a.topics.name(a.moves.now(ctx, group), chat.Place{ID: strconv.Itoa(thread)})
	}
	r.ask = chat.Line{Place: r.place}
	return a.arrange(ctx, r)
}

// typed is a line in private: it is about the group that the person arranges for.
func (a *Adapter) typed(ctx context.Context, r request) error {
	note, err := a.cfg.Notes.Note(ctx, person(r.by.ID), arrangingNote)
	if err != nil {
		return fmt.Errorf("looking up for which group somebody arranges: %w", err)
	}
	group, place, ok := parseArranging(note)
	if !ok {
		a.tellWords(ctx, r, "desk.which-group")
		return nil
	}
	r.group, r.place = group, place
	if line, is := r.ask.(chat.Line); is {
		line.Place = place
		r.ask = line
	}
	return a.arrange(ctx, r)
}

// arrange asks for the rights of whoever asks, has the house answer, and passes the answer
// on to them alone.
func (a *Adapter) arrange(ctx context.Context, r request) error {
	group, err := a.moves.origin(ctx, r.group)
	if err != nil {
		return err
	}
	r.group = group
	manages, err := a.manages(ctx, group, r.by.ID)
	if err != nil {
		a.cfg.Observe("desk/unasked", 1)
		a.cfg.Log.Warn("who manages a group could not be asked; nothing was changed", "platform", Platform, "error", err)
		a.tellWords(ctx, r, "desk.failed")
		return nil
	}
	answer, err := a.handOver(ctx, chat.Inbound{
		ID: r.id, Actor: community(group), Locale: r.by.Locale,
		Event: chat.Manage{By: chat.Moderator{
			ID: strconv.FormatInt(r.by.ID, 10), Name: r.by.name(), Locale: r.by.Locale, Manages: manages,
		}, Ask: r.ask},
	})
	if err != nil {
		return err
	}
	a.cfg.Observe("desk", 1)
	switch ask := r.ask.(type) {
	case chat.Line:
		if manages {
			a.remember(ctx, r)
		}
	case chat.Fill:
		a.closeForm(ctx, r, ask.Token)
	}
	if answer.Reply != nil {
		a.telling.say(ctx, r.by.ID, func(ctx context.Context) { a.reply(ctx, r, *answer.Reply) })
	}
	return nil
}

// handOver hands an event of a community to the house, one at a time. A panic there is an
// event that is skipped: it would only panic again.
func (a *Adapter) handOver(ctx context.Context, in chat.Inbound) (answer chat.Answer, err error) {
	leave, err := a.gates.enter(ctx, in.Actor)
	if err != nil {
		return chat.Answer{}, err
	}
	defer leave()
	defer func() {
		if p := recover(); p != nil {
			a.panicked(p, string(debug.Stack()))
			answer, err = chat.Answer{}, nil
		}
	}()
	answer, err = a.cfg.Handle(ctx, in)
	if err != nil {
		a.cfg.Observe("event/failed", 1)
		a.cfg.Log.Warn("an event could not be handled yet", "platform", Platform, "error", err)
		return chat.Answer{}, err
	}
	a.cfg.Observe("event", 1)
	return answer, nil
}

// remember notes for which group somebody arranges, so that they need not go back there
// for every line.
func (a *Adapter) remember(ctx context.Context, r request) {
	until := a.cfg.Now().Add(arrangingLast)
	if err := a.cfg.Notes.SetNote(ctx, person(r.by.ID), arrangingNote, formatArranging(r.group, r.place), until); err != nil {
		a.cfg.Log.Warn("for which group somebody arranges could not be noted", "platform", Platform, "error", err)
	}
}

// formatArranging writes a group and one of its places: "-100123 45 Evenings".
func formatArranging(group int64, place chat.Place) []byte {
	return []byte(strconv.FormatInt(group, 10) + " " + place.ID + " " + place.Name)
}

// parseArranging reads what formatArranging wrote.
func parseArranging(note []byte) (group int64, place chat.Place, ok bool) {
	number, rest, _ := strings.Cut(string(note), " ")
	place.ID, place.Name, _ = strings.Cut(rest, " ")
	group, err := strconv.ParseInt(number, 10, 64)
	return group, place, err == nil && group < 0
}
