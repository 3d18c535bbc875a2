package schedule

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// verb is what the first word of a line asks for.
type verb byte

const (
	helps verb = iota + 1
	lists
	recalls
	pauses
	resumes
	skips
	deletes
	shows
	changes
	zones
	speaks
	sets
)

// verbOf reads the first word, in any of the languages.
func verbOf(word string) verb {
	switch lang.Fold(word) {
	case "help", "?", "ayuda":
		return helps
	case "list", "lista", "listado":
		return lists
	case "history", "historial":
		return recalls
	case "pause", "pausa":
		return pauses
	case "resume", "reanuda":
		return resumes
	case "skip", "salta":
		return skips
	case "delete", "borra":
		return deletes
	case "show", "muestra":
		return shows
	case "edit", "change", "cambia":
		return changes
	case "zone", "zona":
		return zones
	case "language", "idioma":
		return speaks
	case "settings", "ajustes":
		return sets
	}
	return 0
}

// mostLine is how much of a line is looked at, in bytes: more than any text may have.
const mostLine = 8000

// line does what one line says.
func (d *desk) line(in chat.Line) {
	typed := strings.TrimSpace(strings.ToValidUTF8(in.Text[:min(len(in.Text), mostLine)], ""))
	word, rest := firstWord(typed)
	does := verbOf(word)
	if d.isTitle(typed) {
		does = 0 // "pausa para respirar" begins like an order
	}
	switch does {
	case 0:
		if typed == "" {
			d.say(d.help())
			return
		}
		d.lineDraft(typed, in.Place)
	case helps:
		d.say(d.help())
	case lists:
		d.overview(0)
	case recalls:
		d.showHistory()
	case pauses:
		d.lineAct(word, rest, chat.Pause)
	case resumes:
		d.lineAct(word, rest, chat.Resume)
	case skips:
		d.lineAct(word, rest, chat.Skip)
	case deletes:
		d.lineAct(word, rest, chat.Remove)
	case shows:
		d.lineAct(word, rest, chat.Look)
	case changes:
		d.lineAlter(word, rest)
	case zones:
		d.adjust(chat.Adjust{Zone: rest})
	case speaks:
		d.adjust(chat.Adjust{Locale: rest})
	case sets:
		d.adjust(chat.Adjust{})
	}
}

func (d *desk) lineAct(word, which string, do chat.Deed) {
	if which == "" {
		d.say(d.text(lang.ScheduleWhichEmpty, word+" 2"))
		return
	}
	d.act(chat.Act{Which: which, Do: do})
}

// firstWord takes the first word off a line.
func firstWord(line string) (word, rest string) {
	line = strings.TrimSpace(line)
	if i := strings.IndexFunc(line, unicode.IsSpace); i >= 0 {
		return line[:i], strings.TrimSpace(line[i:])
	}
	return line, ""
}

// lineAlter reads "edit 2 every day 10:00", "edit 2 text: words", "edit 2 zone Paris".
func (d *desk) lineAlter(word, rest string) {
	which, rest := firstWord(rest)
	if which == "" {
		d.say(d.text(lang.ScheduleWhichEmpty, word+" 2"))
		return
	}
	if _, no := d.which(which); no != "" {
		d.say(string(no))
		return
	}
	if first, city := firstWord(rest); verbOf(first) == zones {
		d.alter(chat.Alter{Which: which, Draft: chat.Draft{Zone: city}})
		return
	}
	in, no := d.split(rest)
	if no != "" {
		d.say(string(no))
		return
	}
	d.alter(chat.Alter{Which: which, Draft: in})
}

// lineDraft reads "every weekday 9:30 breathing break".
func (d *desk) lineDraft(typed string, at chat.Place) {
	in, no := d.split(typed)
	if no == "" && strings.TrimSpace(in.When) == "" && in.What == "" {
		no = d.unread(&recur.RefusedError{Why: recur.Empty, Examples: d.examples()}, strings.ToLower(d.firstTitle()))
	}
	if no != "" {
		d.say(string(no))
		return
	}
	in.Place = at
	d.propose(in)
}

