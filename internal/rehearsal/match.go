package rehearsal

import (
	"fmt"
	"slices"
	"strings"
)

// verdict is how well what came fits what a turn expects.
type verdict struct {
	fits  int    // how many things that came found their place
	line  int    // where it goes wrong; 0: all is well
	wrong string // in plain words
}

func (v verdict) ok() bool { return v.line == 0 }

// judge compares what a turn expects with what came.
func judge(t *Turn, all []came) verdict {
	messages, facts := place(t, all)
	v := inOrder(t, messages)
	v.fits += facts.fits
	if v.ok() {
		v.line, v.wrong = facts.line, facts.wrong
	}
	return v
}

// place gives every fact its "=" line. What is left are the messages, and what
// the person sees of facts that "< ..." may stand for.
func place(t *Turn, all []came) (messages []came, v verdict) {
	used := make([]bool, len(t.Facts))
	for _, c := range all {
		if c.isMessage() {
			messages = append(messages, c)
			continue
		}
		i := take(t.Facts, used, c.fact)
		switch {
		case i >= 0:
			used[i] = true
			v.fits++
		case c.fact.shown:
			messages = append(messages, c)
		case !c.fact.optional && v.line == 0:
			v.line, v.wrong = t.Line, fmt.Sprintf("this happened and is not written: %s", c)
		}
	}
	for i, e := range t.Facts {
		if !used[i] {
			v.line, v.wrong = e.Line, fmt.Sprintf("this is written, but did not happen: = %s", e.Text)
			break
		}
	}
	return messages, v
}

// take is the first line that is not used yet and says f, or -1.
func take(facts []Expected, used []bool, f fact) int {
	for i, e := range facts {
		if !used[i] && f.is(e.Text) {
			return i
		}
	}
	return -1
}

// inOrder lays the "<" lines along the messages. A message may be written on
// several lines, so it looks for a way through.
func inOrder(t *Turn, messages []came) verdict {
	w := way{says: t.Says, messages: messages, tried: map[[2]int]bool{}}
	if w.through(0, 0) {
		return verdict{fits: len(messages)}
	}
	return verdict{fits: w.farMessage, line: w.line(t), wrong: w.wrong()}
}

// way is a search for a way to lay lines along messages, and how far it came.
type way struct {
	says     []Expected
	messages []came
	tried    map[[2]int]bool

	farSay, farMessage int
}

func (w *way) through(say, message int) bool {
	if w.tried[[2]int{say, message}] {
		return false
	}
	w.tried[[2]int{say, message}] = true
	if message > w.farMessage || message == w.farMessage && say > w.farSay {
		w.farSay, w.farMessage = say, message
	}
	if message == len(w.messages) {
		return say == len(w.says)
	}
	text := ""
	for end := say; end < len(w.says); end++ {
		line := w.says[end].Text
		if line == "..." && end > say {
			return false // alone it is a message of its own
		}
		text = fold(text + " " + line)
		if w.messages[message].reads(text) && w.through(end+1, message+1) {
			return true
		}
		if line == "..." {
			return false
		}
	}
	return false
}

// reads tells whether a message is written as text.
func (c came) reads(text string) bool {
	if text == "..." {
		return true
	}
	return slices.ContainsFunc(c.texts, func(own string) bool { return like(own, text) })
}

// line is where the search ended.
func (w *way) line(t *Turn) int {
	switch {
	case w.farSay < len(w.says):
		return w.says[w.farSay].Line
	case len(w.says) > 0:
		return w.says[len(w.says)-1].Line
	}
	return t.Line
}

func (w *way) wrong() string {
	expects, comes := w.farSay < len(w.says), w.farMessage < len(w.messages)
	added := w.farMessage > 0 && len(w.messages[w.farMessage-1].texts) > 1 // the line may be meant for what the bot added
	switch {
	case expects && added && (!comes || strings.HasPrefix(w.says[w.farSay].Text, "[pacer]")):
		return fmt.Sprintf("expected %s, but this came: %s", quoted(w.says[w.farSay].Text), quoted(w.messages[w.farMessage-1].String()))
	case expects && comes:
		return fmt.Sprintf("expected %s, but this came: %s", quoted(w.says[w.farSay].Text), quoted(w.messages[w.farMessage].String()))
	case expects:
		return fmt.Sprintf("expected %s, but nothing more came", quoted(w.says[w.farSay].Text))
	default:
		return fmt.Sprintf("nothing more was expected, but this came: %s", quoted(w.messages[w.farMessage].String()))
	}
}

// quoted is a text as it is shown in a failure, without the sign of a message.
func quoted(text string) string {
	return "\"" + strings.TrimPrefix(text, "< ") + "\""
}
