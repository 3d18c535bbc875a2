package redisstore

import (
	"bytes"
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// entry is an actor's value. It is kept as a few numbers in plain digits, because
// small ones are the rule, then the timers, then the session up to the end:
//
//	VERSION ' ' LAST-SEQ ' ' HIGHEST-CHUNK ' ' LENGTH-OF-TIMERS ' ' TIMERS SESSION
//
// Each of TIMERS is a byte with the length of its name, the name, and when it is due
// (appendDue). commit.lua and forget.lua write it; last.lua and done.lua read its front.
type entry struct {
	version uint64
	lastSeq uint64
	timers  []store.Timer
	session []byte
}

func parseEntry(value []byte) (entry, error) {
	r := reader{rest: value}
	e := entry{version: r.number(), lastSeq: r.number()}
	r.number()
	size := r.number()
	if r.bad || size > uint64(len(r.rest)) {
		return entry{}, damaged("an actor's value makes no sense")
	}
	timers := r.rest[:size]
	for len(timers) > 0 {
		n := int(timers[0])
		if len(timers) < 1+n+dueSize {
			return entry{}, damaged("an actor's timers make no sense")
		}
		e.timers = append(e.timers, store.Timer{Name: string(timers[1 : 1+n]), Due: timeOf(readDue(timers[1+n:]))})
		timers = timers[1+n+dueSize:]
	}
	e.session = r.rest[size:]
	return e, nil
}

func (e entry) snapshot() store.Snapshot {
	return store.Snapshot{Version: e.version, Session: bytes.Clone(e.session)}
}

// A due time is kept in six bytes, big-endian: milliseconds since 1970, plus dueZero,
// so that there are none below zero. That holds from 2,490 BC to 6429.
const (
	dueSize = 6
	dueZero = 1 << 47
)

// validDue tells whether six bytes hold the time.
func validDue(ms int64) bool { return ms >= -dueZero && ms < dueZero }

func appendDue(dst []byte, ms int64) []byte {
	n := uint64(ms + dueZero)
	return append(dst, byte(n>>40), byte(n>>32), byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
}

func readDue(b []byte) int64 {
	var n int64
	for _, part := range b[:dueSize] {
		n = n<<8 | int64(part)
	}
	return n - dueZero
}

// reader reads numbers from the front, each ended by a space. Once something is
// missing it stays bad.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) text() string {
	text, rest, ok := bytes.Cut(r.rest, []byte(" "))
	if !ok {
		r.bad = true
		return ""
	}
	r.rest = rest
	return string(text)
}

func (r *reader) number() uint64 {
	n, err := strconv.ParseUint(r.text(), 10, 64)
	r.bad = r.bad || err != nil
	return n
}
