package script

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Mermaid is the script as a flowchart for mermaid.live, editors and Markdown: one
// box a step, questions as hexagons, conditions as diamonds, other scripts with a
// double frame. The texts are those of one language.
func (s *Script) Mermaid(lang int) string {
	g := &graph{script: s, lang: lang}
	g.line("flowchart TD")
	g.line(`start(["%s"])`, boxText(s.Title.Plain(lang)))
	for i := range s.Steps {
		g.node(i)
	}
	g.edge("start", 0, "")
	for i := range s.Steps {
		g.edges(i)
	}
	if g.ends {
		g.line(`done(["end"])`)
	}
	return g.b.String()
}

type graph struct {
	script *Script
	lang   int
	b      strings.Builder
	ends   bool // something leads to the end of the script
}

func (g *graph) line(format string, args ...any) {
	if g.b.Len() > 0 {
		g.b.WriteString("    ")
	}
	fmt.Fprintf(&g.b, format+"\n", args...)
}

// node draws a step. A go is no box: what leads to it leads on.
func (g *graph) node(i int) {
	open, shut := "[", "]"
	switch g.script.Steps[i].Op.(type) {
	case *Go:
		return
	case *Ask, *Offer:
		open, shut = "{{", "}}"
	case *If, *Repeat:
		open, shut = "{", "}"
	case *Call:
		open, shut = "[[", "]]"
	case *Breathe, *Pause, *Finish, *Forget:
		open, shut = "([", "])"
	case *Say:
	default:
		open, shut = "[/", "/]"
	}
	g.line(`s%d%s"%s"%s`, i, open, boxText(g.text(i)), shut)
}

// text is what stands in the box of a step.
func (g *graph) text(i int) string {
	switch op := g.script.Steps[i].Op.(type) {
	case *Say:
		return g.said(op.Line)
	case *Ask:
		return g.said(op.Prompt) + "\n" + op.Slot.Name
	case *If:
		return op.Cond.Source
	case *Repeat:
		if op.Until != nil {
			return fmt.Sprintf("at most %d times, until %s", op.Times, op.Until.Source)
		}
		return fmt.Sprintf("%d times", op.Times)
	case *Call:
		return op.Script.Title.Plain(g.lang)
	case *Offer:
		if op.Prompt == nil {
			return "…"
		}
		return g.said(op.Prompt)
	case *Breathe:
		return op.Pattern.Title.Plain(g.lang) + ", " + howLong(op)
	case *Pause:
		return "pause " + op.When.String()
	}
	return deed(g.script.Steps[i].Op)
}

// deed is a step that does something the person does not see at once.
func deed(op Op) string {
	switch op := op.(type) {
	case *Set:
		sets := make([]string, len(op.Assigns))
		for i, a := range op.Assigns {
			sets[i] = a.Slot.Name + " = " + a.Expr.Source
		}
		return strings.Join(sets, "\n")
	case *Record:
		return "record " + op.Kind
	case *Show:
		return "show " + map[View]string{ViewWeek: "week", ViewLast: "last", ViewReminders: "reminders"}[op.View]
	case *Finish:
		return "end " + op.Reason
	case *Quiet:
		return "quiet until " + op.When.String()
	case *Later:
		return "later " + op.When.String() + "\n" + op.Script.ID
	case *Remind:
		return remindText(op)
	case *HelpLines:
		return "the crisis lines"
	case *Export:
		return "export"
	case *Forget:
		return "forget everything"
	}
	return ""
}

// remindText is the deed with the values it looks at.
func remindText(op *Remind) string {
	lines := []string{"remind " + op.Do.String()}
	for _, slot := range op.Slots() {
		lines = append(lines, slot.Name)
	}
	return strings.Join(lines, "\n")
}

func howLong(op *Breathe) string {
	switch {
	case op.Minutes > 0:
		return fmt.Sprintf("%d min", op.Minutes)
	case op.Rounds > 0:
		return fmt.Sprintf("%d rounds", op.Rounds)
	}
	return fmt.Sprintf("%d rounds", op.Pattern.Rounds)
}

// said is the first wording of a line, and how many others it has.
func (g *graph) said(line *Line) string {
	text := clipTo(strings.Join(strings.Fields(line.Plain(g.lang)), " "), 72)
	switch n := line.Variants(); n {
	case 1:
	case 2:
		text += "\n(or another)"
	default:
		text += fmt.Sprintf("\n(or %d others)", n-1)
	}
	return text
}

func clipTo(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return strings.TrimRight(string(r[:most-1]), " ") + "…"
	}
	return text
}

func (g *graph) edges(i int) {
	step, from := &g.script.Steps[i], "s"+strconv.Itoa(i)
	switch op := step.Op.(type) {
	case *Go, *Finish, *Forget:
	case *If:
		g.edge(from, op.Then, "yes")
		g.edge(from, op.Else, "no")
	case *Repeat:
		g.edge(from, op.Body, "again")
		g.edge(from, step.Next, "then")
	case *Offer:
		skipElsewhere := true
		for _, b := range op.Buttons {
			g.edge(from, b.To, clipTo(b.Label.Plain(g.lang), 40))
			skipElsewhere = skipElsewhere && g.place(b.To) != g.place(step.Next)
		}
		if skipElsewhere {
			g.line("%s -.->|skip| %s", from, g.place(step.Next))
		}
	default:
		g.edge(from, step.Next, "")
	}
}

func (g *graph) edge(from string, to int, text string) {
	if text == "" {
		g.line("%s --> %s", from, g.place(to))
		return
	}
	g.line(`%s -->|"%s"| %s`, from, boxText(text), g.place(to))
}

// place is the box that a step leads to, past every go.
func (g *graph) place(i int) string {
	for range g.script.Steps {
		if i == End {
			break
		}
		jump, is := g.script.Steps[i].Op.(*Go)
		if !is {
			return "s" + strconv.Itoa(i)
		}
		i = jump.To
	}
	g.ends = true
	return "done"
}

// boxText makes a text safe between quotes in Mermaid, which knows entities with a
// number sign and reads a leading backtick as Markdown.
func boxText(text string) string {
	return strings.NewReplacer(
		"#", "#35;", "&", "#amp;", `"`, "#quot;", "<", "#lt;", ">", "#gt;", "`", "#96;", `\`, "#92;", "\n", "<br/>",
	).Replace(text)
}

// String is the point in time as scripts write it.
func (w When) String() string {
	if w.AtClock {
		return map[int]string{0: "", 1: "tomorrow "}[w.Days] + fmt.Sprintf("%02d:%02d", w.Minutes/60, w.Minutes%60)
	}
	for _, unit := range []struct {
		sign string
		size time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}} {
		if w.After%unit.size == 0 {
			return strconv.Itoa(int(w.After/unit.size)) + unit.sign
		}
	}
	return strconv.Itoa(int(w.After/time.Second)) + "s"
}
