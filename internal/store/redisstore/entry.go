package redisstore

import (
	"bytes"
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// entry is an actor's value. It is kept as a few numbers in plain digits, because
// small ones are the rule, then the names, then the session up to the end:
//
//	VERSION ' ' LAST-SEQ ' ' HIGHEST-CHUNK ' ' LENGTH-OF-NAMES ' ' NAMES SESSION
//
// NAMES are those the actor has timers under, each after a byte with its length.
// commit.lua and forget.lua write it, last.lua and done.lua read its front.
type entry struct {
	version uint64
	lastSeq uint64
	session []byte
}

func parseEntry(value []byte) (entry, error) {
	r := reader{rest: value}
	e := entry{version: r.number(), lastSeq: r.number()}
	r.number()
	names := r.number()
	if r.bad || names > uint64(len(r.rest)) {
		return entry{}, damaged("an actor's value makes no sense")
	}
	e.session = r.rest[names:]
	return e, nil
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
