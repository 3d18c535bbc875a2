package telegram

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// formLast is for how long a form can be filled in.
const formLast = time.Hour

// blank is a form that somebody was sent: for which group, and by which token it is told
// from others. Filled is the event that brought its text; empty while none has.
type blank struct {
	group  int64
	token  string
	filled string
}

func formNote(message int) string { return "form/" + strconv.Itoa(message) }

// note is a form as it is kept: "-100123 w5" or "-100123 w5 u77".
func (f blank) note() []byte {
	return []byte(strings.TrimSuffix(strconv.FormatInt(f.group, 10)+" "+f.token+" "+f.filled, " "))
}

func parseForm(note []byte) (blank, bool) {
	parts := strings.Split(string(note), " ")
	if len(parts) < 2 || len(parts) > 3 || !isToken(parts[1]) {
		return blank{}, false
	}
	group, err := strconv.ParseInt(parts[0], 10, 64)
	f := blank{group: group, token: parts[1]}
	if len(parts) == 3 {
		f.filled = parts[2]
	}
	return f, err == nil && group < 0
}

// keepForm notes that a message of the bot asks for a text.
func (a *Adapter) keepForm(ctx context.Context, r request, message int, token string) {
	a.noteForm(ctx, r.by.ID, message, blank{group: r.group, token: token})
}

// closeForm notes which event filled a form in, so that the same one coming again is no
// other thing, and any other one is. A form whose text could not be handed in stays open.
func (a *Adapter) closeForm(ctx context.Context, r request, token string) {
	a.noteForm(ctx, r.by.ID, r.answer, blank{group: r.group, token: token, filled: r.id})
}

func (a *Adapter) noteForm(ctx context.Context, who int64, message int, f blank) {
	if err := a.cfg.Notes.SetNote(ctx, person(who), formNote(message), f.note(), a.cfg.Now().Add(formLast)); err != nil {
		a.cfg.Observe("desk/unnoted", 1)
		a.cfg.Log.Warn("a form could not be noted", "platform", Platform, "error", err)
	}
}

// filling is a text that answers a message of the bot. Where that is a form, the text
// fills it in; else it is a word of the person's own conversation.
type filling struct {
	*turn
	asked request // the text, if it fills in a form
	own   bool    // it is the conversation's, and stays so when it is tried again
}

func (f *filling) try(ctx context.Context) error {
	if f.own {
		return f.turn.try(ctx)
	}
	if err := f.a.asking.wait(ctx, f.asked.by.ID); err != nil {
		return err
	}
	note, err := f.a.cfg.Notes.Note(ctx, person(f.asked.by.ID), formNote(f.asked.answer))
	if err != nil {
		return fmt.Errorf("looking up a form: %w", err)
	}
	open, is := parseForm(note)
	text, words := f.in.Event.(chat.Text)
	if !is || !words || open.filled != "" && open.filled != f.asked.id {
		f.own = true
		return f.turn.try(ctx)
	}
	f.overhear()
	r := f.asked
	r.group, r.ask = open.group, chat.Fill{Token: open.token, Text: text.Text}
	return f.a.arrange(ctx, r)
}

// asking knows who is being sent a form right now: an answer that is quicker than the note
// about it waits.
type asking struct {
	mu    sync.Mutex
	forms map[int64]*pending
}

type pending struct {
	n    int
	done chan struct{}
}

func newAsking() *asking { return &asking{forms: map[int64]*pending{}} }

// begin says that somebody is about to be sent a form, and returns what says that it is
// noted.
func (k *asking) begin(who int64) (noted func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	p := k.forms[who]
	if p == nil {
		p = &pending{done: make(chan struct{})}
		k.forms[who] = p
	}
	p.n++
	return func() {
		k.mu.Lock()
		defer k.mu.Unlock()
		if p.n--; p.n == 0 {
			delete(k.forms, who)
			close(p.done)
		}
	}
}

// wait returns when nobody is sending them a form. The error is ctx's.
func (k *asking) wait(ctx context.Context, who int64) error {
	k.mu.Lock()
	p := k.forms[who]
	k.mu.Unlock()
	if p == nil {
		return nil
	}
	select {
	case <-p.done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting for a form to be noted: %w", ctx.Err())
	}
}
