package engine

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// Decode reads what Encode wrote. Anything else is ErrSession: the bytes were
// authentic when they come out of the vault, so that means a newer version.
func Decode(b []byte) (Session, error) {
	r := reader{b: b}
	var s Session
	if r.byte() != sessionFormat {
		return s, fmt.Errorf("decoding a session of another format: %w", ErrSession)
	}
	flags := r.byte()
	s.Turn = r.uvarint()
	s.Seed = uint32(r.hash())<<8 | uint32(r.byte())
	r.ring(&s)
	r.frames(&s)
	r.answers(&s)
	r.bags(&s)
	r.times(&s, flags)
	r.reminders(&s)
	if r.bad || len(r.b) > 0 {
		return Session{}, fmt.Errorf("decoding a session: %w", ErrSession)
	}
	return s, nil
}

// reader takes bytes from the front; after the first lack all it reads is zero.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.bad, r.b = true, nil
		return nil
	}
	got := r.b[:n]
	r.b = r.b[n:]
	return got
}

func (r *reader) byte() byte {
	if got := r.take(1); got != nil {
		return got[0]
	}
	return 0
}

func (r *reader) hash() script.Hash {
	if got := r.take(3); got != nil {
		return script.Hash(got[0])<<16 | script.Hash(got[1])<<8 | script.Hash(got[2])
	}
	return 0
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || n > 1 && r.b[n-1] == 0 { // none, or longer than we would write it
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 || n > 1 && r.b[n-1] == 0 { // none, or longer than we would write it
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

// count is a number of things that follow; more than limit is not ours.
func (r *reader) count(limit int) int {
	n := int(r.byte())
	if n > limit {
		r.bad = true
		return 0
	}
	return n
}

// event is the 40 bits of an event's hash.
func (r *reader) event() uint64 {
	id := uint64(r.hash())<<16 | uint64(r.byte())<<8
	return id | uint64(r.byte())
}

func (r *reader) ring(s *Session) {
	for i := range r.count(ringSize) {
		s.ring[i] = r.event()
		r.bad = r.bad || s.ring[i] == 0
	}
}

func (r *reader) frames(s *Session) {
	s.depth = r.count(MaxDepth)
	for i := range s.depth {
		f := &s.stack[i]
		f.script, f.step = r.hash(), r.hash()
		mark := r.uvarint()
		f.interrupt, f.run = mark&1 == 1, s.Turn-mark>>1
		r.bad = r.bad || mark>>1 > s.Turn
	}
}

func (r *reader) answers(s *Session) {
	for frame := range s.depth + 1 {
		n := r.uvarint()
		if n > uint64(len(r.b)) { // each takes a byte at least
			r.bad = true
			return
		}
		if n > 0 && s.answers == nil {
			// An answer takes eight bytes or more with its question: room for all.
			s.answers = make([]entry, 0, int(n)+len(r.b)/8)
		}
		for range n {
			if r.bad {
				return
			}
			e := r.entry()
			e.frame = uint8(frame)
			s.answers = append(s.answers, e)
		}
	}
}

func (r *reader) entry() (e entry) {
	mark := r.byte()
	if mark&entryNamed != 0 {
		e.name = r.hash()
		r.bad = r.bad || e.name == 0
	}
	switch mark & (entryAsked | entrySame) {
	case entryAsked:
		e.step = r.hash()
		r.bad = r.bad || e.step == 0 || e.step == e.name
	case entrySame:
		e.step = e.name
		r.bad = r.bad || e.name == 0
	case entryAsked | entrySame:
		r.bad = true
	}
	e.loop = mark&entryLoop != 0
	kind := script.Kind(mark & furtherKind)
	if kind == furtherKind {
		kind = script.Kind(r.byte())
		r.bad = r.bad || kind < furtherKind
	}
	e.value = r.value(kind, mark&entryWhole != 0)
	return e
}

func (r *reader) value(kind script.Kind, whole bool) script.Value {
	v := script.Value{Kind: kind}
	switch kind {
	case script.Unset:
	case script.Number:
		v.N = r.varint()
		if whole {
			r.bad = r.bad || v.N > maxWhole || v.N < -maxWhole
			v.N *= 1000
		}
		r.bad = r.bad || (v.N%1000 == 0) != whole
		whole = false
	case script.Choice:
		v.N = int64(r.hash())
	case script.YesNo:
		be := r.byte()
		v.N = int64(be &^ typedYesNo)
		if be&typedYesNo != 0 {
			v.S = string(r.take(int(min(r.uvarint(), math.MaxInt32))))
			r.bad = r.bad || v.S == ""
		}
		r.bad = r.bad || v.N > 1
	case script.Time, script.Which:
		v.N = r.varint()
	case script.Choices, script.Text, script.Schedule, script.Zone:
		v.S = string(r.take(int(min(r.uvarint(), math.MaxInt32))))
	default:
		r.bad = true
	}
	r.bad = r.bad || whole
	return v
}

const maxWhole = 1 << 50

func (r *reader) bags(s *Session) {
	s.nbags = r.count(maxBags)
	for i := range s.nbags {
		s.bags[i].line = r.hash()
		n := r.uvarint()
		r.bad = r.bad || n > 1<<32-1
		s.bags[i].count = uint32(n)
	}
}

func (r *reader) times(s *Session, flags byte) {
	s.Greeted = flags&flagGreeted != 0
	if flags&flagWait != 0 {
		s.wait.asked = r.uvarint()
		s.wait.tries = r.byte()
		s.wait.until = r.varint()
	}
	s.wait.reminded = flags&flagReminded != 0
	if flags&flagOver != 0 {
		s.wait.over = s.wait.until + r.varint()
	}
	if flags&flagQuiet != 0 {
		s.quiet = r.varint()
	}
	if flags&flagSignal != 0 {
		s.signal = chat.Signal(r.byte())
		s.signalAt = r.varint()
	}
	s.away = flags&flagAway != 0
	if flags&flagWritten != 0 {
		r.written(s)
	}
	r.bad = r.bad || s.flags() != flags
}

func (r *reader) written(s *Session) {
	w := written{of: r.event(), script: r.hash(), step: r.hash(), kept: r.hash()}
	ago := r.uvarint()
	r.bad = r.bad || ago > s.Turn
	w.run = s.Turn - ago
	s.written = w
}
