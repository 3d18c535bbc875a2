package discord

import (
	"encoding/json"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

type rawInteraction struct {
	ID        string   `json:"id"`
	Token     string   `json:"token"`
	Type      int      `json:"type"`
	Locale    string   `json:"locale"`
	GuildID   string   `json:"guild_id"`
	ChannelID string   `json:"channel_id"`
	Context   *int     `json:"context"`
	User      *rawUser `json:"user"`
	Member    *struct {
		User        *rawUser        `json:"user"`
		Nick        json.RawMessage `json:"nick"`
		Roles       json.RawMessage `json:"roles"`
		Permissions json.RawMessage `json:"permissions"`
	} `json:"member"`
	Channel     json.RawMessage `json:"channel"`
	GuildLocale string          `json:"guild_locale"`
	Message     *struct {
		Content    string          `json:"content"`
		Components json.RawMessage `json:"components"`
	} `json:"message"`
	Data json.RawMessage `json:"data"`
}

// The kinds of interaction.
const (
	pingInteraction         = 1
	commandInteraction      = 2
	componentInteraction    = 3
	autocompleteInteraction = 4
	modalInteraction        = 5
)

// contextDM is a private chat with the bot.
const contextDM = 1

func (i rawInteraction) user() string {
	switch {
	case i.Member != nil && i.Member.User != nil:
		return i.Member.User.ID
	case i.User != nil:
		return i.User.ID
	}
	return ""
}

func (i rawInteraction) private() bool {
	if i.Context != nil {
		return *i.Context == contextDM
	}
	return i.GuildID == ""
}

func fromInteraction(i rawInteraction) (received, bool) {
	if i.Type == pingInteraction || !isID(i.ID) || !isToken(i.Token) || !isID(i.user()) {
		return received{}, false
	}
	slot := &interaction{who: person(i.user()), id: i.ID, token: i.Token, locale: i.Locale, server: !i.private()}
	if got, ours := fromModerator(i, slot); ours {
		return got, true
	}
	got := received{who: slot.who, slot: slot}
	if !slot.server && isID(i.ChannelID) {
		got.dm = i.ChannelID
	}
	if event := slot.read(i); event != nil {
		got.in = &chat.Inbound{ID: "i" + i.ID, Actor: got.who, Locale: i.Locale, Event: event}
	} else if slot.kind == byNothing && i.Message == nil {
		slot.kind = notAtAll // there is no message that could be left as it is
	}
	return got, true
}

// isToken reports whether s can stand in an address as it is.
func isToken(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_.=~:", r) {
			return false
		}
	}
	return s != "" && len(s) <= 1024 && strings.Trim(s, ".") != ""
}

// read finds what was done, and how it is answered; nil when there is nothing to
// hand in.
func (slot *interaction) read(i rawInteraction) chat.Event {
	switch i.Type {
	case commandInteraction:
		return slot.command(i)
	case componentInteraction:
		return slot.component(i)
	case modalInteraction:
		return slot.modal(i)
	case autocompleteInteraction:
		slot.kind = bySuggest
	default:
		slot.kind = notAtAll
	}
	return nil
}

type rawOption struct {
	Name    string          `json:"name"`
	Type    int             `json:"type"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
	Options []rawOption     `json:"options"`
}

func (slot *interaction) command(i rawInteraction) chat.Event {
	slot.kind = byMessage
	var data struct {
		Name    string      `json:"name"`
		Type    int         `json:"type"`
		Options []rawOption `json:"options"`
	}
	if json.Unmarshal(i.Data, &data) != nil || data.Type > 1 || !isName(data.Name) {
		slot.kind = notAtAll
		return nil
	}
	return chat.Command{Name: data.Name, Args: strings.Join(arguments(nil, data.Options, 3), " ")}
}

// arguments joins the values of options in the order in which they were given; a
// subcommand is a word like any other.
func arguments(words []string, options []rawOption, depth int) []string {
	for _, o := range options {
		if len(o.Value) == 0 {
			if words = append(words, o.Name); depth > 0 {
				words = arguments(words, o.Options, depth-1)
			}
			continue
		}
		var text string
		if json.Unmarshal(o.Value, &text) != nil {
			text = string(o.Value)
		}
		if text = strings.TrimSpace(text); text != "" {
			words = append(words, text)
		}
	}
	return words
}

func (slot *interaction) component(i rawInteraction) chat.Event {
	slot.kind = byNothing
	var data struct {
		CustomID string   `json:"custom_id"`
		Values   []string `json:"values"`
	}
	if json.Unmarshal(i.Data, &data) != nil {
		return nil
	}
	if script, ok := parsePost(data.CustomID); ok {
		slot.kind = byMessage // privately, like a command: the post stays as it is
		return chat.Begin{Script: script}
	}
	id, ok := parseWire(data.CustomID)
	if ok && id.aim == aimList && len(data.Values) == 1 {
		id, ok = parseWire(data.Values[0])
	}
	slot.label = labelOf(i, id.String())
	switch {
	case ok && id.aim == aimWrite:
		slot.kind, slot.write = bySheet, &id
	case ok && id.aim == aimAnswer:
		slot.kind = byUpdate
		slot.pressed = &pressed{question: id.question, content: contentOf(i), chosen: slot.label}
		return chat.Press{Question: id.question, Token: id.token}
	}
	return nil
}

func (slot *interaction) modal(i rawInteraction) chat.Event {
	slot.kind = byNothing
	var data struct {
		CustomID   string          `json:"custom_id"`
		Components json.RawMessage `json:"components"`
	}
	if json.Unmarshal(i.Data, &data) != nil {
		return nil
	}
	id, ok := parseWire(data.CustomID)
	text := strings.TrimSpace(written(data.Components))
	if !ok || id.aim != aimWrite || text == "" {
		return nil
	}
	slot.kind = byMessage
	if i.Message != nil {
		slot.kind = byUpdate
		slot.pressed = &pressed{question: id.question, content: contentOf(i), chosen: text}
	}
	return chat.Text{Text: text}
}

func contentOf(i rawInteraction) string {
	if i.Message == nil {
		return ""
	}
	return i.Message.Content
}
