package discordtest

import (
	"maps"
	"strings"
	"unicode"
)

// The limits that Discord has for commands.
const (
	maxCommands       = 100
	maxCommandOptions = 25
	maxName           = 32
	maxDescription    = 100
	maxCommandText    = 8000 // names, descriptions and values of one command together
	chatCommand       = 1
)

// named tells whether Discord allows a name for a command or an option.
func named(name string) bool {
	odd := func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.N, unicode.Devanagari, unicode.Thai) && !strings.ContainsRune("-_'", r)
	}
	n := runes(name)
	return n > 0 && n <= maxName && !strings.ContainsFunc(name, odd) && name == strings.ToLower(name)
}

// locales are the languages that Discord translates into. "es" alone is none.
const locales = " id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko "

func localeFindings(translations any, what string) []finding {
	m, _ := translations.(map[string]any)
	for locale := range m {
		if !strings.Contains(locales, " "+locale+" ") {
			return []finding{wrong("a %s translated into a language that Discord does not know", what)}
		}
	}
	return nil
}

// commandRule is about all commands at once.
func commandRule(r *request, _ int) []finding {
	commands := list(r.json)
	var found []finding
	seen, chat := map[string]bool{}, 0
	for _, item := range commands {
		c, _ := item.(map[string]any)
		found = append(found, commandFindings(c)...)
		name, _ := c["name"].(string)
		kind := kindOf(c)
		if kind == chatCommand {
			chat++
			name = "/" + name
		}
		if seen[name] {
			found = append(found, wrong("two commands of one name"))
		}
		seen[name] = true
	}
	if chat > maxCommands {
		found = append(found, wrong("%d commands, at most %d", chat, maxCommands))
	}
	return found
}

// kindOf is the type of a command, 1 when it is left out.
func kindOf(c map[string]any) int {
	if kind, ok := number(c["type"]); ok {
		return int(kind)
	}
	return chatCommand
}

func commandFindings(c map[string]any) []finding {
	if kindOf(c) != chatCommand {
		if runes(c["description"]) > 0 {
			return []finding{wrong("a description of a command that shows none")}
		}
		return nil
	}
	found := namedFindings(c, "command")
	found = append(found, optionsFindings(list(c["options"]))...)
	found = append(found, mixedFindings(list(c["options"]))...)
	if text := commandText(c); text > maxCommandText {
		found = append(found, wrong("a command of %d characters, at most %d", text, maxCommandText))
	}
	permissions, told := c["default_member_permissions"]
	if _, text := permissions.(string); told && permissions != nil && !text {
		if _, isNumber := number(permissions); !isNumber {
			found = append(found, wrong("default_member_permissions is no number"))
		}
	}
	return found
}

// namedFindings is about the name and the description of a command or an option.
func namedFindings(c map[string]any, what string) []finding {
	found := append(localeFindings(c["name_localizations"], what), localeFindings(c["description_localizations"], what)...)
	names := map[string]any{"": c["name"]}
	translated, _ := c["name_localizations"].(map[string]any)
	maps.Copy(names, translated)
	for _, v := range names {
		if name, _ := v.(string); !named(name) {
			found = append(found, wrong("a %s's name with something but small letters, digits, - and _", what))
		}
	}
	if n := runes(c["description"]); n == 0 || n > maxDescription {
		found = append(found, wrong("a %s's description of %d characters, 1 to %d", what, n, maxDescription))
	}
	translated, _ = c["description_localizations"].(map[string]any)
	for _, v := range translated {
		if n := runes(v); n == 0 || n > maxDescription {
			found = append(found, wrong("a %s's translated description of %d characters, 1 to %d", what, n, maxDescription))
		}
	}
	return found
}

func optionsFindings(options []any) []finding {
	var found []finding
	if len(options) > maxCommandOptions {
		found = append(found, wrong("%d options of a command, at most %d", len(options), maxCommandOptions))
	}
	seen, optional := map[string]bool{}, false
	for _, item := range options {
		o, _ := item.(map[string]any)
		found = append(found, namedFindings(o, "option")...)
		found = append(found, optionsFindings(list(o["options"]))...)
		name, _ := o["name"].(string)
		required, _ := o["required"].(bool)
		switch {
		case seen[name]:
			found = append(found, wrong("two options of one name"))
		case required && optional:
			found = append(found, wrong("an option that is required after one that is not"))
		}
		seen[name], optional = true, optional || !required
		found = append(found, kindFindings(o)...)
		complete, _ := o["autocomplete"].(bool)
		if n := len(list(o["choices"])); n > maxOptions || (n > 0 && complete) {
			found = append(found, wrong("an option with %d choices: at most %d, and none with autocomplete", n, maxOptions))
		}
	}
	return found
}

// kindFindings is about what only options of some kinds have.
func kindFindings(o map[string]any) []finding {
	var found []finding
	kind, _ := number(o["type"])
	typed := kind == optionString || kind == optionInteger || kind == optionNumber
	if complete, _ := o["autocomplete"].(bool); complete && !typed {
		found = append(found, wrong("an option of type %d that is completed", int(kind)))
	}
	if n := len(list(o["channel_types"])); n > 0 && kind != OptionChannel {
		found = append(found, wrong("an option of type %d with kinds of channel", int(kind)))
	}
	for _, item := range list(o["choices"]) {
		c, _ := item.(map[string]any)
		found = append(found, localeFindings(c["name_localizations"], "choice")...)
		if n := runes(c["name"]); n == 0 || n > maxOptionText {
			found = append(found, wrong("a choice's name of %d characters, 1 to %d", n, maxOptionText))
		}
	}
	return append(found, mixedFindings(list(o["options"]))...)
}

// mixedFindings: a command has subcommands or options, never both side by side.
func mixedFindings(options []any) []finding {
	subs := 0
	for _, item := range options {
		o, _ := item.(map[string]any)
		if kind, _ := number(o["type"]); kind == optionSubcommand || kind == optionGroup {
			subs++
		}
	}
	if subs > 0 && subs < len(options) {
		return []finding{wrong("options beside subcommands")}
	}
	return nil
}

// commandText counts the characters of a command as Discord does.
func commandText(c map[string]any) int {
	total := runes(c["name"]) + runes(c["description"]) + runes(c["value"])
	for _, part := range [...]string{"options", "choices"} {
		for _, item := range list(c[part]) {
			inner, _ := item.(map[string]any)
			total += commandText(inner)
		}
	}
	return total
}
