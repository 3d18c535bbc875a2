package delivery

import (
	"errors"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

var errUnreadable = errors.New("the message cannot be read")

// The reasons that decide something later on.
const (
	reasonUnreachable = "unreachable"
	reasonLimited     = "limited"
	reasonUnknown     = "unknown-outcome"
)

// verdict is what becomes of a message that was not sent: tried again after a
// while, or parked when after is zero. The reason is a word for operators.
type verdict struct {
	after  time.Duration
	reason string
}

const (
	// maxAttempts is how many failures park a message. Being told to wait is none.
	maxAttempts = 8
	maxBackoff  = 5 * time.Minute
)

// judge is pure: the same failure has the same outcome when as many came before.
func judge(err error, attempt int) verdict {
	var retry chat.RetryError
	switch {
	case err == nil:
		return verdict{}
	case errors.Is(err, chat.ErrUnreachable):
		return verdict{reason: reasonUnreachable}
	case errors.Is(err, chat.ErrRefused):
		return verdict{reason: "refused"}
	case errors.Is(err, errUnreadable):
		return verdict{reason: "unreadable"}
	case errors.As(err, &retry):
		return verdict{after: max(retry.After, time.Millisecond), reason: reasonLimited}
	case attempt >= maxAttempts:
		return verdict{reason: "failed"}
	default:
		return verdict{after: min(time.Second<<min(attempt-1, 16), maxBackoff), reason: "error"}
	}
}

// unsafe tells whether a message that was under way when its sender died, so many
// times, is not sent again: a reply always is, anything else once more.
func unsafe(class store.Class, under int) bool { return class != store.Reply && under > 2 }

// backoff is how long a call to the store waits that has failed so many times.
func backoff(tries int) time.Duration {
	return min(250*time.Millisecond<<min(tries-1, 8), 15*time.Second)
}
