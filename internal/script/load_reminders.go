package script

import (
	"fmt"
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// What one can be reminded of stands in a file of its own, and is a list that scripts
// may ask from.
const (
	remindersFile = "reminders.yaml"
	remindersList = "reminders"
)

// remindersDoc is the file as its author writes it.
type remindersDoc struct {
	Reminders yamldoc.Map[reminderDoc] `yaml:"reminders"`
}

type reminderDoc struct {
	At     yamldoc.At     `yaml:"@"`
	Was    []yamldoc.Text `yaml:"was"`
	Title  yamldoc.Text   `yaml:"title"`
	Say    textDoc        `yaml:"say"`
	Post   textDoc        `yaml:"post"`
	Button yamldoc.Text   `yaml:"button"`
	Begin  yamldoc.Text   `yaml:"begin"`
	Often  textDoc        `yaml:"often"`
}

// readReminders reads the templates. What they begin is looked up when all scripts are
// known.
func (l *loader) readReminders() {
	var doc remindersDoc
	if !slices.Contains(l.files("."), remindersFile) || !l.read(remindersFile, &doc) {
		return
	}
	list := &List{ID: remindersList, Options: make([][]answer.Option, l.lib.Languages()), templates: true}
	for _, entry := range doc.Reminders {
		if t, ok := l.templateOf(entry); ok {
			l.lib.Templates = append(l.lib.Templates, t)
			l.begins = append(l.begins, entry.Value.Begin)
			if t.Say != nil {
				list.Items = append(list.Items, Item{ID: t.ID, Hash: t.Hash, Label: t.Title})
				l.addOptions(list, t.ID, t.Title, nil)
			}
		}
	}
	if len(list.Items) > maxItems {
		l.report(Place{File: remindersFile}, fmt.Sprintf("people can choose from at most %d reminders, here are %d", maxItems, len(list.Items)), "leave out say: where a community alone is meant")
	}
	l.lists[remindersList] = list
}

// templateOf compiles one template; ok is false when it cannot be told from another.
func (l *loader) templateOf(entry yamldoc.Entry[reminderDoc]) (t Template, ok bool) {
	doc, id := entry.Value, entry.Key.V
	l.checkName(remindersFile, entry.Key, "reminder")
	t = Template{ID: id, Hash: HashOf(id)}
	for _, name := range append([]yamldoc.Text{entry.Key}, doc.Was...) {
		if other, taken := l.lib.Template(HashOf(name.V)); taken {
			l.report(placeOf(remindersFile, name.At), fmt.Sprintf("%q cannot be told apart from %q", clip(name.V), other.ID), "choose another name")
			return t, false
		}
	}
	for _, was := range doc.Was {
		l.checkName(remindersFile, was, "name of before")
		t.was = append(t.was, HashOf(was.V))
	}
	l.missingParts(entry)
	text := func(key string, texts []yamldoc.Text) *Line {
		if len(texts) == 0 || texts[0].Line == 0 {
			return nil
		}
		return l.line(remindersFile, remindersList+"."+id+"."+key, texts, nil)
	}
	if t.Title = text("title", []yamldoc.Text{doc.Title}); t.Title == nil {
		t.Title = l.unlisted(remindersFile, remindersList+"."+id+".title", yamldoc.Text{V: id, At: entry.Key.At})
	}
	t.Say, t.Post = text("say", doc.Say.Any), text("post", doc.Post.Any)
	t.Button = text("button", []yamldoc.Text{doc.Button})
	if t.Often = text("often", doc.Often.Any); t.Often != nil {
		t.usual = l.phrases(t.Often)
		l.comesAgain(t)
	}
	return t, true
}

// missingParts reports what a template lacks, unless its key is only misspelt.
func (l *loader) missingParts(entry yamldoc.Entry[reminderDoc]) {
	doc, at, name := entry.Value, placeOf(remindersFile, entry.Key.At), clip(entry.Key.V)
	lacks := func(key string) bool { return !l.misspelt(remindersFile, key) }
	if doc.Title.Line == 0 && lacks("title") {
		l.report(at, fmt.Sprintf("the reminder %q has no title", name), "write: title: What people see on its button")
	}
	if len(doc.Say.Any) == 0 && len(doc.Post.Any) == 0 && lacks("say") && lacks("post") {
		l.report(at, fmt.Sprintf("the reminder %q says nothing", name), "write say: for a person, post: for a community, or both")
	}
	if len(doc.Often.Any) == 0 && lacks("often") {
		l.report(at, fmt.Sprintf("the reminder %q has no usual time", name), "write: often: every day 21:00")
	}
	if doc.Button.Line > 0 && doc.Begin.Line == 0 && lacks("begin") {
		l.report(placeOf(remindersFile, doc.Button.At), "this button begins nothing", "write begin: SCRIPT, or remove the button")
	}
}

// comesAgain reports usual times that are a single moment.
func (l *loader) comesAgain(t Template) {
	for i, list := range t.usual {
		for _, p := range list {
			if p.when.Once() && (i == 0 || p.code != "en") {
				l.report(t.Often.Places(i)[0], fmt.Sprintf("%q comes only once%s", clip(p.text), inCode(p.code)), "a usual time comes again and again: every day 21:00")
			}
		}
	}
}

// beginReminders finds the scripts that the templates begin.
func (l *loader) beginReminders() {
	for i, name := range l.begins {
		if name.V == "" {
			continue
		}
		s, ok := l.lib.ByName(name.V)
		if !ok {
			l.report(placeOf(remindersFile, name.At), fmt.Sprintf("there is no script %q", clip(name.V)), nearestOf(name.V, l.scriptIDs()))
			continue
		}
		l.lib.Templates[i].Begin = s
	}
}
