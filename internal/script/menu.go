package script

import (
	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// maxDescription is how long a menu describes a command, in characters: what the
// strictest platform takes.
const maxDescription = 100

// Menus is the commands that people are shown, in every language, English first:
// those of the scripts by their titles, and those that always work where the folder
// has words for them.
func (l *Library) Menus() []chat.Menu {
	menus := make([]chat.Menu, len(l.languages))
	for i, language := range l.languages {
		menus[i].Lang = language.Code
		for _, s := range l.Scripts {
			if s.Command != "" {
				menus[i].Entries = append(menus[i].Entries, entry(s.Command, s.Title.Plain(i)))
			}
		}
		for _, built := range []struct {
			name string
			text lang.UI
		}{{TokenHelp, lang.MenuHelp}, {TokenStop, lang.MenuStop}, {TokenNow, lang.MenuNow}} {
			_, taken := l.byCommand[built.name]
			if text := language.Text(built.text); text != "" && !taken {
				menus[i].Entries = append(menus[i].Entries, entry(built.name, text))
			}
		}
	}
	return menus
}

func entry(name, description string) chat.Entry {
	if r := []rune(description); len(r) > maxDescription {
		description = string(r[:maxDescription-1]) + "…"
	}
	return chat.Entry{Name: name, Description: description}
}

// Signs is what an adapter says outside any conversation, in the language that suits
// a locale such as "es-MX"; empty where the folder has no words for it.
func (l *Library) Signs(locale string) chat.Signs {
	language := l.languages[l.match(locale)]
	return chat.Signs{
		InGroup: language.Text(lang.SignInGroup), Privately: language.Text(lang.SignPrivately), Closed: language.Text(lang.SignClosed),
	}
}

// Words is one of the bot's own texts by its id, in the language that suits a locale;
// empty when there is no such text.
func (l *Library) Words(locale, id string) string {
	return l.languages[l.match(locale)].Text(lang.UI(id))
}
