package script

import (
	"fmt"
	"maps"
	"math"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// maxItems is how many choices a list may have: what fits on one message of the
// strictest platform beside the controls (five rows of five).
const maxItems = 20

func (l *loader) readLists() {
	for _, file := range l.files("lists") {
		var doc listDoc
		if !l.read(file, &doc) {
			continue
		}
		l.checkName(file, doc.List, "list")
		if want := strings.TrimSuffix(path.Base(file), ".yaml"); nameForm.MatchString(doc.List.V) && doc.List.V != want {
			l.report(placeOf(file, doc.List.At), fmt.Sprintf("the list %q is in a file of another name", clip(doc.List.V)), fmt.Sprintf("name the file %s.yaml, or the list %s", doc.List.V, want))
		}
		if doc.List.V == remindersList {
			l.report(placeOf(file, doc.List.At), fmt.Sprintf("the list %q is made from %s", remindersList, remindersFile), "give this one another name")
			continue
		}
		l.lists[doc.List.V] = l.list(file, doc.List.V, doc.List.At, doc.Items)
	}
}

// list compiles choices; id is what their texts' ids begin with.
func (l *loader) list(file, id string, at yamldoc.At, items yamldoc.Map[itemDoc]) *List {
	list := &List{ID: id, Options: make([][]answer.Option, l.lib.Languages())}
	if (len(items) < 2 || len(items) > maxItems) && !l.blamed(file, at.Line) {
		l.report(placeOf(file, at), fmt.Sprintf("a list has 2 to %d choices, this one has %d", maxItems, len(items)), "")
	}
	l.items(file, list, id, items)
	return list
}

// extended is a list with a few more choices behind it.
func (l *loader) extended(file, id string, at yamldoc.At, base *List, items yamldoc.Map[itemDoc]) *List {
	list := &List{ID: id, Items: slices.Clone(base.Items), Options: make([][]answer.Option, len(base.Options)), templates: base.templates}
	for i := range list.Options {
		list.Options[i] = slices.Clone(base.Options[i])
	}
	l.items(file, list, id, items)
	if len(list.Items) > maxItems {
		l.report(placeOf(file, at), fmt.Sprintf("a list has at most %d choices, this one has %d with those behind and:", maxItems, len(list.Items)), "")
	}
	return list
}

// items adds choices to a list.
func (l *loader) items(file string, list *List, id string, items yamldoc.Map[itemDoc]) {
	for _, entry := range items {
		if !nameForm.MatchString(entry.Key.V) {
			l.report(placeOf(file, entry.Key.At), fmt.Sprintf("%q is no name for a choice", clip(entry.Key.V)), "use small letters, digits and hyphens, and give the words as its label")
			continue
		}
		h := HashOf(entry.Key.V)
		if _, taken := list.Find(h); taken {
			l.report(placeOf(file, entry.Key.At), fmt.Sprintf("%q cannot be told apart from another choice", entry.Key.V), "choose another name")
			continue
		}
		if entry.Value.Label.Line == 0 { // the key is missing, not its words
			if !l.blamed(file, entry.Key.Line) {
				l.report(placeOf(file, entry.Key.At), fmt.Sprintf("the choice %q has no label", entry.Key.V), fmt.Sprintf("write it like %s: What people see", entry.Key.V))
			}
			entry.Value.Label = entry.Key
		}
		line := l.line(file, id+"."+entry.Key.V, []yamldoc.Text{entry.Value.Label}, nil)
		list.Items = append(list.Items, Item{ID: entry.Key.V, Hash: h, Label: line})
		l.addOptions(list, entry.Key.V, line, entry.Value.Also)
	}
}

func (l *loader) addOptions(list *List, id string, line *Line, also []yamldoc.Text) {
	for i := range list.Options {
		option := answer.Option{ID: id, Label: line.Plain(i)}
		if i == 0 {
			for _, word := range also {
				option.Also = append(option.Also, word.V)
			}
		} else if entry, ok := l.catalogs[i][line.ID]; ok {
			option.Also = entry.also
		}
		list.Options[i] = append(list.Options[i], option)
	}
}

// typeOf reads a declared type; owner is what the ids of its own choices begin with.
func (l *loader) typeOf(file, owner string, entry yamldoc.Entry[typeDoc]) *Type {
	t := entry.Value
	switch {
	case t.OneOf != nil:
		return l.choiceType(file, owner+"."+entry.Key.V, Choice, t.OneOf, t.And)
	case t.SeveralOf != nil:
		return l.choiceType(file, owner+"."+entry.Key.V, Choices, t.SeveralOf, t.And)
	case t.short == "":
		return nil
	}
	typ, err := parseType(t.short)
	if err != nil {
		l.report(placeOf(file, t.at), err.Error(), "write it like 0..10, 0..24 by 0.5 hours, yes-no, time, text, schedule, zone, reminder, or {one-of: LIST}")
		return nil
	}
	return typ
}

// choiceType reads choices, or the name of a list with perhaps a few more behind it; id
// is what the ids of its own choices begin with.
func (l *loader) choiceType(file, id string, kind Kind, doc *choicesDoc, more yamldoc.Map[itemDoc]) *Type {
	if doc.Items != nil {
		if len(more) > 0 {
			l.report(placeOf(file, more[0].Key.At), "the choices stand here already", "write these among them; and: goes with the name of a list")
		}
		return &Type{Kind: kind, List: l.list(file, id, doc.at, doc.Items)}
	}
	list, ok := l.lists[doc.Name.V]
	switch {
	case !ok && doc.Name.V == remindersList:
		l.report(placeOf(file, doc.at), "there is nothing to be reminded of", "write it into "+remindersFile)
		return nil
	case !ok:
		l.report(placeOf(file, doc.at), fmt.Sprintf("there is no list %q", clip(doc.Name.V)), nearestOf(doc.Name.V, slices.Sorted(maps.Keys(l.lists))))
		return nil
	case len(more) > 0:
		list = l.extended(file, id, doc.at, list, more)
	}
	return &Type{Kind: kind, List: list}
}

// Names of the values that every person has.
const (
	PersonConsent  = "person.consent"
	PersonLanguage = "person.language"
	PersonZone     = "person.zone"
	PersonCountry  = "person.country"
	PersonNoHolds  = "person.no_holds"
	// Reminders keep out of the hours between these two, where both are set and differ.
	PersonQuietFrom = "person.quiet_from"
	PersonQuietTo   = "person.quiet_to"
)

func (l *loader) readPerson() {
	add := func(name string, t *Type) {
		l.lib.Person.add(Slot{Name: name, Hash: HashOf(name), Type: t, Person: true})
	}
	add(PersonConsent, &Type{Kind: YesNo})
	add(PersonLanguage, &Type{Kind: Choice, List: l.languageList()})
	add(PersonZone, &Type{Kind: Zone, MaxLen: maxZone})
	add(PersonCountry, &Type{Kind: Text, MaxLen: 2})
	add(PersonNoHolds, &Type{Kind: YesNo})
	add(PersonQuietFrom, &Type{Kind: Time})
	add(PersonQuietTo, &Type{Kind: Time})
	const file = "person.yaml"
	var doc personDoc
	if !slices.Contains(l.files("."), file) || !l.read(file, &doc) {
		return
	}
	for _, entry := range doc.Values {
		name := "person." + entry.Key.V
		if t := l.typeOf(file, "person", entry); t != nil {
			l.addSlot(file, &l.lib.Person, Slot{Name: name, Hash: HashOf(name), Type: t, Person: true}, entry.Key)
		}
		if _, ok := l.lib.Person.Find(name); !ok {
			l.broken[name] = true
		}
	}
	room := 0
	for _, slot := range l.lib.Person.Slots {
		room += slot.Type.MaxLen
	}
	if room > maxPersonText {
		l.report(Place{File: file}, fmt.Sprintf("the texts of a person take up to %d characters together", room), fmt.Sprintf("make them shorter, as in \"text 40\": at most %d together", maxPersonText))
	}
}

// maxPersonText is how many characters the texts of a person may have together:
// what is remembered must leave room for what is asked.
const maxPersonText = 1000

// languageList is the languages that are there, each by its own name.
func (l *loader) languageList() *List {
	list := &List{ID: "languages", Options: make([][]answer.Option, l.lib.Languages())}
	for _, language := range l.lib.languages {
		same := make([]template, l.lib.Languages())
		for i := range same {
			same[i] = template{source: language.Name, text: language.Name}
			list.Options[i] = append(list.Options[i], answer.Option{ID: language.Code, Label: language.Name})
		}
		line := &Line{ID: "languages." + language.Code, variants: [][]template{same}}
		list.Items = append(list.Items, Item{ID: language.Code, Hash: HashOf(language.Code), Label: line})
	}
	return list
}

func (l *loader) readPatterns() {
	const file = "breathing.yaml"
	var doc patternsDoc
	if !slices.Contains(l.files("."), file) || !l.read(file, &doc) {
		return
	}
	for _, entry := range doc.Patterns {
		p := l.pattern(file, entry)
		l.patterns[p.ID] = p
		l.lib.Patterns = append(l.lib.Patterns, p)
	}
	for i, entry := range doc.Patterns {
		l.noHolds(file, l.lib.Patterns[i], entry.Value.NoHolds)
	}
}

func (l *loader) pattern(file string, entry yamldoc.Entry[patternDoc]) *Pattern {
	doc, p := entry.Value, &Pattern{ID: entry.Key.V}
	l.checkName(file, entry.Key, "breathing pattern")
	p.Title = l.line(file, "breathing."+p.ID+".title", []yamldoc.Text{doc.Title}, nil)
	for name, seconds := range []float64{doc.In, doc.TopUp, doc.Hold, doc.Out, doc.Rest} {
		if seconds < 0 || seconds > 20 {
			l.report(placeOf(file, doc.At), fmt.Sprintf("a phase of %v seconds is not between 0 and 20", seconds), "")
		}
		if seconds > 0 {
			p.Phases = append(p.Phases, PatternPhase{PhaseName(name), time.Duration(math.Round(min(seconds, 20)*1000)) * time.Millisecond})
		}
	}
	switch {
	case !(doc.In > 0) || !(doc.Out > 0):
		if !l.blamed(file, entry.Key.Line) {
			l.report(placeOf(file, entry.Key.At), fmt.Sprintf("the pattern %q lacks an in-breath or an out-breath", clip(p.ID)), "give both in seconds: {in: 4, out: 6}")
		}
		p.Phases = []PatternPhase{{PhaseIn, time.Second}, {PhaseOut, time.Second}}
	case p.Round() < 5*time.Second:
		l.report(placeOf(file, entry.Key.At), fmt.Sprintf("a breath of %v is too fast: a breath here lasts five seconds or longer", p.Round()), "slow breathing only: never fast styles")
	}
	if doc.Rounds < 0 || doc.Rounds > maxRounds || doc.Minutes < 0 || doc.Minutes > maxMinutes {
		l.report(placeOf(file, entry.Key.At), fmt.Sprintf("an exercise has at most %d rounds or %d minutes", maxRounds, maxMinutes), "")
	}
	p.Rounds = max(doc.Rounds, 1)
	if doc.Minutes > 0 && p.Round() > 0 {
		p.Rounds = p.RoundsIn(time.Duration(doc.Minutes) * time.Minute)
	}
	return p
}

// What a breathing exercise may have at most.
const (
	maxRounds  = 60
	maxMinutes = 20
)

func (l *loader) noHolds(file string, p *Pattern, name yamldoc.Text) {
	if name.V == "" {
		if p.HasHolds() {
			l.report(p.Title.At, fmt.Sprintf("the pattern %q holds the breath and has no variant without", p.ID), "name one: no-holds: PATTERN")
		}
		return
	}
	other, ok := l.patterns[name.V]
	switch {
	case !ok:
		l.report(placeOf(file, name.At), fmt.Sprintf("there is no pattern %q", clip(name.V)), nearestOf(name.V, slices.Sorted(maps.Keys(l.patterns))))
	case other.HasHolds():
		l.report(placeOf(file, name.At), fmt.Sprintf("the pattern %q holds the breath too", name.V), "name one without hold and rest")
	default:
		p.NoHolds = other
	}
}
