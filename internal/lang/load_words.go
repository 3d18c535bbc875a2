package lang

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// wordsDoc is a words.yaml.
type wordsDoc struct {
	Name     yamldoc.Text `yaml:"name"`
	Decimal  yamldoc.Text `yaml:"decimal"`
	Controls struct {
		Polite []yamldoc.Text `yaml:"polite"`
		Stop   []yamldoc.Text `yaml:"stop"`
		Skip   []yamldoc.Text `yaml:"skip"`
		Back   []yamldoc.Text `yaml:"back"`
		Repeat []yamldoc.Text `yaml:"repeat"`
		Help   []yamldoc.Text `yaml:"help"`
		Now    []yamldoc.Text `yaml:"now"`
	} `yaml:"controls"`
	Numbers struct {
		Words       yamldoc.Map[int] `yaml:"words"`
		Fillers     []yamldoc.Text   `yaml:"fillers"`
		Articles    []yamldoc.Text   `yaml:"articles"`
		Half        []yamldoc.Text   `yaml:"half"`
		AndAHalf    []yamldoc.Text   `yaml:"and-a-half"`
		Point       []yamldoc.Text   `yaml:"point"`
		Minus       []yamldoc.Text   `yaml:"minus"`
		OutOf       []yamldoc.Text   `yaml:"out-of"`
		JoinTens    []yamldoc.Text   `yaml:"join-tens"`
		JoinHundred []yamldoc.Text   `yaml:"join-hundred"`
		Hours       []yamldoc.Text   `yaml:"hours"`
		Minutes     []yamldoc.Text   `yaml:"minutes"`
	} `yaml:"numbers"`
	Times struct {
		Moments yamldoc.Map[int]          `yaml:"moments"`
		Before  yamldoc.Map[int]          `yaml:"before"`
		After   yamldoc.Map[int]          `yaml:"after"`
		Past    []yamldoc.Text            `yaml:"past"`
		To      []yamldoc.Text            `yaml:"to"`
		Plus    []yamldoc.Text            `yaml:"plus"`
		Less    []yamldoc.Text            `yaml:"less"`
		Parts   yamldoc.Map[dayPartHours] `yaml:"parts"`
	} `yaml:"times"`
	Choices struct {
		Yes    []yamldoc.Text `yaml:"yes"`
		No     []yamldoc.Text `yaml:"no"`
		Not    []yamldoc.Text `yaml:"not"`
		Around []yamldoc.Text `yaml:"around"`
		Before []yamldoc.Text `yaml:"before"`
		And    []yamldoc.Text `yaml:"and"`
		Or     []yamldoc.Text `yaml:"or"`
	} `yaml:"choices"`
}

// dayPartHours are the hours that a part of the day covers, both included.
type dayPartHours struct {
	From  int `yaml:"from"`
	Until int `yaml:"until"`
}

// words puts the words.yaml of p into its language.
func (l *loader) words(p *page) {
	if p.words.Name.V != "" && !p.borrowed {
		p.lang.Name = p.words.Name.V
	}
	switch p.words.Decimal.V {
	case ".", ",":
		p.lang.Decimal = p.words.Decimal.V
	default:
		l.report(p.wordsFile, p.words.Decimal.At, "the decimal sign is a point or a comma", `write decimal: "."`)
	}
	l.controls(p)
	l.meanings(p)
}

// controls makes every phrase of the controls one key, with and without a polite
// word at either end.
func (l *loader) controls(p *page) {
	c := &p.words.Controls
	lists := [...]struct {
		control Control
		phrases []yamldoc.Text
	}{
		{Stop, c.Stop}, {Skip, c.Skip}, {Back, c.Back}, {Repeat, c.Repeat}, {Help, c.Help}, {Now, c.Now},
	}
	for _, list := range lists {
		for _, phrase := range list.phrases {
			key := l.key(p, phrase)
			l.control(p, phrase, key, list.control)
			for _, polite := range c.Polite {
				word := l.key(p, polite)
				l.control(p, phrase, word+" "+key, list.control)
				l.control(p, phrase, key+" "+word, list.control)
			}
		}
		// a button's label, typed, does what the button does
		if label := string(foldedKey(nil, Fold(p.lang.Text(list.control.Label())))); label != "" {
			if _, taken := p.lang.controls[label]; !taken {
				p.lang.controls[label] = list.control
			}
		}
		switch {
		case p.borrowed: // understood, and never shown
		case len(list.phrases) > 0:
			p.lang.words[list.control] = list.phrases[0].V
		default:
			l.reportf(p.wordsFile, yamldoc.At{}, "list at least one under controls", "nobody can type %q: it has no words", cmp.Or(p.lang.Text(list.control.Label()), string(list.control.Label())))
		}
	}
}

