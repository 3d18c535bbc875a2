package safety

import "strings"

// The parts of a reply that depend on the country.
const (
	fillEmergency  = "{emergency}"
	fillLines      = "{lines}"
	fillYouthLines = "{youth-lines}"
	fillLine       = "{line}"
)

// maxShown is how many lines one message names; more would bury the first.
const maxShown = 3

// fillings are the parts and what stands for them, as strings.NewReplacer takes them.
func (g *Guard) fillings(r *replies, ask Ask) []string {
	ask.Country = strings.ToUpper(ask.Country)
	return []string{
		fillEmergency, g.emergency(r, ask),
		fillLines, g.list(r, ask, false),
		fillYouthLines, g.list(r, ask, true),
		fillLine, g.first(r, ask),
	}
}

// emergency is the number to call, or the words for it when nobody knows it.
func (g *Guard) emergency(r *replies, ask Ask) string {
	line, ok := g.lines.Emergency(ask.Country)
	switch {
	case !ok:
		return r.words["emergency-unknown"]
	case ask.Guessed:
		return fill(r.words["emergency-guessed"], "{number}", line.Call, "{place}", r.place(line))
	}
	return line.Call
}

// list is the heading and the lines, one below the other.
func (g *Guard) list(r *replies, ask Ask, youth bool) string {
	found := r.choose(g.lines.For(ask.Country), youth)
	heading, closing := r.words["lines"], ""
	switch {
	case ask.Country == "":
		found, heading = g.lines.For(""), r.words["lines-unknown"]
	case len(found) == 0:
		found, heading = g.lines.For(""), r.words["lines-none"]
	case ask.Guessed:
		heading, closing = r.words["lines-guessed"], r.words["elsewhere"]
	}
	if len(found) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(fill(heading, "{place}", r.place(found[0])))
	for _, line := range found {
		b.WriteString("\n- " + r.line(line))
	}
	if world := g.lines.For(""); closing != "" {
		b.WriteString("\n" + fill(closing, "{web}", world[0].Web))
	}
	return b.String()
}

// first is the one line to name when there is room for one.
func (g *Guard) first(r *replies, ask Ask) string {
	found := r.choose(g.lines.For(ask.Country), false)
	if len(found) == 0 {
		found = g.lines.For("")
	}
	if len(found) == 0 {
		return ""
	}
	if ask.Guessed && ask.Country != "" && found[0].Country != "" {
		return fill(r.words["line-guessed"], "{line}", r.line(found[0]), "{place}", r.place(found[0]))
	}
	return r.line(found[0])
}

// choose puts the lines first that fit the person, and keeps a few.
func (r *replies) choose(lines []Line, youth bool) []Line {
	var best, rest []Line
	for _, l := range lines {
		young := strings.Contains(l.Audience, "youth")
		if young == youth && r.speaks(l) {
			best = append(best, l)
		} else {
			rest = append(rest, l)
		}
	}
	best = append(best, rest...)
	return best[:min(len(best), maxShown)]
}

func (r *replies) speaks(l Line) bool {
	for _, lang := range l.Languages {
		if lang == r.lang || lang == "mul" {
			return true
		}
	}
	return false
}

func (r *replies) place(l Line) string {
	if name, ok := r.places[l.Country]; ok {
		return name
	}
	return l.Place
}

// line is one line as it is shown: "Samaritans: call 116 123 (24/7)".
func (r *replies) line(l Line) string {
	var ways, notes []string
	if l.Call != "" {
		ways = append(ways, fill(r.words["call"], "{number}", l.Call))
	}
	if number, word, ok := cutText(l.Text); ok {
		way := fill(r.words["text"], "{number}", number)
		if word != "" {
			way = fill(r.words["text-word"], "{number}", number, "{word}", word)
		}
		ways = append(ways, way)
	}
	if l.Web != "" {
		ways = append(ways, l.Web)
	}
	for _, note := range []string{l.Extra, l.Hours, r.audiences[l.Audience], r.tongues(l)} {
		if note != "" {
			notes = append(notes, note)
		}
	}
	text := l.Name + ": " + strings.Join(ways, ", ")
	if len(notes) > 0 {
		text += " (" + strings.Join(notes, "; ") + ")"
	}
	return text
}

// cutText parts the number for texts from the word to send. A word is letters.
func cutText(text string) (number, word string, ok bool) {
	if i := strings.LastIndexByte(text, ' '); i >= 0 && text[len(text)-1] >= 'A' {
		return text[:i], text[i+1:], true
	}
	return text, "", text != ""
}

// tongues names the languages of a line that does not speak the person's.
func (r *replies) tongues(l Line) string {
	if r.speaks(l) {
		return ""
	}
	names := make([]string, 0, len(l.Languages))
	for _, lang := range l.Languages {
		names = append(names, r.languages[lang])
	}
	return strings.Join(names, ", ")
}

func fill(text string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(text) }
