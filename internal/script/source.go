package script

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// fileDoc is a script as its author writes it. The JSON schema is made from it.
type fileDoc struct {
	At       yamldoc.At           `yaml:"@" json:"-"`
	Script   yamldoc.Text         `yaml:"script" jsonschema:"required,description=The script's name: small letters and digits and hyphens."`
	Title    yamldoc.Text         `yaml:"title" jsonschema:"required,description=What people see in menus."`
	Minutes  int                  `yaml:"minutes,omitempty" jsonschema:"minimum=0,maximum=120,description=How long it takes."`
	Command  yamldoc.Text         `yaml:"command,omitempty" jsonschema:"description=What people type after the slash to start it."`
	Role     yamldoc.Text         `yaml:"role,omitempty" jsonschema:"enum=welcome,enum=consent,enum=home,enum=help,description=A part that this script plays for the whole bot."`
	Was      []yamldoc.Text       `yaml:"was,omitempty" jsonschema:"description=Names it had before."`
	Patience *patienceDoc         `yaml:"patience,omitempty" jsonschema:"description=How long every question of it waits."`
	Values   yamldoc.Map[typeDoc] `yaml:"values,omitempty" jsonschema:"description=Everything the script asks or sets."`
	Steps    []stepDoc            `yaml:"steps" jsonschema:"required,description=What happens\\, from top to bottom."`
}

