package telegramtest

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"sync"
)

// update is something that the bot is to hear of.
type update struct {
	id   int64
	lane int64  // the chat it is about: a webhook gets those of one chat one by one
	kind string // "message"; empty: body is the whole update
	body []byte
}

func (u update) appendJSON(b []byte) []byte {
	if u.kind == "" {
		return append(b, u.body...)
	}
	b = strconv.AppendInt(append(b, `{"update_id":`...), u.id, 10)
	return append(append(appendField(b, u.kind), u.body...), '}')
}

// Disorder is what may go wrong with the updates themselves. Both happen on the real
// platform now and then.
type Disorder struct {
	// Again gives every so manieth update out a second time, also when it was already
	// confirmed; 0: none.
	Again int
	// Reverse turns the updates of one answer round, last first; a webhook gets the
	// second one that waits before the first.
	Reverse bool
}

// queue holds the updates until the bot has confirmed them.
type queue struct {
	mu       sync.Mutex
	last     int64
	waiting  []update
	again    []update        // confirmed ones that come once more
	allowed  map[string]bool // nil: what Telegram sends by default
	disorder Disorder
	hooked   bool
	poll     chan string // takes the reason why the running poll ends; nil: none runs
	bell     bell
}

// put adds an update unless the bot does not want its kind, and returns its id.
func (q *queue) put(u update) int64 {
	q.mu.Lock()
	defer q.mu.Unlock()
	if u.kind != "" && !q.wanted(u.kind) {
		return 0
	}
	q.last++
	u.id = q.last
	if u.kind == "" {
		u.body = withID(u.body, u.id)
	}
	q.waiting = append(q.waiting, u)
	q.bell.ring()
	return u.id
}

func (q *queue) wanted(kind string) bool {
	if q.allowed != nil {
		return q.allowed[kind]
	}
	return kind != "chat_member" && kind != "message_reaction" && kind != "message_reaction_count"
}

// withID puts an update id into an object that has none; anything else stays as it is.
func withID(raw []byte, id int64) []byte {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil || fields == nil || fields["update_id"] != nil {
		return raw
	}
	b := strconv.AppendInt([]byte(`{"update_id":`), id, 10)
	if len(fields) > 0 {
		b = append(b, ',')
	}
	return append(b, bytes.TrimSpace(raw)[1:]...)
}

// allow sets which kinds the bot wants to hear of; an empty list is the default.
func (q *queue) allow(kinds []string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.allowed = nil
	for _, kind := range kinds {
		if q.allowed == nil {
			q.allowed = make(map[string]bool, len(kinds))
		}
		q.allowed[kind] = true
	}
}

// confirm forgets what is before offset; a negative one keeps so many of the last.
func (q *queue) confirm(offset int64) {
	if offset < 0 {
		offset = q.last + 1 + offset
	}
	n := 0
	for n < len(q.waiting) && q.waiting[n].id < offset {
		if u := q.waiting[n]; q.disorder.repeats(u.id) {
			q.again = append(q.again, u)
		}
		n++
	}
	q.waiting = q.waiting[n:]
}

func (d Disorder) repeats(id int64) bool { return d.Again > 0 && id%int64(d.Again) == 0 }

// take confirms what is before offset and writes up to limit updates that wait, as a JSON
// array; nil when there are none.
func (q *queue) take(offset int64, limit int) []byte {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.confirm(offset)
	batch := append(slices.Clip(q.again), q.waiting[:min(limit, len(q.waiting))]...)
	q.again = nil
	if len(batch) == 0 {
		return nil
	}
	b := []byte{'['}
	for i := range batch {
		if i > 0 {
			b = append(b, ',')
		}
		at := i
		if q.disorder.Reverse {
			at = len(batch) - 1 - i
		}
		b = batch[at].appendJSON(b)
	}
	return append(b, ']')
}

// enter begins a poll and ends the one that runs. False: a webhook is set.
func (q *queue) enter() (chan string, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.hooked {
		return nil, false
	}
	q.end("terminated by other getUpdates request; make sure that only one bot instance is running")
	q.poll = make(chan string, 1)
	return q.poll, true
}

// leave says that a poll is over.
func (q *queue) leave(poll chan string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.poll == poll {
		q.poll = nil
	}
}

func (q *queue) end(why string) {
	if q.poll != nil {
		q.poll <- why
		q.poll = nil
	}
}

// drain hands everything that waits to a webhook.
func (q *queue) drain() []update {
	q.mu.Lock()
	defer q.mu.Unlock()
	all := q.waiting
	q.waiting = nil
	return all
}

// hook says that a webhook is set or no longer is, and what it left undelivered.
func (q *queue) hook(on bool, left []update, forget bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.hooked = on
	q.waiting = append(left, q.waiting...)
	if forget {
		q.waiting, q.again = nil, nil
	}
	if on {
		q.end("terminated by setWebhook request")
	}
	q.bell.ring()
}

func (q *queue) pending() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.waiting)
}

func (q *queue) unruly() Disorder {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.disorder
}
