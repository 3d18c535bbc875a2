package engine

import "github.com/stillpoint-bot/stillpoint/internal/script"

// kind is how one kind of step is played. Steps that do not wait leave the rest
// out: it is only called while such a step is open.
type kind struct {
	name string
	// play begins the step.
	play func(*turn, *script.Step) outcome
	// text takes what a person typed.
	text func(*turn, *script.Step, string) outcome
	// press takes a button; false when the step knows no such button.
	press func(*turn, *script.Step, string) (outcome, bool)
	// due is the wait timer.
	due func(*turn, *script.Step) outcome
	// repeat shows again what is open.
	repeat func(*turn, *script.Step)
}

// kindOf is the table of kinds, one line each. It is a function because the steps
// call each other through it; a test walks it by way of every Op there is.
func kindOf(op script.Op) kind {
	switch op.(type) {
	case *script.Say:
		return kind{name: "say", play: playSay}
	case *script.Ask:
		return kind{"ask", playAsk, askText, askPress, questionDue, repeatAsk}
	case *script.If:
		return kind{name: "if", play: playIf}
	case *script.Repeat:
		return kind{name: "repeat", play: playRepeat}
	case *script.Call:
		return kind{name: "call", play: playCall}
	case *script.Offer:
		return kind{"offer", playOffer, offerText, offerPress, questionDue, repeatOffer}
	case *script.Breathe:
		return kind{"breathe", playBreathe, pausingText, pausingPress, pauseDue, repeatBreathe}
	case *script.Pause:
		return kind{"pause", playPause, pausingText, pausingPress, pauseDue, repeatPause}
	case *script.Set:
		return kind{name: "set", play: playSet}
	case *script.Record:
		return kind{name: "record", play: playRecord}
	case *script.Show:
		return kind{name: "show", play: playShow}
	case *script.Go:
		return kind{name: "go", play: playGo}
	case *script.Finish:
		return kind{name: "end", play: playEnd}
	case *script.Quiet:
		return kind{name: "quiet", play: playQuiet}
	case *script.Later:
		return kind{name: "later", play: playLater}
	case *script.Remind:
		return kind{name: "remind", play: playRemind}
	case *script.HelpLines:
		return kind{name: "lines", play: playLines}
	case *script.Export:
		return kind{name: "export", play: playExport}
	case *script.Forget:
		return kind{name: "forget", play: playForget}
	}
	return kind{}
}
