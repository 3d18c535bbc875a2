package discordtest

import (
	"encoding/json"
	"slices"
)

// Message is how a message looked to somebody at one moment.
type Message struct {
	ID        string
	Channel   string
	Guild     string // empty in private
	Author    string // the user's id; the bot's is Server.AppID
	Content   string
	Flags     int
	Ephemeral bool // only the person of the interaction sees it
	Thinking  bool // a deferred answer that is not there yet
	Deleted   bool
	Version   int // 0 as it came, one more for every edit
	Nonce     string
	// Interaction is the id of the interaction that it answers, or empty.
	Interaction string
	Components  []Component
	Embeds      json.RawMessage
	Files       []File
	// Pings are the ids of the people who were called by it, in no order.
	Pings []string
}

// Component is a part of a message or a modal, with the parts inside it.
type Component struct {
	Type        int         `json:"type"`
	ID          int         `json:"id"`
	CustomID    string      `json:"custom_id"`
	Style       int         `json:"style"`
	Label       string      `json:"label"`
	Description string      `json:"description"`
	URL         string      `json:"url"`
	Disabled    bool        `json:"disabled"`
	Required    *bool       `json:"required"`
	Placeholder string      `json:"placeholder"`
	Value       string      `json:"value"`
	Content     string      `json:"content"` // of a text display
	MinLength   int         `json:"min_length"`
	MaxLength   int         `json:"max_length"`
	MinValues   *int        `json:"min_values"`
	MaxValues   *int        `json:"max_values"`
	Options     []Selection `json:"options"`
	Components  []Component `json:"components"`
	Component   *Component  `json:"component"` // of a label
	Accessory   *Component  `json:"accessory"` // of a section
}

// Selection is one choice of a select.
type Selection struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description"`
	Default     bool   `json:"default"`
}

// Kinds of component.
const (
	typeRow         = 1
	typeButton      = 2
	typeSelect      = 3
	typeTextInput   = 4
	typeChannelSel  = 8
	typeSection     = 9
	typeTextDisplay = 10
	typeContainer   = 17
	typeLabel       = 18
)

// walk visits every component, outer ones first.
func walk(list []Component, visit func(Component)) {
	for _, c := range list {
		visit(c)
		walk(c.Components, visit)
		if c.Component != nil {
			walk([]Component{*c.Component}, visit)
		}
		if c.Accessory != nil {
			walk([]Component{*c.Accessory}, visit)
		}
	}
}

// Buttons lists the buttons of the message, in reading order.
func (m Message) Buttons() []Component { return m.some(typeButton) }

// Selects lists the selects of the message, in reading order.
func (m Message) Selects() []Component { return m.some(typeSelect) }

func (m Message) some(kind int) []Component {
	var found []Component
	walk(m.Components, func(c Component) {
		if c.Type == kind {
			found = append(found, c)
		}
	})
	return found
}

// Button finds a button by its label.
func (m Message) Button(label string) (Component, bool) {
	buttons := m.Buttons()
	i := slices.IndexFunc(buttons, func(c Component) bool { return c.Label == label })
	if i < 0 {
		return Component{}, false
	}
	return buttons[i], true
}

// component finds a part by its custom id.
func (m Message) component(customID string) (found Component, ok bool) {
	walk(m.Components, func(c Component) {
		if c.CustomID == customID && customID != "" {
			found, ok = c, true
		}
	})
	return found, ok
}

// post is a message as the platform keeps it. The lock of the world guards it.
type post struct {
	wire    wireMessage
	files   []File
	only    *Person // who alone sees it; nil: everybody in the channel
	deleted bool
	version int
	answers string // the interaction that it answers
	nonce   string
	pings   []string
}

// seen is how the post looks now.
func (p *post) seen() Message {
	m := Message{
		ID: p.wire.ID, Channel: p.wire.ChannelID, Guild: p.wire.GuildID, Author: p.wire.Author.ID,
		Content: p.wire.Content, Flags: p.wire.Flags, Version: p.version, Deleted: p.deleted,
		Ephemeral: p.wire.Flags&flagEphemeral != 0, Thinking: p.wire.Flags&flagLoading != 0,
		Nonce: p.nonce, Interaction: p.answers, Embeds: p.wire.Embeds, Files: p.files, Pings: p.pings,
	}
	_ = json.Unmarshal(p.wire.Components, &m.Components) // what does not fit is left out
	return m
}
