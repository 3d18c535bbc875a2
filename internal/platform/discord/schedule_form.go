package discord

import (
	"github.com/bwmarrin/discordgo"
	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// maxForms is how many forms are remembered that a button opens. One that was
// forgotten opens all the same, with nothing in it.
const maxForms = 500

// forms are those that could not open by themselves. It is safe for concurrent use.
type forms struct{ all *lru.Cache[string, chat.Form] }

func newForms() *forms {
	all, err := lru.New[string, chat.Form](maxForms)
	if err != nil {
		panic("discord: " + err.Error()) // only a size below one fails
	}
	return &forms{all: all}
}

func (f *forms) keep(guild string, form chat.Form) { f.all.Add(guild+" "+form.Token, form) }

// find is the form that a button stands for; label is the button's own.
func (f *forms) find(guild string, id sheetID, label string) chat.Form {
	if form, ok := f.all.Get(guild + " " + id.token); ok {
		return form
	}
	return chat.Form{Token: id.token, Title: label, Label: label, Most: id.most}
}

// idOf is what the id of a form says.
func idOf(form chat.Form) sheetID {
	return sheetID{token: form.Token, most: min(max(form.Most, 1), maxWritten)}
}

// formSheet is the modal of a form.
func formSheet(form chat.Form) callback {
	id := idOf(form)
	title, label := orDots(shorten(form.Title, maxTitle)), orDots(shorten(form.Label, maxTitle))
	field := discordgo.TextInput{
		CustomID: fieldID, Label: label, Style: discordgo.TextInputParagraph,
		Value: form.Text[:fitting(form.Text, id.most)], Required: true, MinLength: 1, MaxLength: id.most,
	}
	return callback{Type: answerModal, Data: modal{
		CustomID: id.String(), Title: title,
		Components: []discordgo.MessageComponent{row{Components: []discordgo.MessageComponent{field}}},
	}}
}

// orDots stands in for a label that is missing: Discord takes no empty one.
func orDots(label string) string {
	if label == "" {
		return "…"
	}
	return label
}