// stepDoc is one step: the key that says its kind, and what goes with it.
type stepDoc struct {
	ID  yamldoc.Text   `yaml:"id,omitempty" jsonschema:"description=The step's name in this script."`
	Was []yamldoc.Text `yaml:"was,omitempty" jsonschema:"description=Names it had before."`

	Ask     yamldoc.Text              `yaml:"ask,omitempty" jsonschema:"description=Asks for this value and waits."`
	If      yamldoc.Text              `yaml:"if,omitempty" jsonschema:"description=Goes one way or another."`
	Repeat  int                       `yaml:"repeat,omitempty" jsonschema:"minimum=1,maximum=20,description=Plays its steps at most so often."`
	Call    yamldoc.Text              `yaml:"call,omitempty" jsonschema:"description=Plays another script and comes back."`
	Offer   yamldoc.Map[buttonDoc]    `yaml:"offer,omitempty" jsonschema:"description=Shows buttons and waits."`
	Breathe yamldoc.Text              `yaml:"breathe,omitempty" jsonschema:"description=A breathing exercise of breathing.yaml."`
	Pause   yamldoc.Text              `yaml:"pause,omitempty" jsonschema:"description=Waits: 20s or 4h or 21:30 or tomorrow 09:00."`
	Set     yamldoc.Map[yamldoc.Text] `yaml:"set,omitempty" jsonschema:"description=Sets values from expressions."`
	Record  yamldoc.Text              `yaml:"record,omitempty" jsonschema:"description=Keeps what was answered."`
	Show    yamldoc.Text              `yaml:"show,omitempty" jsonschema:"enum=week,enum=last,enum=reminders,description=Shows something back."`
	Go      yamldoc.Text              `yaml:"go,omitempty" jsonschema:"description=Goes on at the step of that id."`
	End     yamldoc.Text              `yaml:"end,omitempty" jsonschema:"description=Ends this script for this reason."`
	Quiet   yamldoc.Text              `yaml:"quiet,omitempty" jsonschema:"description=No reminders until then."`
	Later   yamldoc.Text              `yaml:"later,omitempty" jsonschema:"description=Starts that script later."`
	Remind  yamldoc.Text              `yaml:"remind,omitempty" jsonschema:"enum=add,enum=pause,enum=resume,enum=skip,enum=delete,enum=move,enum=word,description=Does something with the person's reminders."`
	Lines   yamldoc.Text              `yaml:"lines,omitempty" jsonschema:"enum=now,description=The crisis lines."`
	Export  yamldoc.Text              `yaml:"export,omitempty" jsonschema:"enum=json,description=Gives the person everything that is kept of them."`
	Forget  yamldoc.Text              `yaml:"forget,omitempty" jsonschema:"enum=everything,description=Deletes everything that is kept of them."`

	Say      textDoc                   `yaml:"say,omitempty" jsonschema:"description=What is said."`
	Scale    *scaleDoc                 `yaml:"scale,omitempty" jsonschema:"description=Words for the ends of a scale."`
	Optional bool                      `yaml:"optional,omitempty" jsonschema:"description=The question says that it may be skipped."`
	Skip     *bool                     `yaml:"skip,omitempty" jsonschema:"description=no: an answer is really needed."`
	Retry    textDoc                   `yaml:"retry,omitempty" jsonschema:"description=Said to an answer that does not fit."`
	Tries    int                       `yaml:"tries,omitempty" jsonschema:"minimum=1,maximum=10,description=After so many tries the fallback is taken."`
	Fallback yamldoc.Text              `yaml:"fallback,omitempty" jsonschema:"description=The value taken after the tries."`
	Patience *patienceDoc              `yaml:"patience,omitempty" jsonschema:"description=How long this question waits."`
	Then     []stepDoc                 `yaml:"then,omitempty" jsonschema:"description=The steps when it holds."`
	Else     []stepDoc                 `yaml:"else,omitempty" jsonschema:"description=The steps when it does not."`
	Steps    []stepDoc                 `yaml:"steps,omitempty" jsonschema:"description=The steps that are repeated."`
	Until    yamldoc.Text              `yaml:"until,omitempty" jsonschema:"description=Looked at after every round."`
	With     yamldoc.Map[yamldoc.Text] `yaml:"with,omitempty" jsonschema:"description=Values of the called script."`
	Take     yamldoc.Map[yamldoc.Text] `yaml:"take,omitempty" jsonschema:"description=Values of this script that are set from the called one at its end."`
	Rounds   int                       `yaml:"rounds,omitempty" jsonschema:"minimum=1,maximum=60,description=How many breaths."`
	Minutes  int                       `yaml:"minutes,omitempty" jsonschema:"minimum=1,maximum=20,description=How long."`
	Values   []yamldoc.Text            `yaml:"values,omitempty" jsonschema:"description=Only these are kept."`
	When     yamldoc.Text              `yaml:"at,omitempty" jsonschema:"description=When: 20s or 4h or 21:30 or tomorrow 09:00. With remind: the value that says when."`
	What     yamldoc.Text              `yaml:"what,omitempty" jsonschema:"description=The value that says what one is reminded of."`
	Which    yamldoc.Text              `yaml:"which,omitempty" jsonschema:"description=The value that says which reminder."`
	Suggest  textDoc                   `yaml:"suggest,omitempty" jsonschema:"description=Phrases that become buttons of a question for a schedule; or VALUE.often for the usual times of what was chosen."`

	at   yamldoc.At
	keys []yamldoc.Text
	// stranger is true when a key means nothing: what is missing is that key.
	stranger bool
	kind     string
}

// kindKeys are the keys that say what a step is, with what may go with each. A
// step with none of them says something.
func kindKeys() map[string][]string {
	return map[string][]string{
		"say":     {},
		"ask":     {"say", "scale", "optional", "skip", "retry", "tries", "fallback", "patience", "suggest"},
		"if":      {"then", "else"},
		"repeat":  {"steps", "until"},
		"call":    {"with", "take"},
		"offer":   {"say", "patience"},
		"breathe": {"say", "rounds", "minutes"},
		"pause":   {"say"},
		"set":     {},
		"record":  {"values"},
		"show":    {},
		"go":      {},
		"end":     {},
		"quiet":   {},
		"later":   {"at"},
		"remind":  {"what", "at", "which"},
		"lines":   {},
		"export":  {},
		"forget":  {},
	}
}

// ReadDoc reads a step, and reports a step of no kind, of two kinds, or with
// something that does not belong to its kind.
func (s *stepDoc) ReadDoc(d *yamldoc.Decoder, node *yaml.Node) {
	s.at = yamldoc.Place(node)
	type fields stepDoc
	d.Value(node, (*fields)(s))
	if node.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		s.keys = append(s.keys, yamldoc.Text{V: node.Content[i].Value, At: yamldoc.Place(node.Content[i])})
		_, isKind := kindKeys()[node.Content[i].Value]
		known := isKind || isStepKey(node.Content[i].Value) || node.Content[i].Value == "id" || node.Content[i].Value == "was"
		s.stranger = s.stranger || !known
	}
	s.findKind(d)
}

