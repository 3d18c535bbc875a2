package safety

// The forms with a meaning of their own.
const (
	unknownForm int32 = 0 // a word no pack knows
	numberForm  int32 = 1 // any number
)

// lexicon knows every word that stands in a pack, and what it may stand for. A
// form is a word as typed and folded; a symbol is what phrases are made of: a
// word, or a class of words. One form can be several symbols.
type lexicon struct {
	forms   map[string]int32
	symbols [][]int32
	filler  []bool             // by form: may stand between the words of a phrase
	barrier []bool             // by form: no gap steps over it
	pairs   map[[2]int32]int32 // words that people tear apart: "my self"
}

// form finds a folded word, also when it is spelt with digits, stretched, or
// made of letters that only look alike. spare is space to rewrite it in.
func (l *lexicon) form(word, spare []byte) int32 {
	if f, ok := l.forms[string(word)]; ok {
		return f
	}
	digits, signs, foreign := shape(word)
	if digits == len(word) {
		return numberForm
	}
	if signs > 0 || digits > 0 {
		word = plainDigits(spare[:0], word)
		if f, ok := l.forms[string(word)]; ok {
			return f
		}
	}
	if foreign {
		if f, ok := l.forms[string(plainTwins(make([]byte, 0, len(word)), word))]; ok {
			return f
		}
	}
	return l.stretched(word, spare)
}

// stretched finds "diiiie" and "killl": first with every run cut to two letters,
// then to one.
func (l *lexicon) stretched(word, spare []byte) int32 {
	for keep := 2; keep >= 1; keep-- {
		short := shorten(spare[:0], word, keep)
		if len(short) == len(word) {
			continue
		}
		if f, ok := l.forms[string(short)]; ok {
			return f
		}
		word = short // spare holds it now; cutting it further only shrinks it
	}
	return unknownForm
}

func shape(word []byte) (digits, signs int, foreign bool) {
	for _, b := range word {
		switch {
		case b >= '0' && b <= '9':
			digits++
		case b >= 0x80:
			foreign = true
		case b < 'a' || b > 'z':
			signs++
		}
	}
	return digits, signs, foreign
}

func plainDigits(dst, word []byte) []byte {
	for _, b := range word {
		if letter := digitLetter(b); letter != 0 {
			b = letter
		}
		dst = append(dst, b)
	}
	return dst
}

func plainTwins(dst, word []byte) []byte {
	for _, r := range string(word) {
		if letter := twin(r); letter != 0 {
			dst = append(dst, letter)
			continue
		}
		dst = append(dst, string(r)...)
	}
	return dst
}

// shorten cuts runs of one letter to keep letters. dst may be the start of word.
func shorten(dst, word []byte, keep int) []byte {
	run := 0
	for i, b := range word {
		if i > 0 && b == word[i-1] && b < 0x80 {
			run++
		} else {
			run = 1
		}
		if run <= keep {
			dst = append(dst, b)
		}
	}
	return dst
}

// The bounds of a string of letters that is worth cutting into words.
const (
	minGlued = 7
	maxGlued = 48
	maxWord  = 14
)

// cut splits glued letters ("iwanttodie") into known words, the longest first.
// It is nil when the letters are not made of known words alone.
func (l *lexicon) cut(out []int32, letters []byte) []int32 {
	if len(letters) < 3 || len(letters) > maxGlued {
		return nil
	}
	var dead uint64 // a bit for every place from which no way leads to the end
	return l.cutFrom(out, letters, 0, &dead)
}

func (l *lexicon) cutFrom(out []int32, letters []byte, at int, dead *uint64) []int32 {
	if at == len(letters) {
		return out
	}
	if *dead&(1<<at) != 0 {
		return nil
	}
	for end := min(len(letters), at+maxWord); end > at; end-- {
		if end-at == 1 && letters[at] != 'i' {
			break
		}
		f, ok := l.forms[string(letters[at:end])]
		if !ok {
			continue
		}
		if all := l.cutFrom(append(out, f), letters, end, dead); all != nil {
			return all
		}
	}
	*dead |= 1 << at
	return nil
}
