package delivery

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func TestAFailureDecidesWhatBecomesOfAMessage(t *testing.T) {
	fault := errors.New("a fault")
	cases := map[string]struct {
		err     error
		attempt int
		want    verdict
	}{
		"taken":                                              {nil, 1, verdict{}},
		"blocked is never tried again":                       {fmt.Errorf("sending: %w", chat.ErrUnreachable), 1, verdict{reason: "unreachable"}},
		"refused is never tried again":                       {chat.ErrRefused, 1, verdict{reason: "refused"}},
		"unreadable is kept for an operator":                 {errUnreadable, 1, verdict{reason: "unreadable"}},
		"told to wait, it waits so long":                     {fmt.Errorf("sending: %w", chat.RetryError{After: 5 * time.Second}), 7, verdict{after: 5 * time.Second, reason: "limited"}},
		"told to wait no time, it still yields":              {chat.RetryError{}, 1, verdict{after: time.Millisecond, reason: "limited"}},
		"told to wait for ever, it never gives up by itself": {chat.RetryError{After: time.Minute}, 99, verdict{after: time.Minute, reason: "limited"}},
		"the first fault waits a second":                     {fault, 1, verdict{after: time.Second, reason: "error"}},
		"the fourth waits eight":                             {fault, 4, verdict{after: 8 * time.Second, reason: "error"}},
		"the last one parks it":                              {fault, maxAttempts, verdict{reason: "failed"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := judge(c.err, c.attempt); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}
