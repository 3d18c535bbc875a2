package answer

import (
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// numbers walks a sentence and collects what it says.
type numbers struct {
	*sentence
	spec     NumberSpec
	named    [][]token // the units, cut into tokens
	inHours  bool
	inMinute bool

	found   []int64 // the numbers, in thousandths
	unclear bool    // something is not known to be harmless
	mixed   bool    // digits and letters in one word
}

// tooLarge stands for what has more digits than are read; it is outside any range.
const tooLarge = int64(1) << 62

// units cuts the units of the spec.
func (n *numbers) units() {
	for _, unit := range n.spec.Units {
		u := read(unit, n.lang)
		if len(u.tokens) == 0 {
			continue
		}
		n.named = append(n.named, u.tokens)
		m, end := u.phrase(0)
		if end == len(u.tokens) {
			n.inHours = n.inHours || m.May(lang.Hour)
			n.inMinute = n.inMinute || m.May(lang.Minute)
		}
	}
}

// all walks from the first token to the last.
func (n *numbers) all() {
	for at := 0; at < len(n.tokens); {
		end, ok := n.harmless(at)
		if value, behind, is := n.quantity(at); is {
			n.found = append(n.found, value)
			end, ok = behind, true
		}
		if !ok {
			n.unclear = true
			end = at + 1
		}
		n.torn(end)
		at = end
	}
}

// torn notes digits and letters that touch where one part ends and the next begins.
func (n *numbers) torn(at int) {
	if at == 0 || at >= len(n.tokens) || !n.tokens[at].glued {
		return
	}
	a, b := n.tokens[at-1].kind, n.tokens[at].kind
	n.mixed = n.mixed || a == digits && b == word || a == word && b == digits
}

// harmless takes what changes nothing.
func (n *numbers) harmless(at int) (int, bool) {
	if n.token(at).noise() {
		return at + 1, !n.startsDecimals(at)
	}
	return n.is(at, lang.Filler|lang.Article)
}

// startsDecimals is true for the point of "(.5)", which is not the end of anything.
// In "well...7" and "maybe,7" it is.
func (n *numbers) startsDecimals(at int) bool {
	point, behind := n.token(at), n.token(at+1)
	if point.text != "." && point.text != "," || behind.kind != digits || !behind.glued {
		return false
	}
	if at == 0 || !point.glued {
		return true
	}
	before := n.token(at - 1)
	return before.text != "." && (before.kind != word || point.text == ".")
}

// quantity takes a number with all that belongs to it.
func (n *numbers) quantity(at int) (value int64, end int, ok bool) {
	value, end, ok = n.signed(at)
	if !ok {
		return 0, at, false
	}
	value, end = n.fraction(value, end)
	if behind, is := n.unit(end); is {
		value, end = n.afterUnit(value, behind)
	} else if n.inHours {
		value, end = n.clock(value, end)
	}
	return n.outOf(value, end)
}

// signed takes a number, perhaps with a minus.
func (n *numbers) signed(at int) (int64, int, bool) {
	behind, minus := n.is(at, lang.Minus)
	if n.sign(at, "-") && n.token(at+1).glued && !n.token(at).glued {
		behind, minus = at+1, true
	}
	if !minus {
		return n.amount(at)
	}
	value, end, ok := n.amount(behind)
	return -value, end, ok
}

// amount takes a number in digits or words, "an" before an hour, or "half an" hour.
func (n *numbers) amount(at int) (int64, int, bool) {
	if behind, is := n.is(at, lang.Article); is {
		if value, end, ok := n.whole(behind); ok {
			return value, end, true
		}
		if _, is := n.unit(behind); is {
			return 1000, behind, true
		}
	}
	if behind, is := n.is(at, lang.Half); is {
		if _, is := n.unit(behind); is {
			return 500, behind, true
		}
	}
	return n.whole(at)
}

// whole takes a number in digits, or the words for a whole one.
func (n *numbers) whole(at int) (int64, int, bool) {
	if t := n.token(at); t.kind == digits {
		value, ok := n.inDigits(t.text)
		return value, at + 1, ok
	}
	value, end, ok := n.inWords(at)
	return int64(value) * 1000, end, ok
}

// inDigits reads "7", "07", "7.5" and "7,25". Three decimals are one only behind the
// sign of the language, because "1,000" may be a thousand.
func (n *numbers) inDigits(text string) (int64, bool) {
	whole, decimals := text, ""
	if i := strings.IndexAny(text, ".,"); i >= 0 {
		whole, decimals = text[:i], text[i+1:]
		switch {
		case len(decimals) > 3, strings.ContainsAny(decimals, ".,"),
			len(decimals) == 3 && text[i:i+1] != n.lang.Decimal,
			n.inHours && len(decimals) == 2 && decimals[1] == '0': // 7.30 may be half past
			return 0, false
		}
	}
	if len(whole) > 2 && whole[0] == '0' || whole == "00" {
		return 0, false
	}
	if len(whole) > 12 {
		return tooLarge, true
	}
	value := int64(0)
	for _, d := range []byte(whole + (decimals + "000")[:3]) {
		value = value*10 + int64(d-'0')
	}
	return value, true
}

// inWords reads "seven", "seventy-five", "treinta y cinco", "two hundred and five".
func (s *sentence) inWords(at int) (value, end int, ok bool) {
	m, end := s.phrase(at)
	if !m.May(lang.Number) {
		return 0, at, false
	}
	value = m.Number
	if 0 < value && value < 10 {
		if next, behind := s.phrase(end); next.May(lang.Number) && next.Number == 100 {
			value, end = value*100, behind
		}
	}
	if value > 0 && value%100 == 0 {
		value, end = s.plus(value, end, lang.JoinHundred, 99)
	}
	if tens := value % 100; tens >= 20 && tens%10 == 0 {
		value, end = s.plus(value, end, lang.JoinTens, 9)
	}
	return value, end, true
}

// plus adds a number word of 1 to most, with or without the joining word.
func (s *sentence) plus(value, at int, join lang.Class, most int) (int, int) {
	from := at
	if behind, is := s.is(at, join); is {
		from = behind
	}
	m, end := s.phrase(from)
	if !m.May(lang.Number) || m.Number < 1 || m.Number > most {
		return value, at
	}
	return value + m.Number, end
}

// fraction takes "and a half", "½", "1/2" and "point five" behind a whole number.
func (n *numbers) fraction(value int64, at int) (int64, int) {
	if value%1000 != 0 {
		return value, at
	}
	if behind, is := n.half(at); is {
		return away(value, 500), behind
	}
	if behind, is := n.is(at, lang.Point); is {
		if decimals, end, ok := n.decimals(behind); ok {
			return away(value, decimals), end
		}
	}
	return value, at
}

// away adds to the size of a number: minus three and a half is -3.5.
func away(value, more int64) int64 {
	if value < 0 {
		return value - more
	}
	return value + more
}

func (n *numbers) half(at int) (int, bool) {
	if n.sign(at, "½") {
		return at + 1, true
	}
	one, two := n.token(at), n.token(at+2)
	if one.kind == digits && one.text == "1" && n.sign(at+1, "/") && n.token(at+1).glued && two.text == "2" && two.glued {
		return at + 3, true
	}
	return n.is(at, lang.AndAHalf)
}

// decimals takes what is said behind the point: "five", "two five", "twenty-five", "5".
func (n *numbers) decimals(at int) (milli int64, end int, ok bool) {
	if t := n.token(at); t.kind == digits {
		return parseDecimals(t.text), at + 1, len(t.text) <= 3 && !strings.ContainsAny(t.text, ".,")
	}
	said := ""
	for end = at; len(said) < 3; {
		m, behind := n.phrase(end)
		if !m.May(lang.Number) || m.Number > 9 {
			break
		}
		said += string(rune('0' + m.Number))
		end = behind
	}
	if said != "" {
		return parseDecimals(said), end, true
	}
	value, end, ok := n.inWords(at)
	return int64(value) * 10, end, ok && 10 <= value && value <= 99
}

func parseDecimals(text string) (milli int64) {
	unit := int64(100)
	for i := range len(text) {
		milli += int64(text[i]-'0') * unit
		unit /= 10
	}
	return milli
}

// unit takes one of the units that the question is asked in.
func (n *numbers) unit(at int) (int, bool) {
	m, end := n.phrase(at)
	if n.inHours && m.May(lang.Hour) || n.inMinute && m.May(lang.Minute) {
		return end, true
	}
	for _, name := range n.named {
		if at+len(name) <= len(n.tokens) && slices.EqualFunc(name, n.tokens[at:at+len(name)], sameUnit) {
			return at + len(name), true
		}
	}
	return at, false
}

// sameUnit lets "cup" be "cups".
func sameUnit(a, b token) bool {
	return a.kind == b.kind && strings.TrimSuffix(a.text, "s") == strings.TrimSuffix(b.text, "s")
}

// afterUnit takes "and a half" behind the unit, and minutes behind hours.
func (n *numbers) afterUnit(value int64, at int) (int64, int) {
	if value%1000 != 0 {
		return value, at
	}
	if behind, is := n.half(at); is {
		return away(value, 500), behind
	}
	if !n.inHours || value < 0 {
		return value, at
	}
	from := at
	if behind, is := n.is(at, lang.And); is {
		from = behind
	}
	minutes, end, ok := n.whole(from)
	if !ok || minutes%1000 != 0 || minutes >= 60_000 {
		return value, at
	}
	if behind, is := n.is(end, lang.Minute); is {
		return value + (minutes+30)/60, behind
	}
	if t := n.token(from); t.kind == digits && t.glued && len(t.text) == 2 {
		return value + (minutes+30)/60, end
	}
	return value, at
}

// clock takes the ":30" of "7:30".
func (n *numbers) clock(value int64, at int) (int64, int) {
	t := n.token(at + 1)
	if value < 0 || value%1000 != 0 || !n.sign(at, ":") || !n.token(at).glued || t.kind != digits || !t.glued || len(t.text) != 2 {
		return value, at
	}
	minutes := parseDecimals(t.text) / 10
	if minutes >= 60 {
		return value, at
	}
	return value + (minutes*1000+30)/60, at + 2
}

// outOf takes the end of the scale. The wrong end is a second number.
func (n *numbers) outOf(value int64, at int) (int64, int, bool) {
	behind, is := n.is(at, lang.OutOf)
	if n.sign(at, "/") {
		behind, is = at+1, true
	}
	if !is {
		return value, at, true
	}
	scale, end, ok := n.amount(behind)
	if !ok {
		return value, at, true
	}
	if scale != n.spec.Of || scale == 0 {
		n.found = append(n.found, value)
		return scale, end, true
	}
	return value, end, true
}
