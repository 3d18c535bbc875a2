package chat

// Signal is what the safety check saw in a text. None is the usual case. The
// order is the order of urgency: a higher one wins when several are seen.
type Signal byte

// The signals, from the least to the most urgent.
const (
	NoSignal       Signal = iota
	EatingDisorder        // restraint, purging, fear of weight
	Minor                 // says to be under the age limit
	ThirdParty            // worried about somebody else's life
	Unreality             // voices, unreality, mania
	HarmToOthers          // a threat against somebody
	Abuse                 // violence, sexual violence, a child in danger
	CrisisMaybe           // ambiguous: one gentle question and the lines
	Crisis                // thoughts of suicide or self-harm: the full path
	Medical               // an emergency of the body
)

var signalNames = [...]string{ //nolint:gochecknoglobals // a table that nobody writes to
	"none", "eating-disorder", "minor", "third-party", "unreality", "harm-to-others",
	"abuse", "crisis-maybe", "crisis", "medical",
}

// String is the signal's name in packs, reports and metrics.
func (s Signal) String() string {
	if int(s) < len(signalNames) {
		return signalNames[s]
	}
	return "unknown"
}

// ParseSignal reads what String wrote.
func ParseSignal(name string) (Signal, bool) {
	for i, n := range signalNames {
		if n == name {
			return Signal(i), true
		}
	}
	return NoSignal, false
}

// Signals lists every signal but NoSignal, least urgent first.
func Signals() []Signal {
	all := make([]Signal, 0, len(signalNames)-1)
	for i := range signalNames[1:] {
		all = append(all, Signal(i+1))
	}
	return all
}