func (s *stepDoc) findKind(d *yamldoc.Decoder) {
	kinds := kindKeys()
	for _, key := range s.keys {
		if _, is := kinds[key.V]; !is || key.V == "say" {
			continue
		}
		if s.kind != "" {
			d.Report(key.At, fmt.Sprintf("a step is either %q or %q, not both", s.kind, key.V), `start a new step with "- "`)
			continue
		}
		s.kind = key.V
	}
	if s.kind == "" && slices.ContainsFunc(s.keys, func(k yamldoc.Text) bool { return k.V == "say" }) {
		s.kind = "say"
	}
	if s.kind == "" && s.stranger {
		return
	}
	if s.kind == "" {
		d.Report(s.at, "this step does nothing", "begin it with say:, ask:, if:, offer: or another kind of step")
		return
	}
	s.refuseStrangers(d, kinds)
}

func (s *stepDoc) refuseStrangers(d *yamldoc.Decoder, kinds map[string][]string) {
	allowed := kinds[s.kind]
	for _, key := range s.keys {
		_, isKind := kinds[key.V]
		known := key.V == "id" || key.V == "was" || key.V == s.kind || slices.Contains(allowed, key.V) || (isKind && key.V != "say")
		if known || !isStepKey(key.V) {
			continue
		}
		hint := "remove it"
		if len(allowed) > 0 {
			hint = fmt.Sprintf("%s takes: %s", s.kind, strings.Join(allowed, ", "))
		}
		d.Report(key.At, fmt.Sprintf("%q does not go with %q", key.V, s.kind), hint)
	}
}

// isStepKey is false for keys that were reported as unknown already.
func isStepKey(key string) bool {
	for _, allowed := range kindKeys() {
		if slices.Contains(allowed, key) {
			return true
		}
	}
	return key == "say"
}

func (s *stepDoc) has(key string) bool {
	return slices.ContainsFunc(s.keys, func(k yamldoc.Text) bool { return k.V == key })
}

// textDoc is a text, or {any: [several]}.
type textDoc struct {
	Any []yamldoc.Text `yaml:"any"`
	at  yamldoc.At
}

// ReadDoc reads either form.
func (t *textDoc) ReadDoc(d *yamldoc.Decoder, node *yaml.Node) {
	t.at = yamldoc.Place(node)
	if node.Kind == yaml.MappingNode {
		type fields textDoc
		d.Value(node, (*fields)(t))
		if len(t.Any) == 0 {
			d.Report(t.at, "there is no text here", "write it like: {any: [one, another]}")
		}
		return
	}
	if node.Kind == yaml.SequenceNode {
		d.Report(t.at, "a text is expected here, not a list", "write it like: {any: [one, another]}")
		return
	}
	if text, ok := d.Scalar(node); ok {
		t.Any = []yamldoc.Text{{V: text, At: t.at}}
	}
}

type patienceDoc struct {
	Remind yamldoc.Text `yaml:"remind,omitempty" jsonschema:"description=When the one reminder comes: 2h."`
	LetGo  yamldoc.Text `yaml:"let-go,omitempty" jsonschema:"description=When the question is let go: 12h."`
}

type scaleDoc struct {
	Low  yamldoc.Text `yaml:"low,omitempty" jsonschema:"description=Words for the low end."`
	High yamldoc.Text `yaml:"high,omitempty" jsonschema:"description=Words for the high end."`
}

// typeDoc is a type in its short form, or {one-of: …}, {several-of: …}.
type typeDoc struct {
	OneOf     *choicesDoc `yaml:"one-of,omitempty"`
	SeveralOf *choicesDoc `yaml:"several-of,omitempty"`
	// And is more choices behind those of a list.
	And   yamldoc.Map[itemDoc] `yaml:"and,omitempty" jsonschema:"description=More choices behind those of the list."`
	short string
	at    yamldoc.At
}

