package lang

import "strings"

// Set is the languages of the house. It does not change after Load.
type Set struct{ all []*Language }

// All is every language: English first, the others by code.
func (s *Set) All() []*Language { return append([]*Language(nil), s.all...) }

// Len is how many languages there are.
func (s *Set) Len() int { return len(s.all) }

// At is the language of that index, or the first one when there is none: an index
// may come from a session that is older than the files.
func (s *Set) At(index int) *Language {
	if index < 0 || index >= len(s.all) {
		return s.all[0]
	}
	return s.all[index]
}

// Index is where the language of that code stands in All.
func (s *Set) Index(code string) (int, bool) {
	for i, l := range s.all {
		if l.Code == code {
			return i, true
		}
	}
	return 0, false
}

// Match is the index of the language that suits a locale as platforms and
// systems write it ("es-MX", "es_ES.UTF-8"); 0 when none does.
func (s *Set) Match(locale string) int {
	if end := strings.IndexAny(locale, "-_.@"); end >= 0 {
		locale = locale[:end]
	}
	i, _ := s.Index(strings.ToLower(strings.TrimSpace(locale)))
	return i
}
