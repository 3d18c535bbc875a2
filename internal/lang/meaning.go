package lang

// Class is what a phrase can be in an answer; one phrase can be several things:
// the Spanish "un" is an article and a 1.
type Class uint32

// The classes.
const (
	Filler      Class = 1 << iota // may stand around a number or a time: "about", "I'd say"
	Article                       // "a": before a number nothing, before a unit a 1
	Number                        // Meaning.Number
	Half                          // half a unit: "half an hour"
	AndAHalf                      // after a number: "and a half"
	Point                         // before decimals: "point", "coma"
	Minus                         // "minus three"
	OutOf                         // between a number and the end of its scale: "7 out of 10"
	JoinTens                      // "treinta y cinco"
	JoinHundred                   // "a hundred and five"
	Hour                          // the unit
	Minute                        // the unit
	Moment                        // a time by its name, Meaning.Minutes: "noon"
	Lead                          // before an hour, Meaning.Minutes are added: "half past seven"
	Tail                          // after an hour, Meaning.Minutes are added: "siete y media"
	Past                          // minutes Past hour: "ten past seven"
	To                            // minutes To hour: "ten to seven"
	Plus                          // hour Plus minutes: "siete y diez"
	Less                          // hour Less minutes: "ocho menos diez"
	DayPart                       // Meaning.From to Meaning.Until: "in the morning"
	Yes                           // a yes
	No                            // a no
	Not                           // takes something back
	Around                        // may stand around a yes or a no: "thanks", "well"
	Before                        // may stand before a choice: "the", "in my"
	And                           // between several choices
	Or                            // between choices that are not decided
)

// Meaning is what a phrase of words.yaml means.
type Meaning struct {
	Is      Class
	Number  int
	Minutes int
	From    int // the hours of a part of the day; From > Until goes over midnight
	Until   int
}

// May is true when the phrase can be that.
func (m Meaning) May(be Class) bool { return m.Is&be != 0 }
