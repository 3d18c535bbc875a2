package redisstore

import (
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// A mailbox is a hash. The field of a message is its Seq in digits, its value is
//
//	CLASS STATE ATTEMPTS ' ' EARLIEST ' ' LENGTH-OF-REASON ' ' REASON DATA
//
// with CLASS one digit, STATE one letter and EARLIEST in Unix milliseconds or empty.
// Two fields more: "h" is the head, 'r' (ready) or 'l' (later) and its Seq, and
// absent when nothing waits; "k" counts the parked ones, absent when there are none.
const classes = 3

// letterFront is what a letter is longer than its reason and its data, at most.
const letterFront = 48

func appendLetter(b []byte, l store.Letter) []byte {
	b = append(b, '0'+byte(l.Class), byte(l.State))
	b = strconv.AppendInt(b, int64(l.Attempts), 10)
	b = append(b, ' ')
	if !l.Earliest.IsZero() {
		b = strconv.AppendInt(b, l.Earliest.UnixMilli(), 10)
	}
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(len(l.Reason)), 10)
	b = append(b, ' ')
	b = append(b, l.Reason...)
	return append(b, l.Data...)
}

func parseLetter(actor chat.Actor, seq string, value []byte) (store.Letter, error) {
	bad := damaged("a message makes no sense")
	n, err := strconv.ParseUint(seq, 10, 64)
	if err != nil || len(value) < 2 || value[0] < '0' || value[0] >= '0'+classes {
		return store.Letter{}, bad
	}
	l := store.Letter{Actor: actor, Seq: n, Class: store.Class(value[0] - '0'), State: store.State(value[1])}
	r := reader{rest: value[2:]}
	attempts, earliest, length := r.number(), r.text(), r.number()
	if r.bad || length > uint64(len(r.rest)) {
		return store.Letter{}, bad
	}
	if earliest != "" {
		ms, err := strconv.ParseInt(earliest, 10, 64)
		if err != nil {
			return store.Letter{}, bad
		}
		l.Earliest = timeOf(ms)
	}
	l.Attempts, l.Reason, l.Data = int(attempts), string(r.rest[:length]), r.rest[length:]
	return l, nil
}

func timeOf(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
