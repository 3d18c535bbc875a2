package discordtest_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// rows is so many rows of one button.
func rows(n int) []m {
	var list []m
	for i := range n {
		list = append(list, row(button(fmt.Sprintf("1.%d", i), "x")))
	}
	return list
}

func many(n int, each func(int) m) []m {
	var list []m
	for i := range n {
		list = append(list, each(i))
	}
	return list
}

func option(i int) m { return m{"label": fmt.Sprint("l", i), "value": fmt.Sprint("v", i)} }

func selection(options []m) m { return m{"type": 3, "custom_id": "1.s", "options": options} }

func command(name string) m { return m{"name": name, "description": "something"} }

// wrongs is requests with one mistake each. Refused ones are answered 50035.
var wrongs = []struct {
	name    string
	kind    string // message, command, modal or suggestions
	body    any
	say     string // a part of the violation
	refused bool
}{
	{"content that is too long", "message", words(strings.Repeat("é", 2001)), "content of 2001", true},
	{"no allowed_mentions", "message", m{"content": "x"}, "allowed_mentions", false},
	{"roles listed and parsed", "message", m{"content": "x", "allowed_mentions": m{"parse": []string{"roles"}, "roles": []string{"1"}}}, "parses them too", true},
	{"a long nonce", "message", with(words("x"), "nonce", strings.Repeat("n", 26)), "a nonce of 26", true},
	{"an enforced nonce that is not there", "message", with(words("x"), "enforce_nonce", true), "without a nonce", true},
	{"six rows", "message", with(words("x"), "components", rows(6)), "6 rows", true},
	{"six buttons in a row", "message", with(words("x"), "components", []m{row(many(6, func(i int) m { return button(fmt.Sprint(i), "x") })...)}), "6 buttons", true},
	{"an empty row", "message", with(words("x"), "components", []m{row()}), "empty row", true},
	{"a button outside a row", "message", with(words("x"), "components", []m{button("a", "x")}), "outside a row", true},
	{"a custom id twice", "message", with(words("x"), "components", []m{row(button("a", "x"), button("a", "y"))}), "there twice", true},
	{"a custom id that is too long", "message", with(words("x"), "components", []m{row(button(strings.Repeat("a", 101), "x"))}), "custom_id of 101", true},
	{"a button beside a select", "message", with(words("x"), "components", []m{row(button("a", "x"), selection(many(1, option)))}), "buttons and something else", true},
	{"a link without an address", "message", with(words("x"), "components", []m{row(m{"type": 2, "style": 5, "label": "x"})}), "a link button", true},
	{"a button without a custom id", "message", with(words("x"), "components", []m{row(m{"type": 2, "style": 1, "label": "x"})}), "needs a custom_id", true},
	{"a button that shows nothing", "message", with(words("x"), "components", []m{row(m{"type": 2, "style": 1, "custom_id": "a"})}), "without a label", true},
	{"a label that is too long", "message", with(words("x"), "components", []m{row(button("a", strings.Repeat("l", 81)))}), "label of 81", true},
	{"too many options", "message", with(words("x"), "components", []m{row(selection(many(26, option)))}), "26 options", true},
	{"an option twice", "message", with(words("x"), "components", []m{row(selection([]m{option(1), option(1)}))}), "one value twice", true},
	{"an option that is too long", "message", with(words("x"), "components", []m{row(selection([]m{{"label": strings.Repeat("l", 101), "value": "v"}}))}), "label of an option", true},
	{"more values than options", "message", with(words("x"), "components", []m{row(with(selection(many(1, option)), "max_values", 2))}), "more values", true},
	{"a new component without its flag", "message", with(words("x"), "components", []m{{"type": 10, "content": "y"}}), "without the flag", true},
	{"content beside new components", "message", with(with(words("x"), "components", []m{{"type": 10, "content": "y"}}), "flags", 1<<15), "together with the flag", true},
	{"a misspelt field", "message", with(words("x"), "contnet", true), "/contnet", false},
	{"a misspelt field deep inside", "message", with(words("x"), "components", []m{row(with(button("a", "x"), "lable", "x"))}), "/components/0/components/0/lable", false},
	{"a wrong type", "message", with(words("x"), "tts", "yes"), "/tts breaks the schema", false},
	{"embeds that are too long together", "message", with(words("x"), "embeds", many(2, func(int) m { return m{"description": strings.Repeat("d", 3100)} })), "embeds of 6200", true},
	{"a file that did not come", "message", with(words("x"), "attachments", []m{{"id": "0", "filename": "a"}}), "did not come", true},

	{"a command with a capital", "command", []m{command("CheckIn")}, "command's name", true},
	{"a command with a space", "command", []m{command("check in")}, "command's name", true},
	{"a command without a description", "command", []m{{"name": "a"}}, "description of 0", true},
	{"a command twice", "command", []m{command("a"), command("a")}, "two commands", true},
	{"too many commands", "command", many(101, func(i int) m { return command(fmt.Sprint("c", i)) }), "101 commands", true},
	{"a language that is none", "command", []m{with(command("a"), "description_localizations", m{"es": "algo"})}, "does not know", true},
	{"a required option after one that is not", "command", []m{with(command("a"), "options", []m{
		{"type": 3, "name": "x", "description": "x"}, {"type": 3, "name": "y", "description": "y", "required": true},
	})}, "required after", true},
	{"an option with a capital", "command", []m{with(command("a"), "options", []m{{"type": 3, "name": "X", "description": "x"}})}, "option's name", true},
	{"rights that are no number", "command", []m{with(command("a"), "default_member_permissions", "many")}, "default_member_permissions", false},
	{"an option beside a subcommand", "command", []m{with(command("a"), "options", []m{
		{"type": 1, "name": "x", "description": "x"}, {"type": 3, "name": "y", "description": "y"},
	})}, "beside subcommands", true},
	{"a role that is completed", "command", []m{with(command("a"), "options", []m{
		{"type": 8, "name": "x", "description": "x", "autocomplete": true},
	})}, "type 8 that is completed", true},
	{"kinds of channel for a text", "command", []m{with(command("a"), "options", []m{
		{"type": 3, "name": "x", "description": "x", "channel_types": []int{0}},
	})}, "with kinds of channel", true},
	{"a choice without a name", "command", []m{with(command("a"), "options", []m{
		{"type": 3, "name": "x", "description": "x", "choices": []m{{"name": "", "value": "v"}}},
	})}, "choice's name", true},
	{"too many suggestions", "suggestions", many(26, func(i int) m { return m{"name": "n", "value": fmt.Sprint(i)} }), "26 suggestions", true},
	{"a suggestion that is too long", "suggestions", []m{{"name": "n", "value": strings.Repeat("v", 101)}}, "value of a suggestion", true},
	{"a suggestion without a name", "suggestions", []m{{"name": "", "value": "v"}}, "name of a suggestion", true},

	{"a title that is too long", "modal", m{"title": strings.Repeat("t", 46)}, "title of 46", true},
	{"a modal without parts", "modal", m{"components": []m{}}, "modal of 0 parts", true},
	{"a label of an input that is too long", "modal", m{"components": []m{row(m{"type": 4, "custom_id": "a", "style": 1, "label": strings.Repeat("l", 46)})}}, "46 characters", true},
	{"a label around an input that is too long", "modal", m{"components": []m{{"type": 18, "label": strings.Repeat("l", 46), "component": m{"type": 4, "custom_id": "a", "style": 1}}}}, "46 characters", true},
	{"two inputs in a row", "modal", m{"components": []m{row(m{"type": 4}, m{"type": 4})}}, "holds one", true},
	{"one custom id for two inputs", "modal", m{"components": []m{
		row(m{"type": 4, "custom_id": "a", "style": 1, "label": "x"}), row(m{"type": 4, "custom_id": "a", "style": 1, "label": "y"}),
	}}, "there twice", true},
	{"lengths that cannot be met", "modal", m{"components": []m{row(m{"type": 4, "custom_id": "a", "style": 1, "label": "x", "min_length": 9, "max_length": 3})}}, "cannot be met", true},
	{"a button in a modal", "modal", m{"components": []m{button("a", "x")}}, "type 2 in a modal", true},
}

