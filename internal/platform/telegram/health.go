package telegram

import (
	"errors"
	"net/http"
	"sync"
	"time"
)

// State is how the connection to Telegram is doing.
type State string

// The states.
const (
	Starting  State = "starting"  // Telegram has not answered yet
	Listening State = "listening" // all is well, as far as is known here
	Failing   State = "failing"   // Telegram cannot be reached; it is tried again
	Conflict  State = "conflict"  // somebody else takes this bot's updates
	Refused   State = "refused"   // Telegram does not accept the token
)

// Health is the state, since when, and what it means in a plain sentence.
type Health struct {
	State State
	Since time.Time
	Says  string
}

// OK tells whether updates come in, or with a webhook whether they are expected.
func (h Health) OK() bool { return h.State == Listening }

// pulse keeps the state and since when.
type pulse struct {
	now_ func() time.Time
	hook bool // updates are delivered, so nobody knows of one that is not
	mu   sync.Mutex
	last Health
}

func newPulse(now func() time.Time, hook bool) *pulse {
	return &pulse{now_: now, hook: hook, last: Health{State: Starting, Since: now(), Says: says(Starting)}}
}

func (p *pulse) now() Health {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

// set notes a state, and tells whether it is a new one.
func (p *pulse) set(s State) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last.State == s {
		return false
	}
	p.last = Health{State: s, Since: p.now_(), Says: p.says(s)}
	return true
}

// says is what a state means here. Telegram tells nobody that it cannot deliver, so
// with a webhook no more is promised than is known.
func (p *pulse) says(s State) string {
	if p.hook && s == Listening {
		return "Updates are expected at the webhook."
	}
	return says(s)
}

func says(s State) string {
	switch s {
	case Starting:
		return "Telegram has not answered yet."
	case Listening:
		return "Updates from Telegram come in."
	case Failing:
		return "Telegram cannot be reached at the moment; it is tried again."
	case Conflict:
		return "Another program takes this bot's updates with the same token: stop one of the two, or give one a token of its own."
	case Refused:
		return "Telegram does not accept the bot token: check it with BotFather."
	}
	return ""
}

// stateAfter is what a failure means for the connection as a whole.
func stateAfter(err error) State {
	var no *apiError
	switch {
	case errors.Is(err, ErrToken):
		return Refused
	case errors.As(err, &no) && no.code == http.StatusConflict:
		return Conflict
	}
	return Failing
}

// trouble makes a failure of taking updates in known: loudly when it is new, and
// then every now and then.
func (a *Adapter) trouble(err error, attempt int) {
	state := stateAfter(err)
	a.cfg.Observe("poll/"+string(state), 1)
	if a.health.set(state) || attempt%10 == 0 {
		a.cfg.Log.Error(says(state), "platform", Platform, "state", state, "attempt", attempt, "error", err)
	}
}

// fine makes known that updates come in.
func (a *Adapter) fine() {
	if a.health.set(Listening) {
		a.cfg.Log.Info(a.health.says(Listening), "platform", Platform)
	}
}
