package simulation

import (
	"os"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// yearScripts is how people arrange things in the year: one thing each.
func yearScripts() map[string]string {
	ask := func(name, values, steps string) string {
		return "script: y-" + name + "\ntitle: Y " + name + "\ncommand: y_" + name + "\n" + values + "steps:\n" + steps
	}
	which := func(name string) string {
		return ask(name, "values: {which: reminder}\n", "  - {ask: which, say: Which one?}\n  - {remind: "+name+", which: which}\n")
	}
	scripts := map[string]string{
		"zone":    ask("zone", "", "  - {ask: person.zone, say: Where are you?}\n"),
		"own":     ask("own", "values: {text: text 200, when: schedule}\n", "  - {ask: text, say: Which words?}\n  - {ask: when, say: When?}\n  - {remind: add, what: text, at: when}\n"),
		"what":    ask("what", "values: {what: {one-of: reminders}, when: schedule}\n", "  - {ask: what, say: What?}\n  - {ask: when, say: When?}\n  - {remind: add, what: what, at: when}\n"),
		"move":    ask("move", "values: {which: reminder, when: schedule}\n", "  - {ask: which, say: Which one?}\n  - {ask: when, say: When?}\n  - {remind: move, which: which, at: when}\n"),
		"quiet":   ask("quiet", "", "  - {ask: person.quiet_from, say: From when?}\n  - {ask: person.quiet_to, say: Until when?}\n"),
		"silence": ask("silence", "", "  - {quiet: 5h}\n  - {say: It is quiet.}\n"),
		"busy":    ask("busy", "values: {done: yes-no}\n", "  - {ask: done, say: Are you done?, patience: {let-go: 50m}}\n"),
		"pause":   which("pause"), "resume": which("resume"), "skip": which("skip"), "delete": which("delete"),
	}
	files := map[string]string{}
	for name, text := range scripts {
		files["scripts/y-"+name+".yaml"] = text
	}
	return files
}

func loadYear(t testing.TB) *script.Library {
	t.Helper()
	lib, problems := script.Load(over{os.DirFS("../../prompts"), yearScripts()})
	if lib == nil {
		t.Fatalf("the prompts do not load:\n%v", problems)
	}
	return lib
}
