package script

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// catalogEntry is one translated text.
type catalogEntry struct {
	file    string
	key     yamldoc.Text
	english yamldoc.Text
	text    yamldoc.Text
	also    []string
	used    bool
}

// entryDoc reads {en: …, es: …, also: […]}, whatever the language's code is.
type entryDoc struct {
	texts yamldoc.Map[yamldoc.Text]
	also  []yamldoc.Text
}

// ReadDoc reads the texts by language, and the other words for a choice.
func (e *entryDoc) ReadDoc(d *yamldoc.Decoder, node *yaml.Node) {
	d.Pairs(node, func(key yamldoc.Text, value *yaml.Node) {
		if key.V == "also" {
			d.Value(value, &e.also)
			return
		}
		entry := yamldoc.Entry[yamldoc.Text]{Key: key}
		entry.Value.At = yamldoc.Place(value)
		if value.Kind == yaml.ScalarNode && value.Value == "" {
			e.texts = append(e.texts, entry) // to be filled in: counts as missing
			return
		}
		d.Value(value, &entry.Value)
		e.texts = append(e.texts, entry)
	})
}

func (l *loader) readCatalogs() {
	l.catalogs = make([]map[string]*catalogEntry, l.lib.Languages())
	for i, language := range l.lib.languages {
		if i == 0 {
			continue
		}
		l.catalogs[i] = map[string]*catalogEntry{}
		for _, file := range l.files("lang/" + language.Code) {
			if base := path.Base(file); base != "words.yaml" && base != "ui.yaml" {
				l.readCatalog(file, language.Code, l.catalogs[i])
			}
		}
	}
}

type catalogDoc struct{ entries yamldoc.Map[entryDoc] }

// ReadDoc reads a whole catalog file.
func (c *catalogDoc) ReadDoc(d *yamldoc.Decoder, node *yaml.Node) { d.Value(node, &c.entries) }

func (l *loader) readCatalog(file, code string, into map[string]*catalogEntry) {
	var doc catalogDoc
	if !l.read(file, &doc) {
		return
	}
	for _, e := range doc.entries {
		entry := &catalogEntry{file: file, key: e.Key}
		for _, text := range e.Value.texts {
			switch text.Key.V {
			case "en":
				entry.english = text.Value
			case code:
				entry.text = text.Value
			default:
				l.report(placeOf(file, text.Key.At), fmt.Sprintf("%q does not belong here", clip(text.Key.V)), fmt.Sprintf("an entry has en:, %s: and perhaps also:", code))
			}
		}
		for _, word := range e.Value.also {
			entry.also = append(entry.also, word.V)
		}
		if _, twice := into[e.Key.V]; twice {
			l.report(placeOf(file, e.Key.At), fmt.Sprintf("%q is translated twice", clip(e.Key.V)), "keep one of them")
			continue
		}
		into[e.Key.V] = entry
	}
}

// line compiles a text and its translations. find is nil where no values exist.
func (l *loader) line(file, id string, texts []yamldoc.Text, names *names) *Line {
	line := &Line{ID: id, Hash: HashOf(id)}
	for i, text := range texts {
		if i == 0 {
			line.At = placeOf(file, text.At)
		}
		variantID := id
		if len(texts) > 1 {
			variantID = fmt.Sprintf("%s.%d", id, i+1)
		}
		if strings.TrimSpace(text.V) == "" {
			l.report(placeOf(file, text.At), "there is no text here", "write what is said")
		}
		line.variants = append(line.variants, l.variant(file, variantID, text, names))
	}
	if len(texts) > 1 {
		if other, taken := l.lineHashes[line.Hash]; taken && other != id {
			l.report(line.At, fmt.Sprintf("the text %q cannot be told apart from %q", id, other), "give the step an id: of its own")
		}
		l.lineHashes[line.Hash] = id
	}
	if other, taken := l.lineIDs[id]; taken && other != line.At {
		l.report(line.At, fmt.Sprintf("another text is called %q too, in %s line %d", id, other.File, other.Line), "give the step an id: of its own, or the choice another name")
	}
	l.lineIDs[id] = line.At
	l.lib.lines = append(l.lib.lines, line)
	return line
}

func (l *loader) variant(file, id string, text yamldoc.Text, n *names) []template {
	out := make([]template, l.lib.Languages())
	out[0] = l.template(placeOf(file, text.At), text.V, n)
	for i := 1; i < len(out); i++ {
		out[i] = out[0]
		entry, ok := l.catalogs[i][id]
		if !ok || strings.TrimSpace(entry.text.V) == "" {
			if ok {
				entry.used = true
			}
			owner, _, _ := strings.Cut(id, ".")
			l.lib.Missing = append(l.lib.Missing, Missing{Lang: l.lib.languages[i].Code, Script: owner, ID: id, English: text.V, Listed: ok})
			continue
		}
		entry.used = true
		if strings.TrimSpace(entry.english.V) != strings.TrimSpace(text.V) {
			l.waits(placeOf(entry.file, entry.key.At), fmt.Sprintf("the English of %q has changed since this was translated", id), "look at the translation again and copy the new English into en:")
		}
		out[i] = l.template(placeOf(entry.file, entry.text.At), entry.text.V, n)
	}
	return out
}

func (l *loader) template(at Place, text string, n *names) template {
	if n == nil {
		n = &names{find: func(string) (*Slot, bool) { return nil, false }}
	}
	t, wrong := compileTemplate(strings.TrimSpace(text), n.find, n.known, n.broken)
	t.at = at
	for _, what := range wrong {
		l.report(at, what, "a value in a text is written {name}; a brace that is meant as such is doubled")
	}
	return t
}

// unusedTranslations reports what translates nothing any more.
func (l *loader) unusedTranslations() {
	for _, catalog := range l.catalogs {
		for id, entry := range catalog {
			if !entry.used {
				l.waits(placeOf(entry.file, entry.key.At), fmt.Sprintf("%q is no text of ours any more", clip(id)), "remove it, or give it the new id")
			}
		}
	}
}

// MissingIn are the missing texts of one language.
func (l *Library) MissingIn(code string) []Missing {
	return slices.DeleteFunc(slices.Clone(l.Missing), func(m Missing) bool { return m.Lang != code })
}
