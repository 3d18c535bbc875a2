package telegramtest

import "slices"

// rule checks what the API description says only in words.
type rule func(r *report, path string, o object, values map[string]any)

// rules are kept by the name of the type or the method.
func rules() map[string]rule {
	return map[string]rule{
		"InlineKeyboardButton": oneAction,
		"BotCommand":           plainName,
		"setWebhook":           plainSecret,
	}
}

// oneAction wants a button to do exactly one thing; what it says and how it looks does
// not count.
func oneAction(r *report, path string, o object, values map[string]any) {
	n := 0
	for name := range values {
		_, known := o.fields[name]
		if known && !slices.Contains([]string{"text", "icon_custom_emoji_id", "style"}, name) {
			n++
		}
	}
	if n != 1 {
		r.add(path, "%d things that the button does, and it has to be exactly 1", n)
	}
}

// plainName wants the name of a command in small letters, digits and underscores.
func plainName(r *report, path string, _ object, values map[string]any) {
	if name := asText(values["command"]); name != "" && len(name) <= 32 && !commandName(name) {
		r.add(path+".command", "something else than a-z, 0-9 and _")
	}
}

// plainSecret wants a webhook's secret in letters, digits, underscores and hyphens.
func plainSecret(r *report, path string, _ object, values map[string]any) {
	for _, c := range []byte(asText(values["secret_token"])) {
		if c != '-' && nameLength(string(rune(c))) != 1 {
			r.add(path+".secret_token", "something else than A-Z, a-z, 0-9, _ and -")
			return
		}
	}
}
