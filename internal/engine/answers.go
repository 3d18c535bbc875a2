package engine

import (
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// value is the latest answer of that name in one frame.
func (s *Session) value(frame int, name script.Hash) script.Value {
	for i := len(s.answers) - 1; i >= 0; i-- {
		e := &s.answers[i]
		if int(e.frame) == frame && e.name == name && !e.loop {
			return e.value
		}
	}
	return script.Value{}
}

// put adds an answer of the top script. The array is never written to in place:
// other copies of the session share it.
func (s *Session) put(e entry) {
	e.frame = uint8(s.depth)
	own := make([]entry, len(s.answers), len(s.answers)+2)
	copy(own, s.answers)
	s.answers = append(own, e)
	if len(s.answers) > maxAnswers {
		s.compact()
	}
}

// putPerson sets a value that is remembered between scripts.
func (s *Session) putPerson(name script.Hash, v script.Value) {
	own := 0
	for own < len(s.answers) && s.answers[own].frame == 0 {
		if s.answers[own].name == name {
			s.answers = slices.Clone(s.answers)
			s.answers[own].value = v
			return
		}
		own++
	}
	s.answers = slices.Insert(slices.Clip(slices.Clone(s.answers)), own, entry{name: name, value: v})
}

// drop removes the answers from the i-th on.
func (s *Session) drop(i int) {
	if i == 0 {
		s.answers = nil
		return
	}
	s.answers = s.answers[:i:i]
}

// dropFrames removes the answers of frames above depth.
func (s *Session) dropFrames(depth int) {
	for i := range s.answers {
		if int(s.answers[i].frame) > depth {
			s.drop(i)
			return
		}
	}
}

// compact forgets what a later answer has replaced, and the oldest questions that
// were only passed: "back" then reaches less far.
func (s *Session) compact() {
	kept := make([]entry, 0, len(s.answers))
	for i, e := range s.answers {
		superseded := slices.ContainsFunc(s.answers[i+1:], func(later entry) bool {
			return later.frame == e.frame && later.name == e.name && later.loop == e.loop
		})
		if e.frame == 0 || !superseded {
			kept = append(kept, e)
		}
	}
	s.answers = kept
}

// mark is what a step of the top script noted for itself: the rounds of a repeat,
// the end of a pause that was interrupted.
func (s *Session) mark(step script.Hash, kind script.Kind) int64 {
	for i := len(s.answers) - 1; i >= 0; i-- {
		e := &s.answers[i]
		if e.loop && int(e.frame) == s.depth && e.name == step && e.value.Kind == kind {
			return e.value.N
		}
	}
	return 0
}

// setMark notes n for a step of the top script.
func (s *Session) setMark(step script.Hash, kind script.Kind, n int64) {
	s.put(entry{name: step, loop: true, value: script.Value{Kind: kind, N: n}})
}
