package delivery

import (
	"errors"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

var (
	errUnreadable = errors.New("the message cannot be read")
	errTooLate    = errors.New("the message is not worth sending any more")
)

// The reasons that decide something later on.
const (
	reasonUnreachable = "unreachable"
	reasonRefused     = "refused"
	reasonFailed      = "failed"
	reasonTooLate     = "too-late"
	reasonLimited     = "limited"
	reasonUnknown     = "unknown-outcome"
)

// verdict is what becomes of a message that was not sent: tried again after a
// while, or parked when after is zero. The reason is a word for operators.
type verdict struct {
	after  time.Duration
	reason string
}

// patient is how long a message waits, all in all, that fails without a clear verdict:
// a platform that is down for an evening must lose nobody's words. The waits are added
// up, because a clock that is set forward is no reason to give up.
const patient = 24 * time.Hour

// longest is how long a message waits at most between two tries. Somebody waits for a
// reply as soon as the platform is back.
func longest(class store.Class) time.Duration {
	if class == store.Reply {
		return 30 * time.Second
	}
	return 5 * time.Minute
}

// failure is a send that failed: why, for which time, and how long the message has
// waited for another try, as far as this process remembers. Being told to wait does not
// count.
type failure struct {
	err     error
	class   store.Class
	attempt int
	waited  time.Duration
}

// judge is pure: the same failure has the same outcome.
func judge(f failure) verdict {
	var retry chat.RetryError
	switch {
	case f.err == nil:
		return verdict{}
	case errors.Is(f.err, chat.ErrUnreachable):
		return verdict{reason: reasonUnreachable}
	case errors.Is(f.err, chat.ErrRefused):
		return verdict{reason: reasonRefused}
	case errors.Is(f.err, errTooLate):
		return verdict{reason: reasonTooLate}
	case errors.Is(f.err, errUnreadable):
		return verdict{reason: "unreadable"}
	case errors.As(f.err, &retry):
		return verdict{after: max(retry.After, time.Millisecond), reason: reasonLimited}
	case f.waited >= patient:
		return verdict{reason: reasonFailed}
	default:
		return verdict{after: min(time.Second<<min(f.attempt-1, 16), longest(f.class)), reason: "error"}
	}
}

// unsafe tells whether a message that was under way when its sender died, so many
// times, is not sent again: a reply always is, anything else once more.
func unsafe(class store.Class, under int) bool { return class != store.Reply && under > 2 }

// backoff is how long a call to the store waits that has failed so many times.
func backoff(tries int) time.Duration {
	return min(250*time.Millisecond<<min(tries-1, 8), 15*time.Second)
}