func (l *loader) control(p *page, phrase yamldoc.Text, key string, c Control) {
	if key == "" || len(key) > maxKey {
		return
	}
	if other, taken := p.lang.controls[key]; taken && other != c {
		l.reportf(p.wordsFile, phrase.At, "keep it in one of them", "%q is a word for two controls", phrase.V)
		return
	}
	p.lang.controls[key] = c
}

func (l *loader) key(p *page, phrase yamldoc.Text) string {
	key := string(foldedKey(nil, Fold(phrase.V)))
	if key == "" {
		l.reportf(p.wordsFile, phrase.At, fmt.Sprintf("use at least one letter and at most %d bytes", maxKey-4), "%q cannot be a phrase", phrase.V)
	}
	return key
}

// meanings fills the lexicon of answers.
func (l *loader) meanings(p *page) {
	l.lists(p)
	l.values(p)
	c := &p.words.Choices
	if len(c.Yes) == 0 || len(c.No) == 0 {
		l.report(p.wordsFile, yamldoc.At{}, "there is no word for yes, or none for no", "list them under choices")
	}
	for _, phrase := range append(c.Not, c.No...) {
		if m := p.lang.meanings[l.key(p, phrase)]; m.May(Filler | Around) {
			l.reportf(p.wordsFile, phrase.At, "take it out of the fillers", "%q takes something back, and cannot stand around an answer unread", phrase.V)
		}
	}
}

// lists takes the phrases that are one thing and no more.
func (l *loader) lists(p *page) {
	n, t, c := &p.words.Numbers, &p.words.Times, &p.words.Choices
	lists := [...]struct {
		be      Class
		phrases []yamldoc.Text
	}{
		{Filler, n.Fillers},
		{Article, n.Articles},
		{Half, n.Half},
		{AndAHalf, n.AndAHalf},
		{Point, n.Point},
		{Minus, n.Minus},
		{OutOf, n.OutOf},
		{JoinTens, n.JoinTens},
		{JoinHundred, n.JoinHundred},
		{Hour, n.Hours},
		{Minute, n.Minutes},
		{Past, t.Past},
		{To, t.To},
		{Plus, t.Plus},
		{Less, t.Less},
		{Yes, c.Yes},
		{No, c.No},
		{Not, c.Not},
		{Around, c.Around},
		{Before, c.Before},
		{And, c.And},
		{Or, c.Or},
	}
	for _, list := range lists {
		for _, phrase := range list.phrases {
			l.mean(p, phrase, func(m *Meaning) { m.Is |= list.be })
		}
	}
}

// values takes the phrases that stand for a number, a time or a part of the day.
func (l *loader) values(p *page) {
	t := &p.words.Times
	for _, e := range p.words.Numbers.Words {
		l.within(p, e, 0, 999)
		l.mean(p, e.Key, func(m *Meaning) { m.Is, m.Number = m.Is|Number, e.Value })
	}
	for _, e := range t.Moments {
		l.within(p, e, 0, 23)
		l.mean(p, e.Key, func(m *Meaning) { m.Is, m.Minutes = m.Is|Moment, 60*e.Value })
	}
	for _, e := range t.Before {
		l.within(p, e, -59, 59)
		l.mean(p, e.Key, func(m *Meaning) { m.Is, m.Minutes = m.Is|Lead, e.Value })
	}
	for _, e := range t.After {
		l.within(p, e, -59, 59)
		l.mean(p, e.Key, func(m *Meaning) { m.Is, m.Minutes = m.Is|Tail, e.Value })
	}
	for _, e := range t.Parts {
		l.within(p, yamldoc.Entry[int]{Key: e.Key, Value: e.Value.From}, 0, 23)
		l.within(p, yamldoc.Entry[int]{Key: e.Key, Value: e.Value.Until}, 0, 23)
		l.mean(p, e.Key, func(m *Meaning) { m.Is, m.From, m.Until = m.Is|DayPart, e.Value.From, e.Value.Until })
	}
}

func (l *loader) within(p *page, e yamldoc.Entry[int], low, high int) {
	if e.Value < low || e.Value > high {
		l.reportf(p.wordsFile, e.Key.At, fmt.Sprintf("write a number from %d to %d", low, high), "%q cannot be %d", e.Key.V, e.Value)
	}
}

func (l *loader) mean(p *page, phrase yamldoc.Text, add func(*Meaning)) {
	key := l.key(p, phrase)
	if key == "" {
		return
	}
	m := p.lang.meanings[key]
	add(&m)
	p.lang.meanings[key] = m
	p.lang.longest = max(p.lang.longest, strings.Count(key, " ")+1)
}
