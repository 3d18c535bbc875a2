package script

import "strings"

// Line is one text that a person reads: an id, its variants, and each variant
// compiled for every language. An untranslated variant holds the English one.
type Line struct {
	ID       string
	Hash     Hash
	At       Place
	variants [][]template // by variant, then by language index
}

// Variants is how many wordings the line has.
func (l *Line) Variants() int { return len(l.variants) }

// Render is the text of one variant (taken modulo their number) in the person's
// language. It cannot fail: what was not answered shows as "–".
func (l *Line) Render(variant int, env Env) string {
	v := l.variants[variant%len(l.variants)]
	return v[env.Lang()].render(env)
}

// Plain is the text of the first variant without its values, for places where
// nothing was asked yet, such as a title in a menu.
func (l *Line) Plain(lang int) string {
	t := &l.variants[0][lang]
	if t.parts == nil {
		return t.text
	}
	return t.source
}

// Sources are the texts as written in one language, one for each variant.
func (l *Line) Sources(lang int) []string {
	out := make([]string, len(l.variants))
	for i, v := range l.variants {
		out[i] = v[lang].source
	}
	return out
}

// Places are where those texts stand: a translation in its catalog.
func (l *Line) Places(lang int) []Place {
	out := make([]Place, len(l.variants))
	for i, v := range l.variants {
		out[i] = v[lang].at
	}
	return out
}

// Reads are the values that any wording of the line shows.
func (l *Line) Reads() []*Slot {
	var slots []*Slot
	for _, variant := range l.variants {
		for _, t := range variant {
			for _, p := range t.parts {
				if p.slot != nil {
					slots = append(slots, p.slot)
				}
			}
		}
	}
	return slots
}

// template is one text, cut into pieces.
type template struct {
	source string // as it was written
	text   string // what is said when there is nothing to fill in
	parts  []part // nil when there is nothing to fill in
	at     Place  // where it was written
}

type part struct {
	literal string
	slot    *Slot // nil: the literal
	of      property
}

func (t template) render(env Env) string {
	if t.parts == nil {
		return t.text
	}
	var b strings.Builder
	for _, p := range t.parts {
		if p.slot == nil {
			b.WriteString(p.literal)
			continue
		}
		b.WriteString(p.slot.Type.show(env.Value(p.slot), p.of, env))
	}
	return b.String()
}
