package safety

import (
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// gapBefore is what stands between a word and the one before it.
type gapBefore byte

const (
	space    gapBefore = iota // nothing that matters
	pause                     // a comma, dots, an emoji
	sentence                  // a full stop, a line of its own
)

// token is one word of the text.
type token struct {
	form     int32
	before   gapBefore
	from, to int32 // its folded letters on the desk
}

// match is a phrase that was found, from a word up to but not including another.
type match struct{ rule, from, to int32 }

// desk is the working space of one look, used again and again.
type desk struct {
	letters []byte
	spare   []byte
	pieces  []int32
	tokens  []token
	before  gapBefore // what was read since the last word
	matches []match
}

func (d *desk) reset() {
	d.letters, d.tokens, d.matches = d.letters[:0], d.tokens[:0], d.matches[:0]
	d.before = sentence
}

// read cuts text into words.
func (d *desk) read(l *lexicon, text string) {
	d.reset()
	start := 0 // where the word being read starts among the letters
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		next := byte(0)
		if i+size < len(text) {
			next = text[i+size]
		}
		i += size
		if d.letter(r, next, len(d.letters)-start) {
			continue
		}
		lone := len(d.letters)-start == 1
		d.word(l, start)
		start = len(d.letters)
		d.before = max(d.before, gapOf(r, next, lone))
	}
	d.word(l, start)
	d.joinLetters(l)
	d.joinPairs(l)
}

// letter takes r when it belongs to the word being read, which has length bytes
// so far.
func (d *desk) letter(r rune, next byte, length int) bool {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		d.letters = append(d.letters, byte(r))
	case r >= 'A' && r <= 'Z':
		d.letters = append(d.letters, byte(r)+'a'-'A')
	case r == '*' || r == '@' || r == '$' || r == '!':
		if length == 0 || !isLetter(next) && next != byte(r) || r == '!' && next < 'a' {
			return false
		}
		d.letters = append(d.letters, byte(r))
	case r < utf8.RuneSelf:
		return r == '\'' || r == '`'
	case isInvisible(r), isApostrophe(r):
	default:
		size := len(d.letters)
		d.letters = foldRune(d.letters, r)
		return len(d.letters) > size || isAccent(r)
	}
	return true
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// gapOf is how much a sign between words keeps them apart. A dot after a single
// letter is "k.m.s", and several dots are a pause for breath.
func gapOf(r rune, next byte, lone bool) gapBefore {
	switch r {
	case '.':
		if next == '.' {
			return pause
		}
		if lone && isLetter(next) {
			return space
		}
		return sentence
	case '!', '?', ';', '\n', '\r', '।', '。', '！', '？', '…', ':':
		if r == '…' {
			return pause
		}
		return sentence
	case ' ', '\t', '-', '_', '/', '#', '*', '~', 0xa0, '‐', '‑':
		return space
	}
	return pause
}

// word ends the word that starts at start.
func (d *desk) word(l *lexicon, start int) {
	letters := d.letters[start:]
	if len(letters) == 0 {
		return
	}
	form := l.form(letters, d.spare)
	if form == unknownForm && len(letters) >= minGlued && len(letters) <= maxGlued {
		if pieces := l.cut(d.pieces[:0], letters); pieces != nil {
			d.put(pieces, start)
			return
		}
	}
	d.pieces = append(d.pieces[:0], form)
	d.put(d.pieces, start)
}

func (d *desk) put(forms []int32, start int) {
	for _, f := range forms {
		d.tokens = append(d.tokens, token{f, d.before, int32(start), int32(len(d.letters))})
		d.before = space
	}
}

// joinLetters puts "s u i c i d e" together again: three or more single letters
// in a row that are made of known words.
func (d *desk) joinLetters(l *lexicon) {
	for at := 0; at < len(d.tokens); {
		end := at
		for end < len(d.tokens) && d.tokens[end].to-d.tokens[end].from == 1 && (end == at || d.tokens[end].before == space) {
			end++
		}
		if end-at < 3 {
			at = max(end, at+1)
			continue
		}
		at += d.joinRun(l, at, min(end, at+maxGlued))
	}
}

// joinRun replaces the tokens of a run, and is how many stand there afterwards.
func (d *desk) joinRun(l *lexicon, at, end int) int {
	letters := d.spare[:0]
	for _, t := range d.tokens[at:end] {
		letters = append(letters, d.letters[t.from])
	}
	var plain [maxGlued]byte
	pieces := l.cut(d.pieces[:0], plainDigits(plain[:0], letters))
	if pieces == nil || len(pieces) >= end-at {
		return end - at
	}
	for i, f := range pieces { // never more pieces than letters
		d.tokens[at+i].form = f
		d.tokens[at+i].to = d.tokens[at+i].from
	}
	d.tokens = append(d.tokens[:at+len(pieces)], d.tokens[end:]...)
	return len(pieces)
}

// joinPairs puts words together that people tear apart.
func (d *desk) joinPairs(l *lexicon) {
	kept := d.tokens[:0]
	for _, t := range d.tokens {
		if n := len(kept); n > 0 && t.before == space {
			if f, ok := l.pairs[[2]int32{kept[n-1].form, t.form}]; ok {
				kept[n-1].form = f
				continue
			}
		}
		kept = append(kept, t)
	}
	d.tokens = kept
}

// judge is the most urgent signal that no guard takes back.
func (d *desk) judge(rules []rule) chat.Signal {
	seen := chat.NoSignal
	for _, m := range d.matches {
		if r := &rules[m.rule]; !r.guard && r.signal > seen {
			seen = max(seen, d.weigh(rules, m))
		}
	}
	return seen
}

// weigh is what is left of a match when the guards around it have spoken.
func (d *desk) weigh(rules []rule, m match) chat.Signal {
	signal := rules[m.rule].signal
	for _, g := range d.matches {
		r := &rules[g.rule]
		if !r.guard || r.pack != rules[m.rule].pack || r.hides&(1<<signal) == 0 {
			continue
		}
		if g.covers(m) || r.wide && d.near(g, m) {
			signal = min(signal, r.instead)
		}
		if signal == chat.NoSignal {
			break
		}
	}
	return signal
}

// covers is for a guard that holds all words of a match, or reads on past its
// end: "cut myself" goes on as "cut myself shaving". A guard that only starts
// later does not: "not kill myself" leaves "why not kill myself" as it is.
func (g match) covers(m match) bool {
	return g.from <= m.from && g.to >= m.to || g.from < m.to && g.to > m.to
}

// wideReach is how many words a guard for the whole sentence reaches.
const wideReach = 12

// near is for a guard in the same sentence, not too far away.
func (d *desk) near(g, m match) bool {
	from, to := min(g.to, m.to), max(g.from, m.from)
	if to-from > wideReach {
		return false
	}
	for i := from; i <= to && int(i) < len(d.tokens); i++ {
		if i > min(g.from, m.from) && d.tokens[i].before == sentence {
			return false
		}
	}
	return true
}
