package rehearsal

import (
	"fmt"
	"strings"
	"time"
)

// startForm is how the time of the beginning is written; a zone may follow.
const startForm = "2006-01-02 15:04"

// String is the act as it is written.
func (a Type) String() string { return strings.TrimRight("> "+a.Text, " ") }

// String is the act as it is written.
func (a Press) String() string { return "> [" + a.Label + "]" }

// String is the act as it is written.
func (a Command) String() string { return strings.TrimRight("> /"+a.Name+" "+a.Args, " ") }

// String is the act as it is written.
func (a Pass) String() string { return "~ " + a.Text }

// String is the transcript as Parse reads it, without its remarks.
func (f *File) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "language: %s\nstart: %s\nconsent: %s\n", f.Language, startText(f.Start), f.Consent)
	for _, k := range f.Person {
		fmt.Fprintf(&b, "person: %s = %s\n", k.Name, k.Value)
	}
	for _, c := range f.Cases {
		fmt.Fprintf(&b, "\n-- %s\n", c.Title)
		for _, t := range c.Turns {
			t.print(&b)
		}
	}
	return b.String()
}

func startText(at time.Time) string {
	text := at.Format(startForm)
	if at.Location() != time.UTC {
		text += " " + at.Location().String()
	}
	return text
}

func (t *Turn) print(b *strings.Builder) {
	fmt.Fprintln(b, t.Act)
	for _, line := range t.written() {
		fmt.Fprintln(b, line)
	}
}

// written is what must come, in the order it was written in.
func (t *Turn) written() []string {
	lines, says, facts := make([]string, 0, len(t.marks)), t.Says, t.Facts
	for _, mark := range t.marks {
		next := &says
		if mark == '=' {
			next = &facts
		}
		lines = append(lines, string(mark)+" "+(*next)[0].Text)
		*next = (*next)[1:]
	}
	return lines
}
