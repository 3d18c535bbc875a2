package discord

import (
	"github.com/bwmarrin/discordgo"
)

// Flags of a message.
const (
	ephemeral = 1 << 6
	loading   = 1 << 7 // its words are still to come
)

// mentions is sent with every message: a text never pings anybody, and a role only
// when it is named here.
type mentions struct {
	Parse []string `json:"parse"`
	Roles []string `json:"roles,omitempty"`
}

// body is a message as it goes out. Components is nil to leave them as they are,
// and points to an empty list to take them away.
type body struct {
	Content      *string                       `json:"content,omitempty"`
	Components   *[]discordgo.MessageComponent `json:"components,omitempty"`
	Mentions     mentions                      `json:"allowed_mentions"`
	Flags        int                           `json:"flags,omitempty"`
	Nonce        string                        `json:"nonce,omitempty"`
	EnforceNonce bool                          `json:"enforce_nonce,omitempty"`
	Attachments  []attachment                  `json:"attachments,omitempty"`
}

type attachment struct {
	ID   int    `json:"id"`
	Name string `json:"filename"`
}

// words is a message of nothing but text.
func words(text string) body {
	return body{Content: &text, Mentions: mentions{Parse: []string{}}}
}

// with puts buttons under a message.
func (b body) with(components []discordgo.MessageComponent) body {
	if len(components) > 0 {
		b.Components = &components
	}
	return b
}

// bare takes the buttons away.
func (b body) bare() body {
	b.Components = &[]discordgo.MessageComponent{}
	return b
}

// callback is the first answer to an interaction.
type callback struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

// The kinds of first answer.
const (
	answerMessage      = 4 // a new message
	answerLater        = 5 // a new message, later
	answerUpdateLater  = 6 // nothing, or an edit of the pressed message, later
	answerUpdate       = 7 // an edit of the pressed message
	answerAutocomplete = 8
	answerModal        = 9 // a sheet to write on
)

// later is the data of a deferral.
type later struct {
	Flags int `json:"flags,omitempty"`
}

// modal is a sheet with one field to write in.
type modal struct {
	CustomID   string                       `json:"custom_id"`
	Title      string                       `json:"title"`
	Components []discordgo.MessageComponent `json:"components"`
}

// fieldID names the field of a modal.
const fieldID = "words"

// sheet is the modal in which the answer to a question is written.
func sheet(id wire, label string) callback {
	label = shorten(label, maxTitle)
	field := discordgo.TextInput{
		CustomID: fieldID, Label: label, Style: discordgo.TextInputParagraph,
		Required: true, MinLength: 1, MaxLength: maxWritten,
	}
	return callback{Type: answerModal, Data: modal{
		CustomID: id.String(), Title: label,
		Components: []discordgo.MessageComponent{row{Components: []discordgo.MessageComponent{field}}},
	}}
}
