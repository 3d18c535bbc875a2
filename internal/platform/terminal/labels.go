package terminal

import (
	"strconv"
	"strings"
)

// Labels are the few words that are the terminal's own. A caller gives them in
// the person's language; {1} and {2} stand for values.
type Labels struct {
	Placeholder string // in the empty input line
	Hint        string // under the controls: that their words can be typed
	Leave       string // how to leave: that is "/quit" in every language
	Choose      string // under the buttons: how they are pressed
	Newer       string // when scrolled back: how to come back to the newest line
	Failed      string // when an event could not be taken; the line is kept
	NotTaken    string // plain mode: {1} is the line that was not taken
	Saved       string // {1} is the path of a saved document
	NotSaved    string // when a document could not be saved
	Round       string // "round {1} of {2}" under the pacer
	Rounds      string // {1} rounds, in the pacer's plain line
	Minutes     string // {1} minutes, short
	Seconds     string // {1} seconds, short
}

func (l Labels) withDefaults() Labels {
	for _, d := range []struct {
		label   *string
		english string
	}{
		{&l.Placeholder, "Write here"},
		{&l.Hint, "Typing a word works too"},
		{&l.Leave, "/quit to leave"},
		{&l.Choose, "Arrow keys or typing, then Enter"},
		{&l.Newer, "PgDn for newer lines"},
		{&l.Failed, "That did not get through. Please try again."},
		{&l.NotTaken, "Not taken: {1}"},
		{&l.Saved, "Saved as {1}"},
		{&l.NotSaved, "This file could not be saved."},
		{&l.Round, "round {1} of {2}"},
		{&l.Rounds, "{1} rounds"},
		{&l.Minutes, "{1} min"},
		{&l.Seconds, "{1} s"},
	} {
		if *d.label = cleanLine(*d.label); *d.label == "" {
			*d.label = d.english
		}
	}
	return l
}

// fill puts values in the place of {1} and {2}. The values are inserted as they
// are: what looks like a place in them stays.
func fill(label string, values ...string) string {
	pairs := make([]string, 0, 2*len(values))
	for i, v := range values {
		pairs = append(pairs, "{"+strconv.Itoa(i+1)+"}", v)
	}
	return strings.NewReplacer(pairs...).Replace(label)
}
