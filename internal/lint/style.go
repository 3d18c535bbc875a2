package lint

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// Style is the words that no text may use, by language code.
type Style struct{ banned map[string][]ban }

type ban struct {
	words   *regexp.Regexp
	why     string
	instead string
}

type styleDoc struct {
	Banned []banDoc `yaml:"banned"`
}

// banDoc is one row: words by language, why, and what to write instead.
type banDoc struct {
	words        map[string][]yamldoc.Text
	why, instead yamldoc.Text
}

// ReadDoc reads a row; every key but why and instead is a language.
func (b *banDoc) ReadDoc(d *yamldoc.Decoder, node *yaml.Node) {
	b.words = map[string][]yamldoc.Text{}
	d.Pairs(node, func(key yamldoc.Text, value *yaml.Node) {
		switch key.V {
		case "why":
			d.Value(value, &b.why)
		case "instead":
			d.Value(value, &b.instead)
		default:
			var words []yamldoc.Text
			d.Value(value, &words)
			b.words[key.V] = words
		}
	})
}

const styleFile = "style.yaml"

// loadStyle reads style.yaml; a folder without one bans nothing.
func loadStyle(fsys fs.FS) (*Style, problem.List) {
	data, err := fs.ReadFile(fsys, styleFile)
	if err != nil {
		return nil, nil //nolint:nilerr // a folder without it is fine
	}
	var doc styleDoc
	problems := yamldoc.Decode(styleFile, data, &doc)
	style := &Style{banned: map[string][]ban{}}
	for _, row := range doc.Banned {
		for code, words := range row.words {
			if len(words) > 0 {
				style.banned[code] = append(style.banned[code], ban{wordsPattern(words), row.why.V, row.instead.V})
			}
		}
	}
	return style, problems
}

// wordsPattern matches any of the words where they stand alone, in any case.
func wordsPattern(words []yamldoc.Text) *regexp.Regexp {
	quoted := make([]string, 0, len(words))
	for _, w := range words {
		quoted = append(quoted, regexp.QuoteMeta(strings.TrimSpace(w.V)))
	}
	slices.SortFunc(quoted, func(a, b string) int { return len(b) - len(a) })
	return regexp.MustCompile(`(?i)(?:^|[^\p{L}\p{N}])(` + strings.Join(quoted, "|") + `)(?:$|[^\p{L}\p{N}])`)
}

// find is the first banned word of each row that text uses.
func (s *Style) find(code, text string) []string {
	if s == nil {
		return nil
	}
	var found []string
	for _, b := range s.banned[code] {
		if m := b.words.FindStringSubmatch(text); m != nil {
			found = append(found, fmt.Sprintf("%q is a word we do not use (%s) → write instead: %s", m[1], b.why, b.instead))
		}
	}
	return found
}
