package rehearsal

import (
	"fmt"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
)

// header reads a line before the first case.
func (p *parser) header(line string) {
	key, value, ok := strings.Cut(line, ":")
	key, value = strings.TrimSpace(key), fold(value)
	known := []string{"language", "start", "consent", "person"}
	switch {
	case !ok || strings.ContainsAny(line[:1], "<>=~"):
		p.report("this stands before the first case", "begin a case with: -- what happens in it")
		return
	case key != "person" && p.seen[key]:
		p.report(fmt.Sprintf("%q stands here twice", clip(key)), "keep one of them")
		return
	}
	p.seen[key] = true
	switch key {
	case "language":
		p.language(value)
	case "start":
		p.start(value)
	case "consent":
		p.consent(Consent(value))
	case "person":
		p.person(value)
	default:
		hint := "known here: " + strings.Join(known, ", ")
		if near, found := problem.Nearest(key, known); found {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		p.report(fmt.Sprintf("%q means nothing here", clip(key)), hint)
	}
}

func (p *parser) language(code string) {
	if code == "" || strings.Contains(code, " ") {
		p.report(fmt.Sprintf("%q is no language", clip(code)), "write its code: language: en")
		return
	}
	p.file.Language = code
}

// start reads "2026-03-02 20:00", perhaps with a zone.
func (p *parser) start(value string) {
	day, rest, _ := strings.Cut(value, " ")
	clock, zoneName, _ := strings.Cut(rest, " ")
	zone, err := time.LoadLocation(zoneName) // "" is UTC
	if err != nil || zoneName == "Local" {
		p.report(fmt.Sprintf("there is no time zone %q", clip(zoneName)), "write it like Europe/Madrid")
		return
	}
	at, err := time.ParseInLocation(startForm, day+" "+clock, zone)
	if err != nil {
		p.report(fmt.Sprintf("%q is no time", clip(value)), "write it like: start: 2026-03-02 20:00")
		return
	}
	p.file.Start = at
}

func (p *parser) consent(c Consent) {
	switch c {
	case ConsentYes, ConsentNo, ConsentUnasked:
		p.file.Consent = c
	default:
		p.report(fmt.Sprintf("%q is no answer to consent", clip(string(c))), "write yes, no or unasked")
	}
}

func (p *parser) person(text string) {
	name, value, ok := strings.Cut(text, "=")
	name, value = strings.TrimPrefix(strings.TrimSpace(name), "person."), strings.TrimSpace(value)
	if !ok || name == "" || value == "" {
		p.report("no value is set here", "write it like: person: no_holds = yes")
		return
	}
	p.file.Person = append(p.file.Person, Known{p.at, name, value})
}

func clip(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}
