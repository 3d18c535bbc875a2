package safety

import (
	"sync"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// reach is how much of a text is looked at from each end, in bytes.
const reach = 8 << 10

// Guard sees signals in texts and answers them. It never changes after Load, so
// any number of goroutines may use one.
type Guard struct {
	words   lexicon
	phrases trie
	rules   []rule
	replies map[string]*replies
	lines   Lines
	desks   sync.Pool // of *desk: the working space of one Look
}

// Look is the most urgent signal in text, whatever language it is in. It is a
// pure function of the text.
func (g *Guard) Look(text string) chat.Signal {
	d, _ := g.desks.Get().(*desk)
	defer g.desks.Put(d)
	if len(text) <= 2*reach {
		return g.look(d, text)
	}
	return max(g.look(d, text[:reach]), g.look(d, text[len(text)-reach:]))
}

func (g *Guard) look(d *desk, text string) chat.Signal {
	d.read(&g.words, text)
	d.find(&g.phrases, &g.words)
	return d.judge(g.rules)
}

// Lines are the crisis lines that were loaded.
func (g *Guard) Lines() Lines { return g.lines }
