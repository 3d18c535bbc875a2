package discord

import (
	"encoding/json"
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// community is a server as an actor.
func community(id string) chat.Actor {
	return chat.Actor{Platform: Platform, Kind: chat.Community, ID: id}
}

// fromModerator reads what is about a server's reminders; ours is false for anything
// else.
func fromModerator(i rawInteraction, slot *interaction) (got received, ours bool) {
	if !slot.server || !isID(i.GuildID) {
		return received{}, false
	}
	ask, ours := slot.schedule(i)
	if !ours {
		return received{}, false
	}
	slot.asks, slot.server, slot.guild = true, true, i.GuildID
	got = received{who: community(i.GuildID), slot: slot}
	if ask != nil {
		manage := chat.Manage{By: moderator(i), Ask: ask}
		got.in = &chat.Inbound{ID: "i" + i.ID, Actor: got.who, Locale: i.GuildLocale, Event: manage}
	}
	return got, true
}

// schedule finds what a moderator did, and how it is answered. The request is nil when
// there is nothing to hand in.
func (slot *interaction) schedule(i rawInteraction) (ask chat.Request, ours bool) {
	switch i.Type {
	case commandInteraction, autocompleteInteraction:
		var data struct {
			Name     string          `json:"name"`
			Options  []rawOption     `json:"options"`
			Resolved json.RawMessage `json:"resolved"`
		}
		if json.Unmarshal(i.Data, &data) != nil || data.Name != scheduleName || len(data.Options) == 0 {
			return nil, false
		}
		sub := given{guild: i.GuildID, options: data.Options[0].Options}
		_ = json.Unmarshal(data.Resolved, &sub.known) // a name that is not told is not needed
		if i.Type == autocompleteInteraction {
			slot.kind, slot.query = bySuggest, sub.query(i)
			return nil, true
		}
		slot.kind = byMessage
		ask = sub.request(data.Options[0].Name, i.here())
		slot.refused = sub.refusal(ask, i)
		return ask, true
	case componentInteraction, modalInteraction:
		return slot.part(i)
	}
	return nil, false
}

// part reads a press of a button of a Reply, or a form that was sent in.
func (slot *interaction) part(i rawInteraction) (ask chat.Request, ours bool) {
	var data struct {
		CustomID   string          `json:"custom_id"`
		Components json.RawMessage `json:"components"`
	}
	if json.Unmarshal(i.Data, &data) != nil {
		return nil, false
	}
	slot.kind = byUpdate
	if token, ok := parseTap(data.CustomID); ok && i.Type == componentInteraction {
		return chat.Tap{Token: token}, true
	}
	form, ok := parseSheet(data.CustomID)
	switch {
	case !ok:
		return nil, false
	case i.Type == componentInteraction:
		slot.kind, slot.form, slot.label = bySheet, &form, labelOf(i, data.CustomID)
		return nil, true
	case i.Message == nil:
		slot.kind = byMessage
	}
	slot.filled = true
	return chat.Fill{Token: form.token, Text: written(data.Components)}, true
}

// moderator is who did it, as Discord told just now.
func moderator(i rawInteraction) chat.Moderator {
	m := chat.Moderator{ID: i.user(), Locale: i.Locale}
	if i.Member == nil {
		return m
	}
	m.Manages = i.may().any(mayManageServer | mayManageEvents)
	_ = json.Unmarshal(i.Member.Roles, &m.Roles) // what cannot be read gives no right either
	m.Name = textOf(i.Member.Nick)
	if u := i.Member.User; u != nil && m.Name == "" {
		if m.Name = textOf(u.GlobalName); m.Name == "" {
			m.Name = textOf(u.Username)
		}
	}
	return m
}

// here is where it was done.
func (i rawInteraction) here() chat.Place {
	if !isID(i.ChannelID) {
		return chat.Place{}
	}
	return chat.Place{ID: i.ChannelID, Name: i.at().Name}
}

// textOf is a text, and empty for anything else.
func textOf(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		return ""
	}
	return text
}

// given is what was filled in behind a subcommand.
type given struct {
	guild   string
	options []rawOption
	known   struct {
		Roles    map[string]rawRole  `json:"roles"`
		Channels map[string]rawPlace `json:"channels"`
	}
}

func (g given) value(name string) json.RawMessage {
	for _, o := range g.options {
		if o.Name == name {
			return o.Value
		}
	}
	return nil
}

func (g given) text(name string) string { return textOf(g.value(name)) }

func (g given) yes(name string) bool { return string(g.value(name)) == "true" }

func (g given) whole(name string) int {
	n, err := strconv.Atoi(string(g.value(name)))
	if err != nil {
		return 0
	}
	return n
}

// role is the one that was chosen. Everybody is none: a server's widest role is never
// mentioned and gives no rights.
func (g given) role(name string) chat.Role {
	id := g.text(name)
	if !isID(id) || id == g.guild {
		return chat.Role{}
	}
	return chat.Role{ID: id, Name: g.known.Roles[id].Name}
}

func (g given) place(name string) chat.Place {
	id := g.text(name)
	if !isID(id) {
		return chat.Place{}
	}
	return chat.Place{ID: id, Name: g.known.Channels[id].Name}
}

func (g given) draft() chat.Draft {
	return chat.Draft{
		When: g.text("when"), Zone: g.text("zone"), What: g.text("what"), Text: g.text("text"),
		Place: g.place("place"), Role: g.role("role"), MonthEnd: g.text("month-end"), Spread: g.whole("spread"),
	}
}

// request is what a subcommand asks for. One that is not known yet gets an overview.
func (g given) request(sub string, here chat.Place) chat.Request {
	switch sub {
	case "new":
		draft := g.draft()
		if draft.Place.ID == "" {
			draft.Place = here
		}
		return draft
	case "edit":
		draft := g.draft()
		if g.value("spread") != nil && draft.Spread == 0 {
			draft.Spread = -1 // not one that stays as it is
		}
		return chat.Alter{Which: g.text("which"), Draft: draft, NoRole: g.yes("no-role")}
	case "history":
		return chat.History{}
	case "settings":
		return chat.Adjust{
			Zone: g.text("zone"), Steward: g.role("steward"), NoSteward: g.yes("no-steward"), Locale: g.text("language"),
		}
	}
	deeds := map[string]chat.Deed{
		"show": chat.Look, "pause": chat.Pause, "resume": chat.Resume, "skip": chat.Skip, "delete": chat.Remove,
	}
	if deed, ok := deeds[sub]; ok {
		return chat.Act{Which: g.text("which"), Do: deed}
	}
	return chat.Overview{}
}

// query is what is being typed; nil when it cannot be completed.
func (g given) query(i rawInteraction) *chat.Query {
	fields := map[string]chat.Field{
		"when": chat.FieldWhen, "zone": chat.FieldZone, "what": chat.FieldWhat, "which": chat.FieldWhich,
	}
	for _, o := range g.options {
		field, ok := fields[o.Name]
		if !o.Focused || !ok {
			continue
		}
		q := &chat.Query{Community: community(g.guild), By: moderator(i), Of: field, Typed: textOf(o.Value)}
		if field == chat.FieldWhen {
			q.Zone = g.text("zone")
		}
		return q
	}
	return nil
}
