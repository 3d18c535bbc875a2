package delivery

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func TestAFailureDecidesWhatBecomesOfAMessage(t *testing.T) {
	fault := errors.New("a fault")
	first := func(err error) failure { return failure{err: err, attempt: 1} }
	reminder := failure{err: fault, class: store.Reminder, attempt: 4000}
	cases := map[string]struct {
		failure failure
		want    verdict
	}{
		"taken":                                              {first(nil), verdict{}},
		"blocked is never tried again":                       {first(fmt.Errorf("sending: %w", chat.ErrUnreachable)), verdict{reason: "unreachable"}},
		"refused is never tried again":                       {first(chat.ErrRefused), verdict{reason: "refused"}},
		"unreadable is kept for an operator":                 {first(errUnreadable), verdict{reason: "unreadable"}},
		"told to wait, it waits so long":                     {first(fmt.Errorf("sending: %w", chat.RetryError{After: 5 * time.Second})), verdict{after: 5 * time.Second, reason: "limited"}},
		"told to wait no time, it still yields":              {first(chat.RetryError{}), verdict{after: time.Millisecond, reason: "limited"}},
		"told to wait for ever, it never gives up by itself": {failure{err: chat.RetryError{After: time.Minute}, attempt: 99, waited: 99 * time.Hour}, verdict{after: time.Minute, reason: "limited"}},
		"the first fault waits a second":                     {first(fault), verdict{after: time.Second, reason: "error"}},
		"the fourth waits eight":                             {failure{err: fault, attempt: 4}, verdict{after: 8 * time.Second, reason: "error"}},
		"a reply never waits long":                           {failure{err: fault, attempt: 4000}, verdict{after: 30 * time.Second, reason: "error"}},
		"anything else waits a little longer":                {reminder, verdict{after: 5 * time.Minute, reason: "error"}},
		"an evening without the platform parks nothing":      {failure{err: fault, attempt: 1500, waited: patient - 1}, verdict{after: 30 * time.Second, reason: "error"}},
		"a day of it does":                                   {failure{err: fault, attempt: 3, waited: patient}, verdict{reason: "failed"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := judge(c.failure); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}
