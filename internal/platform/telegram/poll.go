package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/go-telegram/bot"
)

const (
	batchSize = 100
	// stall is how long the poller waits for what it has taken before it asks for
	// more: whoever is stuck keeps the offset, and nobody else.
	stall    = 250 * time.Millisecond
	maxStall = 5 * time.Second
	// silence is after which Telegram may begin to count updates anew; it says a
	// week.
	silence = 24 * time.Hour
	// minConfirm and maxConfirm are how long telling Telegram at the end may take.
	minConfirm = 500 * time.Millisecond
	maxConfirm = 2 * time.Second
)

// wanted are the kinds of update that are asked for.
func wanted() []string {
	return []string{"message", "edited_message", "callback_query", "my_chat_member", "chat_member"}
}

// route tells Telegram which way updates come: to the webhook, or fetched. Those
// that wait are not dropped.
func (a *Adapter) route(ctx context.Context) error {
	if a.cfg.Webhook.URL == "" {
		return a.post(ctx, deleteWebhook, bot.DeleteWebhookParams{})
	}
	return a.post(ctx, setWebhook, bot.SetWebhookParams{
		URL: a.cfg.Webhook.URL, SecretToken: string(a.cfg.Webhook.Secret),
		MaxConnections: a.cfg.Webhook.Connections, AllowedUpdates: wanted(),
	})
}

// poll fetches updates until ctx ends or the token is no longer accepted.
func (a *Adapter) poll(ctx context.Context) error {
	p := poller{a: a, read: a.reader(), last: a.cfg.Now(), idle: stall}
	for failed := 0; ctx.Err() == nil; {
		err := p.round(ctx)
		switch {
		case ctx.Err() != nil:
		case errors.Is(err, ErrToken):
			a.trouble(err, 1)
			return err
		case err != nil:
			failed++
			a.trouble(err, failed)
			a.pause(ctx, a.pollWait(err, failed))
		default:
			failed = 0
		}
	}
	return nil
}

// poller is what one round of polling leaves to the next.
type poller struct {
	a    *Adapter
	read reader
	last time.Time     // when an update came last
	idle time.Duration // how long to wait for what is stuck
	told bool          // that something was passed, since nothing was stuck
}

// round asks for updates, takes them in, and waits until they are done.
func (p *poller) round(ctx context.Context) error {
	w, began := p.a.window, p.a.cfg.Now()
	from, known := w.next(), p.a.health.now().OK()
	came, taken, err := p.fetch(ctx, from)
	if err != nil {
		return err
	}
	if hasty := p.a.cfg.Now().Sub(began) < p.a.cfg.PollTimeout/2; came == 0 && known && hasty {
		p.a.pause(ctx, stall) // some servers do not wait: asking again at once would never end
	}
	switch {
	case came > 0:
		p.last = p.a.cfg.Now()
	case p.a.cfg.Now().Sub(p.last) > silence && w.idle():
		w.rest()
	}
	if p.pass(taken == 0 && came >= batchSize || w.crowded()) {
		p.idle = stall
		return nil
	}
	if came > 0 && taken == 0 { // only what is stuck came, or what nobody can read
		p.idle = min(2*p.idle, maxStall)
		p.a.await(ctx, p.idle, true)
		return nil
	}
	p.idle = stall
	p.a.await(ctx, p.idle, false)
	return nil
}

// pass lets the offset go past what has been stuck for long, when others wait for that.
// Nothing is dropped: it is tried on, but would be lost if the process fell before it
// could be kept. It is false when nothing was passed.
func (p *poller) pass(waited bool) bool {
	stuck := p.a.lanes.stuck(p.a.cfg.Now().Add(-p.a.cfg.StuckAfter))
	p.told = p.told && len(stuck) > 0
	if !waited || len(stuck) == 0 {
		return false
	}
	n := p.a.window.pass(stuck)
	if n == 0 {
		return false
	}
	p.a.cfg.Observe("update/passed", n)
	if !p.told {
		p.a.cfg.Log.Error("events that cannot be kept kept everybody waiting; they are tried on, from memory only", "platform", Platform, "events", n)
		p.told = true
	}
	return true
}

// tellLost makes known at the end what was passed and never done.
func (a *Adapter) tellLost() {
	if n := a.window.lost(); n > 0 {
		a.cfg.Observe("update/lost", n)
		a.cfg.Log.Error("events that could not be kept are lost", "platform", Platform, "events", n)
	}
}

