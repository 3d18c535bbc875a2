package script

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// Load reads and compiles a prompts folder. Every mistake of every file is in the
// list, sorted by place; the library is nil when one of them
// keeps it from being played.
func Load(fsys fs.FS) (*Library, problem.List) {
	languages, problems := lang.Load(fsys, "lang")
	l := &loader{
		fsys: fsys, problems: problems, lists: map[string]*List{},
		patterns: map[string]*Pattern{}, lineHashes: map[Hash]string{}, lineIDs: map[string]Place{}, broken: map[string]bool{},
		lib: &Library{byHash: map[Hash]*Script{}, byCommand: map[string]*Script{}},
	}
	l.lib.languages = languages.All()
	l.lib.prepareControls()
	l.all()
	l.problems = withoutEchoes(l.problems)
	l.problems.Sort()
	if l.problems.Blocking() != nil {
		return nil, l.problems
	}
	return l.lib, l.problems
}

type loader struct {
	fsys       fs.FS
	lib        *Library
	problems   problem.List
	catalogs   []map[string]*catalogEntry // by language index; English has none
	lists      map[string]*List
	patterns   map[string]*Pattern
	lineHashes map[Hash]string
	lineIDs    map[string]Place
	broken     map[string]bool // values of the person whose declaration has a mistake
	docs       []scriptDoc
	begins     []yamldoc.Text // the script that each template begins, by template
}

// scriptDoc is a script between reading and compiling.
type scriptDoc struct {
	file   string
	doc    *fileDoc
	script *Script
	broken map[string]bool // values whose declaration has a mistake
}

func (l *loader) all() {
	l.readCatalogs()
	l.readLists()
	l.readReminders()
	l.readPerson()
	l.readPatterns()
	l.readScripts()
	l.beginReminders()
	for _, d := range l.docs {
		l.compileScript(d)
	}
	l.link()
	l.unusedTranslations()
}

func (l *loader) report(at Place, what, hint string) {
	l.problems = append(l.problems, problem.Problem{File: at.File, Line: at.Line, Column: at.Column, What: what, Hint: hint})
}

// waits reports a mistake that keeps nothing from being played.
func (l *loader) waits(at Place, what, hint string) {
	l.report(at, what, hint)
	l.problems[len(l.problems)-1].Waits = true
}

func placeOf(file string, at yamldoc.At) Place { return Place{file, at.Line, at.Column} }

// files are the YAML files of a folder, by name; a folder that is not there is empty.
func (l *loader) files(dir string) []string {
	entries, err := fs.ReadDir(l.fsys, dir)
	if err != nil {
		return nil
	}
	var files []string
	for _, entry := range entries {
		switch ext := path.Ext(entry.Name()); {
		case entry.IsDir() || strings.HasPrefix(entry.Name(), "."):
		case ext == ".yaml":
			files = append(files, path.Join(dir, entry.Name()))
		case ext == ".yml":
			l.report(Place{File: path.Join(dir, entry.Name())}, "this file is not read", "name it .yaml")
		}
	}
	return files
}

// read decodes a file; what could be read is in into.
func (l *loader) read(file string, into any) bool {
	data, err := fs.ReadFile(l.fsys, file)
	if err != nil {
		l.report(Place{File: file}, "this file cannot be read", "")
		return false
	}
	problems := yamldoc.Decode(file, data, into)
	l.problems = append(l.problems, problems...)
	return true
}

func (l *loader) readScripts() {
	files := l.files("scripts")
	if len(files) == 0 {
		l.report(Place{File: "scripts"}, "there is no script here", "write one into scripts/NAME.yaml, or name another folder")
	}
	for _, file := range files {
		doc := &fileDoc{}
		if l.read(file, doc) && doc.At.Line > 0 { // else it could not be read at all
			l.declare(file, doc)
		}
	}
}

// declare makes a script known, so that others can call it before it is compiled.
func (l *loader) declare(file string, doc *fileDoc) {
	s := &Script{ID: doc.Script.V, Hash: HashOf(doc.Script.V), Minutes: doc.Minutes, Command: doc.Command.V, Role: Role(doc.Role.V), At: placeOf(file, doc.Script.At), index: map[Hash]int{}}
	l.checkName(file, doc.Script, "script")
	if want := strings.TrimSuffix(path.Base(file), ".yaml"); nameForm.MatchString(doc.Script.V) && doc.Script.V != want {
		l.report(s.At, fmt.Sprintf("the script %q is in a file of another name", doc.Script.V), fmt.Sprintf("name the file %s.yaml, or the script %s", doc.Script.V, want))
	}
	for _, was := range doc.Was {
		l.checkName(file, was, "name of before")
		s.Was = append(s.Was, was.V)
	}
	for _, name := range append([]string{s.ID}, s.Was...) {
		if other, taken := l.lib.byHash[HashOf(name)]; taken {
			l.report(s.At, fmt.Sprintf("%q cannot be told apart from the script in %s", name, other.At.File), "give one of them another name")
			continue
		}
		l.lib.byHash[HashOf(name)] = s
	}
	broken := l.declareValues(file, doc, s)
	l.declareCommand(file, doc, s)
	l.declareRole(file, doc, s)
	l.lib.Scripts = append(l.lib.Scripts, s)
	l.docs = append(l.docs, scriptDoc{file, doc, s, broken})
}