// send carries a request of the table out.
func send(b *bot, e *ear, kind string, body any) answer {
	b.t.Helper()
	ann := b.srv.Person("", "en-US")
	switch kind {
	case "command":
		return b.call("PUT", "/applications/"+b.srv.AppID()+"/commands", body)
	case "modal":
		form := m{"title": "t", "custom_id": "f", "components": []m{row(m{"type": 4, "custom_id": "a", "style": 1, "label": "x"})}}
		o, _ := body.(m)
		maps.Copy(form, o)
		ann.Command("note", nil, discordtest.Place{})
		return b.call("POST", e.interaction().callback(), m{"type": 9, "data": form})
	case "suggestions":
		ann.Autocomplete("note", nil, discordtest.Place{})
		return b.call("POST", e.interaction().callback(), m{"type": 8, "data": m{"choices": body}})
	}
	return b.call("POST", "/channels/"+ann.DM()+"/messages", body)
}

func TestEveryMistakeIsFound(t *testing.T) {
	specs := discordtest.SpecsFromEnv()
	if specs == "" {
		t.Skip("STILLPOINT_SPECS is unset: there are no schemas to check against")
	}
	b := start(t, discordtest.Config{Specs: specs})
	e := listen(t, b.srv)
	for _, c := range wrongs {
		t.Run(c.name, func(t *testing.T) {
			before := len(b.srv.Violations())
			a := send(b, e, c.kind, c.body)
			found := strings.Join(b.srv.Violations()[before:], "\n")
			if !strings.Contains(found, c.say) {
				t.Errorf("found %q", found)
			}
			if (a.code() == 50035) != c.refused {
				t.Errorf("answered %d %s", a.status, a.raw)
			}
		})
	}
}

