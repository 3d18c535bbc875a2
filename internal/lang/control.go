package lang

// Control is something a person can ask for at any time, whatever is open.
type Control byte

// The controls.
const (
	Stop   Control = iota + 1 // end what is running
	Skip                      // go on without an answer
	Back                      // to the question before
	Repeat                    // show the open question again
	Help                      // say what works
	Now                       // "help now": where to reach people right away
)

// Controls is every control.
func Controls() []Control { return []Control{Stop, Skip, Back, Repeat, Help, Now} }

// Label is the text of the control's button.
func (c Control) Label() UI {
	switch c {
	case Stop:
		return ControlStop
	case Skip:
		return ControlSkip
	case Back:
		return ControlBack
	case Repeat:
		return ControlRepeat
	case Help:
		return ControlHelp
	default: // an unknown one leads to people rather than nowhere
		return ControlNow
	}
}

// maxControlText is the longest text, in bytes, that is looked at as a control.
const maxControlText = 120

// Control is the control that text asks for: text as a whole, after case,
// accents, punctuation and spaces around it are folded away. "Stop!" is one, "I
// cannot stop thinking" is none.
func (l *Language) Control(text string) (Control, bool) {
	if len(text) > maxControlText {
		return 0, false
	}
	var buf [maxKey]byte
	key, plain := plainKey(buf[:0], text)
	if !plain {
		key = foldedKey(buf[:0], Fold(text))
	}
	c, ok := l.controls[string(key)]
	return c, ok
}
