package delivery

import (
	"errors"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

var (
	errNoSender   = errors.New("no platform of that name runs here")
	errUnreadable = errors.New("the message cannot be read")
)

// verdict is what becomes of a message that was not sent: tried again after a
// while, or parked when after is zero. The reason is a word for operators.
type verdict struct {
	after  time.Duration
	reason string
}

const (
	maxAttempts = 8
	maxBackoff  = 5 * time.Minute
)

// judge is pure: the same failure at the same attempt has the same outcome.
func judge(err error, attempt int) verdict {
	var retry chat.RetryError
	switch {
	case err == nil:
		return verdict{}
	case errors.Is(err, chat.ErrUnreachable):
		return verdict{reason: "unreachable"}
	case errors.Is(err, chat.ErrRefused):
		return verdict{reason: "refused"}
	case errors.Is(err, errUnreadable):
		return verdict{reason: "unreadable"}
	case errors.As(err, &retry):
		return verdict{after: max(retry.After, time.Millisecond), reason: "limited"}
	case attempt >= maxAttempts:
		return verdict{reason: "failed"}
	case errors.Is(err, errNoSender):
		return verdict{after: maxBackoff, reason: "no-sender"}
	default:
		return verdict{after: min(time.Second<<min(attempt-1, 16), maxBackoff), reason: "error"}
	}
}
