package lang

import "io/fs"

// understandAll is for a folder that says nothing of languages, so that nobody knows
// which one its texts are in: stop, skip and the like, a yes and a no are understood
// in every shipped language. Where a word is English too, the English meaning counts.
// Numbers in words stay English: "once" is no eleven there.
func (l *loader) understandAll(dir string, into *Language) {
	entries, err := fs.ReadDir(l.shipped, dir)
	if err != nil {
		return // what ships is looked at elsewhere
	}
	for _, entry := range entries {
		if !entry.IsDir() || entry.Name() == source {
			continue
		}
		other := &loader{fsys: l.shipped}
		p := other.page(dir, entry.Name())
		p.borrowed = true
		other.words(p)
		into.understand(p.lang)
	}
}

// understand takes over the controls, a yes and a no of another language.
func (l *Language) understand(other *Language) {
	for key, c := range other.controls {
		if _, taken := l.controls[key]; !taken {
			l.controls[key] = c
		}
	}
	for key, m := range other.meanings {
		be := m.Is & (Yes | No | Around)
		if _, taken := l.meanings[key]; taken || be&(Yes|No) == 0 {
			continue
		}
		l.meanings[key] = Meaning{Is: be}
	}
	l.longest = max(l.longest, other.longest)
}
