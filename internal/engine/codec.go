package engine

import (
	"encoding/binary"
	"errors"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// ErrSession says that stored bytes are no session of ours.
var ErrSession = errors.New("not a session")

// sessionFormat is the first byte of an encoded session.
const sessionFormat = 1

// Flags of a session.
const (
	flagGreeted = 1 << iota
	flagWait
	flagReminded
	flagOver
	flagQuiet
	flagSignal
	flagAway
	flagWritten
)

// Flags of an entry, above its kind in the low three bits.
const (
	entryNamed = 8 << iota // a name follows
	entryAsked             // a question follows, unless it has the same name
	entrySame              // the question is called like the value
	entryLoop
	entryWhole // a number without thousandths
)

// Encode appends the session to dst: a few bytes for each thing that is not at its
// zero, hashes in three bytes, times and turns as differences. DESIGN: a person in
// mid-flow fits into 200 bytes with its sealing.
func (s *Session) Encode(dst []byte) []byte {
	dst = append(dst, sessionFormat, s.flags())
	dst = binary.AppendUvarint(dst, s.Turn)
	dst = binary.BigEndian.AppendUint32(dst, s.Seed)
	dst = s.encodeRing(dst)
	dst = append(dst, byte(s.depth))
	for i := range s.depth {
		f := &s.stack[i]
		dst = appendHash(appendHash(dst, f.script), f.step)
		mark := (s.Turn - f.run) << 1
		if f.interrupt {
			mark |= 1
		}
		dst = binary.AppendUvarint(dst, mark)
	}
	dst = s.encodeAnswers(dst)
	dst = append(dst, byte(s.nbags))
	for _, b := range s.bags[:s.nbags] {
		dst = binary.AppendUvarint(appendHash(dst, b.line), uint64(b.count))
	}
	return s.encodeReminders(s.encodeTimes(dst))
}

func (s *Session) flags() (flags byte) {
	set := func(bit byte, on bool) {
		if on {
			flags |= bit
		}
	}
	set(flagGreeted, s.Greeted)
	set(flagWait, s.wait.asked != 0 || s.wait.until != 0)
	set(flagReminded, s.wait.reminded)
	set(flagOver, s.wait.over != 0)
	set(flagQuiet, s.quiet != 0)
	set(flagAway, s.away)
	set(flagWritten, s.written != written{})
	set(flagSignal, s.signal != chat.NoSignal || s.signalAt != 0)
	return flags
}

func appendHash(dst []byte, h script.Hash) []byte {
	return append(dst, byte(h>>16), byte(h>>8), byte(h))
}

// appendEvent appends the 40 bits of an event's hash.
func appendEvent(dst []byte, id uint64) []byte {
	return append(dst, byte(id>>32), byte(id>>24), byte(id>>16), byte(id>>8), byte(id))
}

func (s *Session) encodeRing(dst []byte) []byte {
	n := 0
	for n < ringSize && s.ring[n] != 0 {
		n++
	}
	dst = append(dst, byte(n))
	for _, id := range s.ring[:n] {
		dst = appendEvent(dst, id)
	}
	return dst
}

// encodeAnswers writes how many answers each frame has, then the answers.
func (s *Session) encodeAnswers(dst []byte) []byte {
	at := 0
	for frame := range s.depth + 1 {
		n := 0
		for at+n < len(s.answers) && int(s.answers[at+n].frame) == frame {
			n++
		}
		dst = binary.AppendUvarint(dst, uint64(n))
		for i := range n {
			dst = s.answers[at+i].encode(dst)
		}
		at += n
	}
	return dst
}

func (e *entry) encode(dst []byte) []byte {
	mark := byte(min(e.value.Kind, furtherKind))
	if e.name != 0 {
		mark |= entryNamed
	}
	if e.loop {
		mark |= entryLoop
	}
	switch {
	case e.step != 0 && e.step == e.name:
		mark |= entrySame
	case e.step != 0:
		mark |= entryAsked
	}
	whole := e.value.Kind == script.Number && e.value.N%1000 == 0
	if whole {
		mark |= entryWhole
	}
	dst = append(dst, mark)
	if e.name != 0 {
		dst = appendHash(dst, e.name)
	}
	if mark&entryAsked != 0 {
		dst = appendHash(dst, e.step)
	}
	if mark&furtherKind == furtherKind {
		dst = append(dst, byte(e.value.Kind))
	}
	return encodeValue(dst, e.value, whole)
}

// furtherKind stands for every kind from itself on: three bits hold no more, and the
// kind follows.
const furtherKind = 7

// typedYesNo marks a yes or a no with the words that a person typed for it.
const typedYesNo = 2

func encodeValue(dst []byte, v script.Value, whole bool) []byte {
	switch v.Kind {
	case script.Unset:
		return dst
	case script.Number:
		if whole {
			return binary.AppendVarint(dst, v.N/1000)
		}
		return binary.AppendVarint(dst, v.N)
	case script.Choice:
		return appendHash(dst, script.Hash(v.N))
	case script.YesNo:
		if v.S == "" {
			return append(dst, byte(v.N))
		}
		dst = append(dst, byte(v.N)|typedYesNo)
		return append(binary.AppendUvarint(dst, uint64(len(v.S))), v.S...)
	case script.Time, script.Which:
		return binary.AppendVarint(dst, v.N)
	default: // Choices, Text, Schedule, Zone
		return append(binary.AppendUvarint(dst, uint64(len(v.S))), v.S...)
	}
}

func (s *Session) encodeTimes(dst []byte) []byte {
	if s.wait.asked != 0 || s.wait.until != 0 {
		dst = binary.AppendUvarint(dst, s.wait.asked)
		dst = append(dst, s.wait.tries)
		dst = binary.AppendVarint(dst, s.wait.until)
	}
	if s.wait.over != 0 {
		dst = binary.AppendVarint(dst, s.wait.over-s.wait.until)
	}
	if s.quiet != 0 {
		dst = binary.AppendVarint(dst, s.quiet)
	}
	if s.signal != chat.NoSignal || s.signalAt != 0 {
		dst = binary.AppendVarint(append(dst, byte(s.signal)), s.signalAt)
	}
	if w := s.written; w != (written{}) {
		dst = appendHash(appendHash(appendHash(appendEvent(dst, w.of), w.script), w.step), w.kept)
		dst = binary.AppendUvarint(dst, s.Turn-w.run)
	}
	return dst
}

// size is how many bytes the session takes.
func (s *Session) size() int { return len(s.Encode(nil)) }