// split takes a line apart into when and what.
func (d *desk) split(typed string) (in chat.Draft, no refusal) {
	head, text, has := cutText(typed)
	in.Text = text
	if has && strings.TrimSpace(text) == "" {
		in.Text = " " // an empty text is refused, not asked for
	}
	phrase, rest, err := d.prefix(head)
	switch {
	case err != nil && d.isTitle(head):
		in.What = head
	case err != nil && head != "":
		return in, d.unread(err, strings.ToLower(d.firstTitle()))
	case rest != "" && !d.isTitle(rest):
		return in, refusal(d.text(lang.ScheduleWhatUnknown, clipped(rest, 60), strings.Join(d.titles(), ", ")))
	default:
		in.When, in.What = phrase, rest
	}
	return in, ""
}

// cutText takes the words behind "text:", or in quotation marks, off a line.
func cutText(typed string) (head, text string, has bool) {
	lower := strings.ToLower(typed)
	at, size := -1, 0
	if len(lower) == len(typed) {
		for _, mark := range []string{"text:", "texto:"} {
			if i := strings.Index(lower, mark); i >= 0 && (i == 0 || isSpace(typed[i-1])) && (at < 0 || i < at) {
				at, size = i, len(mark)
			}
		}
	}
	for _, pair := range quotes() {
		i := strings.Index(typed, pair[0])
		if i < 0 || at >= 0 && at < i {
			continue
		}
		text = strings.TrimSpace(strings.TrimPrefix(typed[i:], pair[0]))
		return strings.TrimSpace(typed[:i]), strings.TrimSpace(strings.TrimSuffix(text, pair[1])), true
	}
	if at < 0 {
		return strings.TrimSpace(typed), "", false
	}
	return strings.TrimSpace(typed[:at]), unquoted(strings.TrimSpace(typed[at+size:])), true
}

// quotes are the quotation marks that words can stand in.
func quotes() [3][2]string { return [...][2]string{{`"`, `"`}, {"“", "”"}, {"«", "»"}} }

// unquoted takes quotation marks around all of a text away.
func unquoted(text string) string {
	for _, pair := range quotes() {
		if inner, ok := strings.CutPrefix(text, pair[0]); ok {
			if inner, ok = strings.CutSuffix(inner, pair[1]); ok && !strings.Contains(inner, pair[0]) {
				return strings.TrimSpace(inner)
			}
		}
	}
	return text
}

// mostWords is how many words a phrase may have.
const mostWords = 30

// prefix is the phrase at the beginning of a line, and the title behind it. Where no
// title ends the line it is the longest phrase there is, and what is left. The error is
// that of what should have been a phrase.
func (d *desk) prefix(line string) (phrase, rest string, err error) {
	ends := wordEnds(line)
	ends = ends[:min(len(ends), mostWords)]
	for i, end := range slices.Backward(ends) {
		head, behind := line[:end], strings.TrimSpace(line[end:])
		if i+1 < len(ends) && !d.isTitle(behind) {
			continue
		}
		_, failed := d.parse(head, "")
		if failed == nil {
			return head, behind, nil
		}
		if err = failed; behind != "" {
			return "", line, err // a title, and the words before it are no phrase
		}
	}
	for _, end := range slices.Backward(ends) {
		if _, failed := d.parse(line[:end], ""); failed == nil {
			return line[:end], strings.TrimSpace(line[end:]), nil
		}
	}
	return "", line, err
}

// wordEnds are the places where words end.
func wordEnds(line string) (ends []int) {
	for i := range len(line) {
		if !isSpace(line[i]) && (i+1 == len(line) || isSpace(line[i+1])) {
			ends = append(ends, i+1)
		}
	}
	return ends
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\t' }

func (d *desk) isTitle(typed string) bool {
	_, ok := d.named(typed)
	return ok
}

// examples are three phrases that can be read.
func (d *desk) examples() [3]string {
	var refused *recur.RefusedError
	if _, err := recur.Parse("", d.context(d.code(), "")); errors.As(err, &refused) {
		return refused.Examples
	}
	return [3]string{}
}