func (l *loader) checkName(file string, name yamldoc.Text, what string) {
	at := placeOf(file, name.At)
	switch {
	case name.V == "":
		at.Line, at.Column = max(at.Line, 1), max(at.Column, 1)
		hint := ""
		if what == "script" || what == "list" {
			hint = fmt.Sprintf("begin the file with: %s: NAME", what)
		}
		l.report(at, fmt.Sprintf("the %s has no name", what), hint)
	case name.V == "words" || name.V == "ui":
		l.report(at, fmt.Sprintf("%q cannot be a name: lang/ has a file called so", name.V), "choose another name")
	case !nameForm.MatchString(name.V) || len(name.V) > 40:
		l.report(at, fmt.Sprintf("%q is no name for a %s", clip(name.V), what), "use small letters, digits and hyphens, at most 40")
	}
}

// declareValues declares a script's values; those that cannot be are the result.
func (l *loader) declareValues(file string, doc *fileDoc, s *Script) map[string]bool {
	broken := map[string]bool{}
	for _, entry := range doc.Values {
		if t := l.typeOf(file, s.ID, entry); t != nil {
			l.addSlot(file, &s.Values, Slot{Name: entry.Key.V, Hash: HashOf(entry.Key.V), Type: t}, entry.Key)
		}
		if _, ok := s.Values.Find(entry.Key.V); !ok {
			broken[entry.Key.V] = true
		}
	}
	return broken
}

func (l *loader) addSlot(file string, scope *Scope, slot Slot, key yamldoc.Text) {
	at := placeOf(file, key.At)
	if !valueForm.MatchString(strings.TrimPrefix(slot.Name, "person.")) || len(slot.Name) > 40 {
		l.report(at, fmt.Sprintf("%q is no name for a value", clip(key.V)), "use small letters, digits and _, beginning with a letter")
		return
	}
	if reserved := []string{"person", "and", "or", "not", "in", "true", "false", "answered", "hour", "weekday", "reminders", "reminders_full", "paused", "coming", "in_quiet_hours"}; slices.Contains(reserved, slot.Name) {
		l.report(at, fmt.Sprintf("%q already means something in expressions", slot.Name), "choose another name")
		return
	}
	if other, taken := scope.Slot(slot.Hash); taken && slot.Person && other.Name == slot.Name {
		l.report(at, fmt.Sprintf("%q is always there", key.V), "remove it from person.yaml")
		return
	} else if taken {
		l.report(at, fmt.Sprintf("%q cannot be told apart from %q", slot.Name, other.Name), "choose another name")
		return
	}
	scope.add(slot)
}

func (l *loader) declareCommand(file string, doc *fileDoc, s *Script) {
	if s.Command == "" {
		return
	}
	at := placeOf(file, doc.Command.At)
	reservedBy := map[string]string{"stop": "stop", "skip": "skip", "back": "back", "help": "help", "repeat": "repeat", "menu": "the menu", "quit": "the terminal", "wait": "the terminal"}
	switch by, reserved := reservedBy[s.Command]; {
	case !commandForm.MatchString(s.Command):
		l.report(at, fmt.Sprintf("%q is no command", clip(s.Command)), "use at most 32 small letters, digits and _, without the slash")
	case reserved:
		l.report(at, fmt.Sprintf("the command %q belongs to %s already", s.Command, by), "choose another one")
	case l.lib.byCommand[s.Command] != nil:
		l.report(at, fmt.Sprintf("the command %q starts %s already", s.Command, l.lib.byCommand[s.Command].ID), "choose another one")
	default:
		l.lib.byCommand[s.Command] = s
	}
}

func (l *loader) declareRole(file string, doc *fileDoc, s *Script) {
	place := map[Role]**Script{RoleWelcome: &l.lib.Welcome, RoleConsent: &l.lib.Consent, RoleHome: &l.lib.Home, RoleHelp: &l.lib.Help}
	if s.Role == NoRole {
		return
	}
	at := placeOf(file, doc.Role.At)
	into, ok := place[s.Role]
	switch {
	case !ok:
		l.report(at, fmt.Sprintf("%q is no role", clip(doc.Role.V)), nearestOf(doc.Role.V, roles()))
	case *into != nil:
		l.report(at, fmt.Sprintf("%s has the role %q already", (*into).ID, s.Role), "give it to one script only")
	default:
		*into = s
	}
}
