package recur

// Why says what kept a text from being read: one of the constants.
type Why byte

// The reasons, all of them.
const (
	Empty        Why = iota + 1 // nothing was typed
	TooLong                     // longer than any phrase
	UnknownWord                 // a word that means nothing here
	Unfinished                  // something is missing, or stands where it says nothing
	NoSuchDate                  // the calendar has no such day
	NoSuchTime                  // the clock has no such time
	Past                        // it has gone by
	TwoReadings                 // it could mean two things
	Abbreviation                // a zone's abbreviation, which is several zones
	UnknownPlace                // no such place or zone
	TooOften                    // more than once an hour, or more than 24 times a day
	Unsupported                 // a part of RFC 5545 that is not read; Part names it
	OutOfRange                  // a number beyond what its part allows; Part names it
)

// String is the reason in a few English words, for logs and tools.
func (y Why) String() string {
	switch y {
	case Empty:
		return "nothing was typed"
	case TooLong:
		return "it is too long"
	case UnknownWord:
		return "a word is not known here"
	case Unfinished:
		return "it is not a whole phrase"
	case NoSuchDate:
		return "there is no such date"
	case NoSuchTime:
		return "there is no such time"
	case Past:
		return "it has gone by"
	case TwoReadings:
		return "it could mean two things"
	case Abbreviation:
		return "an abbreviation can mean several zones"
	case UnknownPlace:
		return "the place is not known"
	case TooOften:
		return "it is more often than once an hour"
	case Unsupported:
		return "a part of the rule is not supported"
	case OutOfRange:
		return "a number is out of range"
	}
	return "it was not understood"
}

// RefusedError says why a text is no When. Part is what was typed and is for the eyes
// of whoever typed it: Error leaves it out. Each example can be read in the language
// that was asked for.
type RefusedError struct {
	Why      Why
	Part     string
	Examples [3]string
}

// Error names the reason and never what was typed.
func (e *RefusedError) Error() string { return "reading when: " + e.Why.String() }
