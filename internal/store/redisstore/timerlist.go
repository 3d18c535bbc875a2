package redisstore

import (
	"iter"
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// timerList is an actor's timers as they are kept in its value (entry.go).
type timerList []byte

// whole tells that every timer is there to its end.
func (l timerList) whole() bool {
	for len(l) > 0 {
		n := 1 + int(l[0]) + dueSize
		if n > len(l) {
			return false
		}
		l = l[n:]
	}
	return true
}

// all are the names and the due times, in Unix milliseconds, of a list that is whole.
func (l timerList) all() iter.Seq2[[]byte, int64] {
	return func(yield func([]byte, int64) bool) {
		for rest := l; len(rest) > 0; {
			n := int(rest[0])
			if !yield(rest[1:1+n], readDue(rest[1+n:])) {
				return
			}
			rest = rest[1+n+dueSize:]
		}
	}
}

// due is when the timer of a name is; false when it is not set.
func (l timerList) due(name string) (int64, bool) {
	for n, due := range l.all() {
		if string(n) == name {
			return due, true
		}
	}
	return 0, false
}

// earliest is the first due time; false when there is none.
func (l timerList) earliest() (first int64, ok bool) {
	for _, due := range l.all() {
		if !ok || due < first {
			first, ok = due, true
		}
	}
	return first, ok
}

// after is the list that the scripts leave behind, which is why it says the order too.
func (l timerList) after(removes []string, sets []store.Timer) timerList {
	next := make(timerList, 0, len(l)+len(sets)*(1+maxTimerName/4+dueSize))
	next = append(next, l...)
	for _, name := range removes {
		next = next.without(name)
	}
	for _, t := range sets {
		next = next.without(t.Name)
		next = append(append(next, byte(len(t.Name))), t.Name...)
		next = appendDue(next, t.Due.UnixMilli())
	}
	return next
}

// without takes a timer out, in place.
func (l timerList) without(name string) timerList {
	at := 0
	for n := range l.all() {
		size := 1 + len(n) + dueSize
		if string(n) == name {
			return slices.Delete(l, at, at+size)
		}
		at += size
	}
	return l
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
