package lang

// Language is what is known of one language. It does not change after Load and
// may be used by many goroutines at once.
type Language struct {
	Code    string // "en", the name of its folder
	Name    string // what it calls itself: "English", "Español"
	Decimal string // the sign before the decimals: "." or ","

	texts    map[UI]string
	controls map[string]Control
	words    [Now + 1]string // by control: the first of its words
	meanings map[string]Meaning
	longest  int // words in the longest phrase of meanings
}

// Text is what the bot says for id; the English text where the language lacks it, and
// empty where English lacks it too: then nothing is said.
func (l *Language) Text(id UI) string { return l.texts[id] }

// Word is what a person types for a control: the first of its words in the file.
func (l *Language) Word(c Control) string {
	if int(c) < len(l.words) {
		return l.words[c]
	}
	return ""
}

// Phrase is what the words at the start of words mean when they are read as one
// phrase, the longest first, and how many of them it took; 0 when even the first
// is unknown. The words are folded.
func (l *Language) Phrase(words []string) (Meaning, int) {
	var buf [64]byte
	for n := min(l.longest, len(words)); n > 0; n-- {
		key := buf[:0]
		for i, w := range words[:n] {
			if i > 0 {
				key = append(key, ' ')
			}
			key = append(key, w...)
		}
		if m, ok := l.meanings[string(key)]; ok {
			return m, n
		}
	}
	return Meaning{}, 0
}
