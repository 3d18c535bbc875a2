package e2e_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// ownFolder is a folder of one script, as an operator has it.
func ownFolder(t *testing.T, file string) (dir, text string) {
	t.Helper()
	script, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "scripts"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "scripts", file), script, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir, string(script)
}

func TestAnOperatorsOwnFolderIsPlayedInItsWordsAlone(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	dir, script := ownFolder(t, "intake.yaml")
	h.serve("STILLPOINT_PROMPTS=" + dir)
	room := h.discord.Guild("", "en-US").Channel("")
	people := []*person{h.onTelegram(1, "es"), h.onDiscord(1, "en", discordtest.Place{})}
	question := func(words, answer string) act { return acts(hearsNext(same(words)), says(same(answer))) }
	together(t, people,
		commands("start"), question("What is your age in years?", "about a dozen"), hearsNext(same("A number is enough here.")),
		question("What is your age", "47"), hearsNext(same("What would you drink?")), presses(same("Plain water")), pressesAgain(same("Plain water")),
		question("What may we call you?", "Ada"), question("Would you come again?", "yes"),
		question("On which days?", "1, Friday"), question("When do you get up?", "6:30"), question("Anything else?", "skip"),
		hearsNext(same("How easy was that?")), presses(same("7")),
		hearsNext(same("Noted: 47, Plain water, Ada, yes, Monday, Friday, 06:30, –, 7. Goodbye.")),
		says(same("thanks")), commands("help"), commands("nothing"), commands("intake"), hearsNext(same("What is your age")),
	)
	one := h.telegram.Person(personID(1), "es")
	one.SendPhoto("")
	group := h.telegram.Group(-1001)
	group.Say(one, "/intake@StillpointTestBot")
	passer := h.onDiscord(2, "es", room)
	passer.must(t, commands("intake"), hearsNext(same("What is your age")))
	words := wordsOf(script, "about a dozen", "47", "Ada", "yes", "1, Friday", "6:30", "skip", "intake")
	for name, told := range map[string][]string{"Telegram": h.toldByTelegram(), "Discord": h.toldByDiscord()} {
		if len(told) < 30 {
			t.Errorf("only %d words went to %s", len(told), name)
		}
		for _, text := range told {
			words.hold(t, text)
		}
	}
}

// toldByTelegram is every word that went to Telegram for people to read.
func (h *house) toldByTelegram() []string {
	var all []string
	for _, c := range h.telegram.Calls("") {
		switch c.Method {
		case "getUpdates", "getMe", "setWebhook", "deleteWebhook":
			continue
		}
		all = append(all, c.Params.Text("text"), c.Params.Text("caption"))
		for _, name := range []string{"reply_markup", "commands"} {
			all = append(all, readable(c.Params.JSON(name))...)
		}
	}
	return all
}

// toldByDiscord is every word that went to Discord for people to read.
func (h *house) toldByDiscord() []string {
	var all []string
	for _, c := range h.discord.Calls() {
		all = append(all, readable(c.Body)...)
	}
	return all
}

// readable lists the texts in what was sent, wherever they are in it.
func readable(raw json.RawMessage) []string {
	var body any
	if json.Unmarshal(raw, &body) != nil {
		return nil
	}
	var all []string
	var walk func(name string, v any)
	walk = func(name string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for field, inner := range v {
				walk(field, inner)
			}
		case []any:
			for _, inner := range v {
				walk(name, inner)
			}
		case string:
			switch name {
			case "text", "caption", "content", "label", "placeholder", "title", "description", "command", "name", "value":
				all = append(all, v)
			}
		}
	}
	walk("", body)
	return all
}

// folderWords is what a folder can say, and what people typed, which may be echoed.
type folderWords struct {
	texts []string
	lines []*regexp.Regexp // those with answers in them
}

func wordsOf(folder string, typed ...string) folderWords {
	w := folderWords{texts: append(typed, folder)}
	hole := regexp.MustCompile(`\\\{[a-z]+\\\}`)
	for line := range strings.Lines(folder) {
		if _, said, ok := strings.Cut(strings.TrimSpace(line), `say: "`); ok {
			pattern := hole.ReplaceAllString(regexp.QuoteMeta(strings.TrimSuffix(said, `"`)), "(?s:.*)")
			w.lines = append(w.lines, regexp.MustCompile("^"+pattern+"$"))
		}
	}
	return w
}

var (
	// echo is what an adapter puts before an answer that it shows under its question.
	echo = regexp.MustCompile(`^(→|>) `)
	// number is one by itself, or before the word for that end of a scale.
	number = regexp.MustCompile(`^\d+( = |$)`)
	// wired is a choice as it travels, which nobody sees.
	wired = regexp.MustCompile(`^[0-9a-z]+\.[!-~]+$`)
)

// hold fails for what is nowhere in the folder.
func (w folderWords) hold(t *testing.T, text string) {
	t.Helper()
	text = strings.ReplaceAll(text, `\`, "")
	for _, line := range w.lines {
		if line.MatchString(text) {
			return
		}
	}
	for line := range strings.Lines(text) {
		for part := range strings.SplitSeq(echo.ReplaceAllString(strings.TrimSpace(line), ""), " · ") {
			if part = number.ReplaceAllString(part, ""); !wired.MatchString(part) && !w.has(part) {
				t.Errorf("%q was sent and is nowhere in the folder", part)
			}
		}
	}
}

func (w folderWords) has(part string) bool {
	for _, text := range w.texts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}
