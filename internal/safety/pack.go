package safety

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// packDoc is a pack as it is written: the phrases of one language.
type packDoc struct {
	At        yamldoc.At                  `yaml:"@"`
	Language  yamldoc.Text                `yaml:"language"`
	Fillers   []yamldoc.Text              `yaml:"fillers"`
	Barriers  []yamldoc.Text              `yaml:"barriers"`
	Words     yamldoc.Map[[]yamldoc.Text] `yaml:"words"`
	Spellings yamldoc.Map[[]yamldoc.Text] `yaml:"spellings"`
	Close     []yamldoc.Text              `yaml:"close"`
	Signals   []signalDoc                 `yaml:"signals"`
	Guards    []guardDoc                  `yaml:"guards"`
}

type signalDoc struct {
	At     yamldoc.At     `yaml:"@"`
	Signal yamldoc.Text   `yaml:"signal"`
	Why    yamldoc.Text   `yaml:"why"`
	Says   []yamldoc.Text `yaml:"says"`
}

type guardDoc struct {
	At      yamldoc.At     `yaml:"@"`
	Why     yamldoc.Text   `yaml:"why"`
	Hides   []yamldoc.Text `yaml:"hides"`
	Instead yamldoc.Text   `yaml:"instead"`
	Reach   yamldoc.Text   `yaml:"reach"`
	Says    []yamldoc.Text `yaml:"says"`
}

// addPack reads one pack file into the tables.
func (b *builder) addPack(file string, data []byte) {
	var doc packDoc
	b.file = file
	b.pack++
	b.problems = append(b.problems, yamldoc.Decode(file, data, &doc)...)
	b.language = doc.Language.V
	if b.language == "" {
		b.report(doc.At, "the pack does not say its language", `write "language: en" at the top`)
		return
	}
	b.addWords(doc)
	for _, s := range doc.Signals {
		b.addSignal(s)
	}
	for _, g := range doc.Guards {
		b.addGuard(g)
	}
}

func (b *builder) addWords(doc packDoc) {
	classes := map[string]int32{}
	b.classes[b.language] = classes
	b.torn = map[string]string{}
	for _, entry := range doc.Words {
		symbol := b.symbol(b.language + ":<" + entry.Key.V + ">")
		classes[entry.Key.V] = symbol
		for _, member := range entry.Value {
			if w, ok := b.single(member); ok {
				b.word(w)
				b.mean(symbol, w)
			}
		}
	}
	for _, entry := range doc.Spellings {
		target, ok := b.single(entry.Key)
		for _, as := range entry.Value {
			words := foldWords(as.V)
			if len(words) == 0 || len(words) > 2 {
				b.report(as.At, fmt.Sprintf("%q is not one word or two", as.V), "")
				continue
			}
			if ok {
				b.spelt = append(b.spelt, spelling{target, words})
				if len(words) == 2 {
					b.torn[strings.Join(words, " ")] = target
				}
			}
		}
	}
	b.fillers = b.forms(b.fillers, doc.Fillers)
	b.barriers = b.forms(b.barriers, doc.Barriers)
	for _, c := range doc.Close {
		if w, ok := b.single(c); ok {
			b.close = append(b.close, w)
		}
	}
}

// forms adds the forms of single words to a list.
func (b *builder) forms(list []int32, texts []yamldoc.Text) []int32 {
	for _, t := range texts {
		if w, ok := b.single(t); ok {
			list = append(list, b.form(w))
		}
	}
	return list
}

// single is the one word that text has to be.
func (b *builder) single(text yamldoc.Text) (string, bool) {
	words := foldWords(text.V)
	if len(words) != 1 {
		b.report(text.At, fmt.Sprintf("%q is not a single word", text.V), "a class holds single words; write longer ones as phrases")
		return "", false
	}
	return words[0], true
}

func (b *builder) addSignal(doc signalDoc) {
	b.why(doc.At, doc.Why)
	b.addPhrases(rule{pack: b.pack, signal: b.signal(doc.Signal, doc.At)}, doc.At, doc.Says)
}

func (b *builder) addGuard(doc guardDoc) {
	b.why(doc.At, doc.Why)
	r := rule{pack: b.pack, guard: true}
	for _, h := range doc.Hides {
		r.hides |= 1 << b.signal(h, h.At)
	}
	if len(doc.Hides) == 0 {
		b.report(doc.At, "this guard hides nothing", "write which signals: hides: [crisis, crisis-maybe]")
	}
	if doc.Instead.V != "" {
		r.instead = b.signal(doc.Instead, doc.At)
	}
	switch doc.Reach.V {
	case "", "phrase":
	case "sentence":
		r.wide = true
	default:
		b.report(doc.Reach.At, fmt.Sprintf("%q is no reach", doc.Reach.V), "write phrase or sentence")
	}
	b.addPhrases(r, doc.At, doc.Says)
}

func (b *builder) addPhrases(r rule, at yamldoc.At, says []yamldoc.Text) {
	if len(says) == 0 {
		b.report(at, "there are no phrases here", "add them under says")
	}
	id := int32(len(b.rules))
	b.rules = append(b.rules, r)
	for _, text := range says {
		for _, parts := range b.phrase(text) {
			b.phrases.add(parts, id)
		}
	}
}

// why is there for the person who reviews the pack.
func (b *builder) why(at yamldoc.At, why yamldoc.Text) {
	if why.V == "" {
		b.report(at, "this does not say why it is here", "add a line why: for the people who review it")
	}
}

func (b *builder) signal(name yamldoc.Text, at yamldoc.At) chat.Signal {
	s, ok := chat.ParseSignal(name.V)
	if ok && s != chat.NoSignal {
		return s
	}
	if name.V != "" {
		at = name.At
	}
	hint := ""
	if near, ok := problem.Nearest(name.V, signalNames()); ok {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	b.report(at, fmt.Sprintf("%q is no signal", name.V), hint)
	return chat.NoSignal
}

func signalNames() []string {
	var names []string
	for _, s := range chat.Signals() {
		names = append(names, s.String())
	}
	return slices.Clip(names)
}
