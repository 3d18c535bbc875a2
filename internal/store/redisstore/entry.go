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
// (appendDue). commit.lua and forget.lua write it, and so does quick.go for commits.lua;
// last.lua and done.lua read its front.
type entry struct {
	version uint64
	lastSeq uint64
	top     uint64 // the highest chunk
	timers  timerList
	session []byte
}

// parseEntry reads a value. What it returns is parts of that.
func parseEntry(value []byte) (entry, error) {
	r := reader{rest: value}
	e := entry{version: r.number(), lastSeq: r.number(), top: r.number()}
	size := r.number()
	if r.bad || size > uint64(len(r.rest)) {
		return entry{}, damaged("an actor's value makes no sense")
	}
	e.timers, e.session = timerList(r.rest[:size]), r.rest[size:]
	if !e.timers.whole() {
		return entry{}, damaged("an actor's timers make no sense")
	}
	return e, nil
}

// append writes a value as the scripts do.
func (e entry) append(dst []byte) []byte {
	for _, n := range [...]uint64{e.version, e.lastSeq, e.top, uint64(len(e.timers))} {
		dst = append(strconv.AppendUint(dst, n, 10), ' ')
	}
	return append(append(dst, e.timers...), e.session...)
}

func (e entry) snapshot() store.Snapshot {
	return store.Snapshot{Version: e.version, Session: bytes.Clone(e.session)}
}

// reader reads numbers from the front, each ended by a space. Once something is
// missing it stays bad.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) text() string {
	at := bytes.IndexByte(r.rest, ' ')
	if at < 0 {
		r.bad = true
		return ""
	}
	text := r.rest[:at]
	r.rest = r.rest[at+1:]
	return string(text)
}

func (r *reader) number() uint64 {
	n, err := strconv.ParseUint(r.text(), 10, 64)
	r.bad = r.bad || err != nil
	return n
}
