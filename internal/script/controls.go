package script

import (
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// The tokens of the controls.
const (
	TokenStop   = "stop"
	TokenSkip   = "skip"
	TokenBack   = "back"
	TokenRepeat = "repeat"
	TokenHelp   = "help"
	TokenNow    = "now"
)

// controlTokens is which token belongs to which control.
func controlTokens() map[lang.Control]string {
	return map[lang.Control]string{
		lang.Stop: TokenStop, lang.Skip: TokenSkip, lang.Back: TokenBack,
		lang.Repeat: TokenRepeat, lang.Help: TokenHelp, lang.Now: TokenNow,
	}
}

// ControlOf is the control with that token.
func ControlOf(token string) (lang.Control, bool) {
	switch token {
	case TokenStop:
		return lang.Stop, true
	case TokenSkip:
		return lang.Skip, true
	case TokenBack:
		return lang.Back, true
	case TokenRepeat:
		return lang.Repeat, true
	case TokenHelp:
		return lang.Help, true
	case TokenNow:
		return lang.Now, true
	}
	return 0, false
}

// controlSet is which controls a message carries.
type controlSet int

// The sets.
const (
	QuestionControls controlSet = iota // at a question
	NeededControls                     // at a question that cannot be skipped
	PauseControls                      // while something runs
	controlSets
)

// Controls are the buttons of a set in one language; shared, nobody writes to them.
func (l *Library) Controls(set controlSet, language int) []chat.Control {
	return l.controls[int(set)*len(l.languages)+language]
}

func (l *Library) prepareControls() {
	wanted := [controlSets][]lang.Control{
		// Stop and help now come first, so that they are always in the same place.
		QuestionControls: {lang.Stop, lang.Now, lang.Skip, lang.Back, lang.Help},
		NeededControls:   {lang.Stop, lang.Now, lang.Back, lang.Help},
		PauseControls:    {lang.Stop, lang.Now, lang.Skip, lang.Help},
	}
	tokens := controlTokens()
	for _, set := range wanted {
		for _, language := range l.languages {
			var controls []chat.Control
			for _, c := range set {
				if label := language.Text(c.Label()); label != "" { // no label, no button: the word works all the same
					controls = append(controls, chat.Control{Token: tokens[c], Label: label, Word: language.Word(c)})
				}
			}
			l.controls = append(l.controls, slices.Clip(controls))
		}
	}
}