func TestWhatDiscordRefusesIsRefusedWithoutSpecsToo(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	for _, c := range wrongs {
		if a := send(b, e, c.kind, c.body); (a.code() == 50035) != c.refused {
			t.Errorf("%s: %d %s", c.name, a.status, a.raw)
		}
	}
	if v := b.srv.Violations(); len(v) != 0 {
		t.Errorf("violations though nothing was to be checked: %v", v)
	}
}

func TestWhatIsRightIsNoViolation(t *testing.T) {
	specs := discordtest.SpecsFromEnv()
	if specs == "" {
		t.Skip("STILLPOINT_SPECS is unset: there are no schemas to check against")
	}
	b := start(t, discordtest.Config{Specs: specs})
	e := listen(t, b.srv)
	for _, c := range []struct {
		name, kind string
		body       any
	}{
		{"as much as fits", "message", with(words(strings.Repeat("é", 2000)), "components", rows(5))},
		{"an enforced nonce", "message", with(with(words("x"), "nonce", strings.Repeat("n", 25)), "enforce_nonce", true)},
		{"a link", "message", with(words("x"), "components", []m{row(m{"type": 2, "style": 5, "label": "x", "url": "https://example.org/a"})})},
		{"a full select", "message", with(words("x"), "components", []m{row(with(selection(many(25, option)), "placeholder", "Where?"))})},
		{"roles by name", "message", m{"content": "x", "allowed_mentions": m{"parse": []string{}, "roles": []string{"12345"}}}},
		{"new components with their flag", "message", m{"flags": 1 << 15, "components": []m{{"type": 10, "content": "y"}}, "allowed_mentions": m{"parse": []string{}}}},
		{"commands with rights, contexts and translations", "command", []m{
			{
				"name": "reminders", "description": "Plan", "default_member_permissions": "32", "contexts": []int{0}, "integration_types": []int{0},
				"name_localizations": m{"es-ES": "recordatorios"}, "description_localizations": m{"es-ES": "Planear"},
				"options": []m{{"type": 3, "name": "zone", "description": "Where", "required": true, "autocomplete": true}},
			},
		}},
		{"suggestions", "suggestions", []m{{"name": "One", "value": "1"}}},
		{"a command of commands", "command", []m{with(command("plan"), "options", []m{{
			"type": 1, "name": "new", "description": "x", "options": []m{
				{"type": 7, "name": "place", "description": "x", "channel_types": []int{0, 11}},
				{"type": 3, "name": "end", "description": "x", "choices": []m{{"name": "Last day", "name_localizations": m{"es-ES": "Último día"}, "value": "clamp"}}},
			},
		}})}},
		{"a form", "modal", m{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := len(b.srv.Violations())
			if a := send(b, e, c.kind, c.body); a.status >= 300 || len(b.srv.Violations()) != before {
				t.Errorf("%d %s: %v", a.status, a.raw, b.srv.Violations()[before:])
			}
		})
	}
}

func TestASampleIsChecked(t *testing.T) {
	specs := discordtest.SpecsFromEnv()
	if specs == "" {
		t.Skip("STILLPOINT_SPECS is unset: there are no schemas to check against")
	}
	b := start(t, discordtest.Config{Specs: specs, Sample: 3})
	path := "/channels/" + b.srv.Person("", "en-US").DM() + "/messages"
	for range 6 {
		b.must("POST", path, with(words("x"), "tts", "yes"))
	}
	if n := len(b.srv.Violations()); n != 2 {
		t.Errorf("%d violations of 6 with every third checked: %v", n, b.srv.Violations())
	}
}

func TestAFolderWithoutSpecsIsSaidAtOnce(t *testing.T) {
	if _, err := discordtest.Start(discordtest.Config{Specs: t.TempDir()}); err == nil {
		t.Error("a server started that cannot check what it was asked to")
	}
}