// ReadDoc reads either form.
func (t *typeDoc) ReadDoc(d *yamldoc.Decoder, node *yaml.Node) {
	t.at = yamldoc.Place(node)
	if node.Kind != yaml.MappingNode {
		t.short, _ = d.Scalar(node)
		return
	}
	type fields typeDoc
	d.Value(node, (*fields)(t))
	if (t.OneOf == nil) == (t.SeveralOf == nil) {
		d.Report(t.at, "a choice is either one-of or several-of", "write it like: {one-of: body-areas}")
	}
}

// choicesDoc is the name of a list, or the choices themselves.
type choicesDoc struct {
	Name  yamldoc.Text
	Items yamldoc.Map[itemDoc]
	at    yamldoc.At
}

// ReadDoc reads a name, a mapping of choices, or a plain list of labels.
func (c *choicesDoc) ReadDoc(d *yamldoc.Decoder, node *yaml.Node) {
	c.at = yamldoc.Place(node)
	switch node.Kind {
	case yaml.MappingNode:
		d.Value(node, &c.Items)
	case yaml.SequenceNode:
		var labels []yamldoc.Text
		d.Value(node, &labels)
		for _, label := range labels {
			c.Items = append(c.Items, yamldoc.Entry[itemDoc]{
				Key: yamldoc.Text{V: slug(label.V, 6), At: label.At}, Value: itemDoc{Label: label},
			})
		}
	default:
		d.Value(node, &c.Name)
	}
}

// itemDoc is a label, or {label: …, also: […]}.
type itemDoc struct {
	Label yamldoc.Text   `yaml:"label" jsonschema:"required"`
	Also  []yamldoc.Text `yaml:"also,omitempty" jsonschema:"description=Other words that people may type for it."`
}

// ReadDoc reads either form.
func (i *itemDoc) ReadDoc(d *yamldoc.Decoder, node *yaml.Node) {
	if node.Kind != yaml.MappingNode {
		d.Value(node, &i.Label)
		return
	}
	type fields itemDoc
	d.Value(node, (*fields)(i))
}

// buttonDoc is the name of a script or a label, or the long form.
type buttonDoc struct {
	Label yamldoc.Text `yaml:"label,omitempty" jsonschema:"description=What the button says."`
	Call  yamldoc.Text `yaml:"call,omitempty" jsonschema:"description=The script it plays."`
	Go    yamldoc.Text `yaml:"go,omitempty" jsonschema:"description=The step it goes to."`
	Then  []stepDoc    `yaml:"then,omitempty" jsonschema:"description=The steps it plays."`
	short bool
	at    yamldoc.At
}

// ReadDoc reads either form.
func (b *buttonDoc) ReadDoc(d *yamldoc.Decoder, node *yaml.Node) {
	b.at = yamldoc.Place(node)
	if node.Kind != yaml.MappingNode {
		b.short = true
		d.Value(node, &b.Label)
		return
	}
	type fields buttonDoc
	d.Value(node, (*fields)(b))
}

// listDoc, patternsDoc and personDoc are the other files.
type listDoc struct {
	List  yamldoc.Text         `yaml:"list"`
	Items yamldoc.Map[itemDoc] `yaml:"items"`
}

type patternsDoc struct {
	Patterns yamldoc.Map[patternDoc] `yaml:"patterns"`
}

type patternDoc struct {
	At      yamldoc.At   `yaml:"@" json:"-"`
	Title   yamldoc.Text `yaml:"title"`
	In      float64      `yaml:"in"`
	TopUp   float64      `yaml:"top-up"`
	Hold    float64      `yaml:"hold"`
	Out     float64      `yaml:"out"`
	Rest    float64      `yaml:"rest"`
	Minutes int          `yaml:"minutes"`
	Rounds  int          `yaml:"rounds"`
	NoHolds yamldoc.Text `yaml:"no-holds"`
}

type personDoc struct {
	Values yamldoc.Map[typeDoc] `yaml:"values"`
}
