package engine

import (
	"bytes"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// Budgets. What exceeds one ends the script kindly, with a reason.
const (
	MaxSteps   = 200  // steps in one turn
	MaxDepth   = 8    // scripts inside each other, interrupted ones included
	MaxText    = 4000 // characters of a message; a longer one is cut
	MaxSession = 8192 // bytes of a session before sealing, without its reminders

	maxBags    = 16 // lines whose wording is remembered
	maxAnswers = 48 // answers kept before what is superseded goes
	ringSize   = 8  // event ids remembered
)

// Session is where an actor's conversation stands: everything that the next turn
// depends on. It is a value; copies share Answers, which nobody writes to.
type Session struct {
	Turn    uint64 // how many turns were taken: the version in the store
	Seed    uint32 // what variety is drawn from
	Greeted bool   // the welcome script has begun once

	ring  [ringSize]uint64 // the last event ids, 40 bits each, newest first
	depth int
	stack [MaxDepth]frame
	// answers hold those of the person (frame 0) first, then of each script.
	answers []entry
	bags    [maxBags]bag // least recently used first
	nbags   int

	wait  wait
	quiet int64 // Unix seconds: no reminders before
	// the last safety reply: which, and when in Unix seconds
	signal   chat.Signal
	signalAt int64
	// away: the platform says that the person cannot be written to.
	away    bool
	written written

	reminders []kept // by id, rising
	lastID    uint16 // the highest id that was given; 0: none ever was
	// prompted is the reminder whose prompt was the last thing said; 0: none was.
	prompted uint16
	// active is when something was last asked or answered, in minutes since 1970; 0
	// while nothing is open, or when there are no reminders to keep from coming between.
	active uint32
}

// frame is one script that is open. step is where it waits or, below the top,
// what it called; 0 is its beginning.
type frame struct {
	script    script.Hash
	step      script.Hash
	run       uint64 // the turn it began in
	interrupt bool   // it was put on top of something that had nothing to do with it
}

// entry is one answer, or a mark of a question that was passed without one.
type entry struct {
	frame uint8
	name  script.Hash // the value; 0: none was set
	step  script.Hash // the question; 0: it was not asked for
	loop  bool        // a step's own note, see mark: name is the step
	value script.Value
}

// bag counts how often a line with several wordings was said.
type bag struct {
	line  script.Hash
	count uint32
}

// wait is what the top script waits for.
type wait struct {
	asked    uint64 // the turn the question was first asked in: what buttons refer to
	tries    uint8
	reminded bool
	until    int64 // Unix milliseconds: when the wait timer is due; 0: none is set
	over     int64 // Unix milliseconds: when a pause or a pacer ends; 0: it is a question
}

// NewSession is the session of an actor nobody knows yet. The seed only makes
// wordings vary; language is an index of the library's.
func NewSession(lib *script.Library, seed uint32, language int) Session {
	s := Session{Seed: seed}
	if language > 0 {
		h := script.HashOf(lib.Language(language).Code)
		s.answers = []entry{{name: script.HashOf(script.PersonLanguage), value: script.ChoiceValue(h)}}
	}
	return s
}

// Seen tells whether the event with that id was applied already.
func (s *Session) Seen(id string) bool {
	h := eventHash(id)
	for _, old := range s.ring {
		if old == h {
			return true
		}
	}
	return false
}

func (s *Session) remember(id string) {
	if id == "" {
		return
	}
	copy(s.ring[1:], s.ring[:])
	s.ring[0] = eventHash(id)
}

// eventHash is 40 bits of FNV-1a, stirred: among eight ids a wrong match is one in
// 10^11. The ids of one person differ in their last digits only, which FNV alone does
// not spread: one event in 350,000 then counted as handled before and was lost.
func eventHash(id string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(id) {
		h = (h ^ uint64(id[i])) * 1099511628211
	}
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return max((h^h>>33)&0xffffffffff, 1)
}

// Open is the name of the script on top and of the step it waits at; empty when
// nothing is open.
func (s *Session) Open(lib *script.Library) (scriptID, stepID string) {
	if s.depth == 0 {
		return "", ""
	}
	top := s.stack[s.depth-1]
	sc, ok := lib.Script(top.script)
	if !ok {
		return "", ""
	}
	if i, ok := sc.Find(top.step); ok {
		return sc.ID, sc.Steps[i].ID
	}
	return sc.ID, ""
}

// Pausing tells whether a pause or a pacer runs, and until when.
func (s *Session) Pausing() (time.Time, bool) {
	return time.UnixMilli(s.wait.over).UTC(), s.depth > 0 && s.wait.over != 0
}

// Question is the question, pause or pacer that is open, as buttons name it; 0 when
// nothing is.
func (s *Session) Question() uint64 { return s.wait.asked }

// Idle tells whether a turn that began at before has changed nothing and said at
// most a passing word: then it need not be stored.
func Idle(before, after *Session, effects []Effect) bool {
	for _, e := range effects {
		if _, is := e.(Notice); !is {
			return false
		}
	}
	same := *after
	same.Turn, same.ring = before.Turn, before.ring
	return bytes.Equal(before.Encode(nil), same.Encode(nil))
}

// Zone is the time zone the person chose, or empty.
func (s *Session) Zone() string {
	return s.person(script.PersonZone).S
}

// Language is the index of the person's language in the library.
func (s *Session) Language(lib *script.Library) int {
	v := s.person(script.PersonLanguage)
	if v.Kind != script.Choice {
		return 0
	}
	for i := range lib.Languages() {
		if script.HashOf(lib.Language(i).Code) == script.Hash(v.N) {
			return i
		}
	}
	return 0
}

// Quiet is until when nothing is asked unasked; the zero time when it never was.
func (s *Session) Quiet() time.Time {
	until := max(s.quiet, s.hushed())
	if until == 0 {
		return time.Time{}
	}
	return time.Unix(until, 0).UTC()
}

func (s *Session) person(name string) script.Value {
	h := script.HashOf(name)
	for i := range s.answers {
		if s.answers[i].frame != 0 {
			break
		}
		if s.answers[i].name == h {
			return s.answers[i].value
		}
	}
	return script.Value{}
}