// fetch asks for updates from an id on, which confirms those below it, and takes in
// what came. It says how many came and how many of those were new.
func (p *poller) fetch(ctx context.Context, from int64) (came, taken int, err error) {
	patience := p.a.cfg.PollTimeout
	if !p.a.health.now().OK() {
		patience = 0 // nothing is waited for before it is known that all is well
	}
	ctx, cancel := context.WithTimeout(ctx, patience+p.a.cfg.SendTimeout)
	defer cancel()
	answer := buffer()
	defer release(answer)
	err = p.a.client.call(ctx, getUpdates, p.a.client.header, pollBody(from, patience, batchSize), answer)
	if err != nil {
		return 0, 0, tokenTrouble(err)
	}
	array, ok := arrayAt(answer.Bytes(), "result")
	updates, whole := elements(array)
	if !ok || !whole {
		return 0, 0, fmt.Errorf("reading a batch of updates: %w", errNoJSON)
	}
	p.a.cfg.Observe("poll", 1)
	p.a.fine()
	p.a.window.confirmed(from)
	return len(updates), p.a.takeAll(p.a.window, p.read, updates), nil
}

// pollWait is longer when somebody else polls: taking turns quickly would make it
// worse for both.
func (a *Adapter) pollWait(err error, attempt int) time.Duration {
	if stateAfter(err) == Conflict {
		return max(a.waitAfter(err, attempt), a.waitAfter(err, 5))
	}
	return a.waitAfter(err, attempt)
}

func pollBody(from int64, wait time.Duration, limit int64) []byte {
	body := []byte(`{`)
	if from != 0 {
		body = append(strconv.AppendInt(append(body, `"offset":`...), from, 10), ',')
	}
	body = strconv.AppendInt(append(body, `"limit":`...), limit, 10)
	body = strconv.AppendInt(append(body, `,"timeout":`...), int64(wait/time.Second), 10)
	kinds, _ := json.Marshal(wanted())
	return append(append(append(body, `,"allowed_updates":`...), kinds...), '}')
}

// takeAll takes the updates in that are new, and returns how many those were.
func (a *Adapter) takeAll(w *window, r reader, updates [][]byte) (taken int) {
	for _, raw := range updates {
		u, err := decode(raw)
		if err != nil {
			a.bad(u.ID, err)
		}
		if u.ID == 0 || w.knows(u.ID) {
			continue
		}
		if err != nil {
			w.skip(u.ID)
			taken++
			continue
		}
		if a.takeOne(w, u.ID, r.read(u, raw)) {
			taken++
		}
	}
	a.cfg.Observe("update", taken)
	return taken
}

// takeOne takes one update in. It is false when that has to wait.
func (a *Adapter) takeOne(w *window, id int64, m meaning) bool {
	j := a.jobOf(m)
	if j == nil {
		w.skip(id)
		a.aside(m)
		return true
	}
	if !w.take(id, j.lane()) {
		a.hearLeft(j)
		return false
	}
	task := &task{actor: j.lane(), turn: j.try, hear: j.overhear, over: func(err error) {
		j.over()
		if err == nil {
			w.done(id)
		}
	}}
	if !a.lanes.put(task) {
		w.giveBack(id)
		a.hearLeft(j)
		return false
	}
	return true
}

// hearLeft has somebody listen to an event that there was no room for, when that is
// because others fail. It comes up with every batch until there is room.
func (a *Adapter) hearLeft(j job) {
	if a.lanes.failing() {
		j.overhear()
	}
}

// bad passes over an update that cannot be read.
func (a *Adapter) bad(id int64, err error) {
	a.cfg.Observe("update/bad", 1)
	a.cfg.Log.Error("an update cannot be read and is passed over", "platform", Platform, "update", id, "error", err)
}

// await waits until everything taken is done, but not for ever. With rest it waits
// also when nothing was taken that could get done.
func (a *Adapter) await(ctx context.Context, patience time.Duration, rest bool) {
	if a.window.idle() && !rest {
		return
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for rest || !a.window.idle() {
		select {
		case <-a.window.changed:
			rest = false
		case <-timer.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// confirm tells Telegram at the end what has been done, so that little comes again.
// It is only a courtesy: what does come again counts once. So it takes no longer than
// is left, though it is always tried.
func (a *Adapter) confirm(ctx context.Context, left time.Duration) {
	from := a.window.next()
	if from == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, min(max(left, minConfirm), maxConfirm))
	defer cancel()
	answer := buffer()
	defer release(answer)
	if err := a.client.call(ctx, getUpdates, a.client.header, pollBody(from, 0, 1), answer); err != nil {
		a.cfg.Log.Debug("what was handled last could not be confirmed; it comes again", "platform", Platform, "error", err)
	}
}
