package rehearsal

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/record"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// fact is something that happened beside the messages.
type fact struct {
	text     string // "record check-in: mood 2"
	short    string // "record check-in", which is enough
	optional bool   // nobody has to write it
	shown    bool   // the person sees something of it: "< ..." is enough
}

func (f fact) is(expected string) bool {
	return expected == f.short || like(f.text, expected)
}

// factOf is what an effect is in a transcript; false for messages and bookkeeping.
func factOf(effect engine.Effect, zone *time.Location) (fact, bool) {
	switch e := effect.(type) {
	case engine.Keep:
		short := "record " + e.Record.Kind
		return fact{text: short + ": " + fieldsText(e.Record.Fields), short: short}, true
	case engine.Correct:
		short := "record " + e.Kind
		return fact{text: fold(short + ": " + e.Field + " " + e.Text), short: short}, true
	case engine.Safety:
		return safetyFact(e), true
	case engine.Show:
		text := map[script.View]string{script.ViewWeek: "show week", script.ViewLast: "show last"}[e.View]
		return fact{text: text, short: text, shown: true}, true
	case engine.Export:
		return fact{text: "export", short: "export", shown: true}, true
	case engine.Forget:
		return fact{text: "forget", short: "forget"}, true
	case engine.End:
		return fact{text: fold("end " + e.Script + " " + string(e.Reason)), short: "end " + e.Script, optional: true}, true
	case engine.WakeAt:
		name, later := strings.CutPrefix(e.Timer, engine.LaterTimer)
		return fact{text: "later " + name + " " + e.At.In(zone).Format(startForm), short: "later " + name}, later
	}
	return fact{}, false
}

func safetyFact(e engine.Safety) fact {
	name := "now"
	if e.Signal != chat.NoSignal {
		name = e.Signal.String()
	}
	f := fact{text: "safety " + name, short: "safety " + name, shown: true}
	if e.Again {
		f.text += " again"
	}
	return f
}

func quietFact(until time.Time, zone *time.Location) fact {
	return fact{text: "quiet " + until.In(zone).Format(startForm), short: "quiet"}
}

func fieldsText(fields []record.Field) string {
	texts := make([]string, len(fields))
	for i, f := range fields {
		texts[i] = f.Name + " " + fieldText(f)
	}
	return fold(strings.Join(texts, ", "))
}

func fieldText(f record.Field) string {
	switch f.Type {
	case record.Number:
		return strconv.FormatFloat(f.Number, 'f', -1, 64)
	case record.Time:
		return fmt.Sprintf("%02d:%02d", int(f.Number)/60, int(f.Number)%60)
	case record.YesNo:
		return map[bool]string{true: "yes", false: "no"}[f.Yes]
	case record.Choices:
		return strings.Join(f.Many, " + ")
	case record.Choice, record.Text:
		return f.Text
	}
	return ""
}

// wrongFact is what is wrong with an "=" line, and what to write instead.
func wrongFact(text string) (what, hint string) {
	verbs := []string{"record", "end", "safety", "show", "export", "forget", "later", "quiet", "reminder", "passed"}
	verb, rest, _ := strings.Cut(text, " ")
	switch verb {
	case "record", "end", "later":
		if rest == "" {
			return fmt.Sprintf("%q of what?", verb), "write its name after it"
		}
	case "safety":
		return wrongSignal(strings.TrimSuffix(rest, " again"))
	case "show":
		if rest != "week" && rest != "last" && rest != "..." {
			return fmt.Sprintf("%q cannot be shown", clip(rest)), "write: = show week, or = show last"
		}
	case "reminder":
		return wrongReminder(rest)
	case "passed":
		return wrongPassing(rest)
	case "export", "forget", "quiet":
	default:
		return fmt.Sprintf("%q is nothing that can happen", clip(verb)), hintOf(verb, verbs)
	}
	return "", ""
}

func wrongSignal(name string) (what, hint string) {
	if _, ok := chat.ParseSignal(name); (ok && name != chat.NoSignal.String()) || name == "now" || name == "..." {
		return "", ""
	}
	known := []string{"now"}
	for _, s := range chat.Signals() {
		known = append(known, s.String())
	}
	return fmt.Sprintf("%q is nothing that safety looks for", clip(name)), "known here: " + strings.Join(known, ", ")
}
