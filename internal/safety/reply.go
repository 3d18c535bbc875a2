package safety

import (
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Ask is what a reply is for.
type Ask struct {
	Signal  chat.Signal
	Lang    string // the person's language; an unknown one gets English
	Country string // ISO 3166-1 alpha-2, or empty when nobody knows
	Guessed bool   // the country is a guess, and is shown as one
	Again   bool   // the whole block was shown a short while ago
	Turn    int    // how many short replies came before this one; it picks the next
	Now     bool   // "I need help now" was pressed; there is no signal
	NotSo   bool   // the person answered that it was not meant that way
}

// fallback is the language for people whose own one has no replies.
const fallback = "en"

// Reply is the fixed words for a signal, in the order they are sent. It needs
// nothing but what was loaded. NoSignal without Now or NotSo has no reply.
func (g *Guard) Reply(ask Ask) []chat.Say {
	r := g.repliesIn(ask.Lang)
	if r == nil {
		return nil
	}
	texts := r.pick(ask)
	if len(texts) == 0 {
		return nil
	}
	fill := strings.NewReplacer(g.fillings(r, ask)...)
	says := make([]chat.Say, 0, len(texts))
	for _, text := range texts {
		says = append(says, chat.Say{Text: strings.TrimSpace(fill.Replace(text))})
	}
	return says
}

// Version is the version of the wording in lang, for records of what was said.
func (g *Guard) Version(lang string) int {
	if r := g.repliesIn(lang); r != nil {
		return r.version
	}
	return 0
}

// repliesIn finds "es" also for "es-MX".
func (g *Guard) repliesIn(lang string) *replies {
	lang, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(lang, "_", "-")), "-")
	if r, ok := g.replies[lang]; ok {
		return r
	}
	return g.replies[fallback]
}

// replies is the wording of one language.
type replies struct {
	version   int
	words     map[string]string
	places    map[string]string
	languages map[string]string
	audiences map[string]string
	blocks    map[string]block // by blockNames
	lang      string
}

// block is what is said for one signal: in full, and the shorter texts for when
// that was a short while ago.
type block struct {
	first []string
	again [][]string
}

// The keys of the replies that answer no signal: "I need help now" was pressed,
// or the person says that it was not meant that way.
const (
	nowBlock   = "now"
	notSoBlock = "not-so"
)

// blockNames are all replies that a language has to have.
func blockNames() []string { return append(signalNames(), nowBlock, notSoBlock) }

func (r *replies) pick(ask Ask) []string {
	key := ask.Signal.String()
	switch {
	case ask.Now:
		key = nowBlock
	case ask.NotSo:
		key = notSoBlock
	}
	b, ok := r.blocks[key]
	if !ok {
		return nil
	}
	if !ask.Again || len(b.again) == 0 {
		return b.first
	}
	return b.again[max(ask.Turn, 0)%len(b.again)]
}
