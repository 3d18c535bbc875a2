package discordtest

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"
)

// Kinds of interaction.
const (
	InteractionCommand      = 2
	InteractionComponent    = 3
	InteractionAutocomplete = 4
	InteractionModal        = 5
)

// Kinds of answer to an interaction.
const (
	AnswerMessage      = 4 // a message at once
	AnswerDeferred     = 5 // "thinking", a message later
	AnswerDeferredEdit = 6 // acknowledged, the message may be edited later
	AnswerEdit         = 7 // the message of the component is edited at once
	AnswerChoices      = 8 // suggestions of an autocomplete
	AnswerModal        = 9 // a form opens
)

// ErrUnanswered says that an interaction was not answered in time: the person reads
// that the application did not respond.
var ErrUnanswered = errors.New("the interaction was not answered in time")

// Interaction is something a person did that the bot has to answer within seconds.
type Interaction struct {
	ID    string
	Token string
	Type  int

	srv      *Server
	person   *Person
	channel  *channel
	source   *post // the message of the component, or nil
	made     time.Time
	answer   *Answer // nil: not yet
	original *post   // @original
	sent     json.RawMessage
}

// Answer is the first answer to an interaction.
type Answer struct {
	Type    int
	Took    time.Duration   // from the interaction to its answer, by Config.Now
	Choices json.RawMessage // the suggestions of an autocomplete
}

// Suggestion is one value that an autocomplete offers.
type Suggestion struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Suggestions are what an autocomplete offers; nil when it was none.
func (a Answer) Suggestions() []Suggestion {
	var data struct {
		Choices []Suggestion `json:"choices"`
	}
	_ = json.Unmarshal(a.Choices, &data) // values that are no texts are left out
	return data.Choices
}

// AnswerTime tells how long one interaction waited. Late means that the answer came
// after Config.AnswerWithin and was refused.
type AnswerTime struct {
	Interaction string
	Kind        int // of the interaction
	Type        int // of the answer
	Took        time.Duration
	Late        bool
}

// Answered waits for the first answer. ErrUnanswered: the time for it is over.
func (i *Interaction) Answered(ctx context.Context) (Answer, error) {
	for {
		turn, cancel := context.WithTimeout(ctx, i.srv.cfg.AnswerWithin+time.Millisecond)
		got, err := await(turn, i.person, "an answer to an interaction", i.first)
		cancel()
		switch {
		case err == nil && got == nil:
			return Answer{}, ErrUnanswered
		case err == nil:
			return *got, nil
		case ctx.Err() != nil:
			return Answer{}, err
		}
	}
}

// first is the first answer, or nil when it is too late for one; ok when either is so.
func (i *Interaction) first() (answer *Answer, ok bool) {
	return i.answer, i.answer != nil || i.late()
}

// Deferred tells whether the person looks at "thinking…" right now.
func (i *Interaction) Deferred() bool {
	i.srv.world.mu.Lock()
	defer i.srv.world.mu.Unlock()
	return i.original != nil && i.original.wire.Flags&flagLoading != 0
}

// Failed tells whether nobody answered in time.
func (i *Interaction) Failed() bool {
	i.srv.world.mu.Lock()
	defer i.srv.world.mu.Unlock()
	return i.answer == nil && i.late()
}

// Original is the message that answers the interaction, as it looks now.
func (i *Interaction) Original() (Message, bool) {
	i.srv.world.mu.Lock()
	defer i.srv.world.mu.Unlock()
	if i.original == nil {
		return Message{}, false
	}
	return i.original.seen(), true
}

// Again sends the same event once more, as Discord may after a resume.
func (i *Interaction) Again() {
	i.srv.world.mu.Lock()
	defer i.srv.world.mu.Unlock()
	guild := ""
	if i.channel.guild != nil {
		guild = i.channel.guild.id
	}
	i.srv.dispatch("INTERACTION_CREATE", guild, i.sent, intentAny)
}

func (i *Interaction) late() bool { return i.srv.cfg.Now().Sub(i.made) > i.srv.cfg.AnswerWithin }

func (i *Interaction) expired() bool { return i.srv.cfg.Now().Sub(i.made) > i.srv.cfg.TokenLife }

// Interact does something of any type with data of any shape, at a place and on a
// message when one is given; the bot can answer it like any other.
func (p *Person) Interact(kind int, data json.RawMessage, place Place, on *Message) *Interaction {
	s := p.srv
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	c := s.enter(p, place)
	i := &Interaction{
		ID: s.ids.next(), Type: kind, srv: s, person: p, channel: c, made: s.cfg.Now(),
	}
	i.Token = "aW50ZXJhY3Rpb24" + i.ID
	if on != nil {
		i.source = p.views[on.ID]
	}
	s.world.interactions.put(i.Token, i)
	s.world.byID.put(i.ID, i)
	i.sent = encode(s.describe(i, place, data))
	s.dispatch("INTERACTION_CREATE", place.Guild, i.sent, intentAny)
	return i
}

// Where an interaction may come from.
const (
	contextGuild  = 0
	contextBotDM  = 1
	contextOthers = 2
)

func (s *Server) describe(i *Interaction, place Place, data json.RawMessage) wireInteraction {
	channel := i.channel.wire()
	w := wireInteraction{
		ID: i.ID, ApplicationID: s.cfg.App, Type: i.Type, Data: data, Channel: &channel, ChannelID: i.channel.id,
		Token: i.Token, Version: 1, Locale: i.person.locale, Entitlements: []struct{}{},
		AppPermissions: bits(place.AppPermissions, usualBot), Context: contextBotDM,
		Owners: map[string]string{"0": "0"}, AttachmentLimit: 10 << 20,
	}
	if i.source != nil {
		on := i.source.wire
		w.Message = &on
	}
	if i.channel.guild == nil {
		w.User = i.person.user()
		if i.channel.person == nil {
			w.Context, w.Owners = contextOthers, map[string]string{"1": i.person.id}
		}
		return w
	}
	w.GuildID, w.GuildLocale, w.Context = i.channel.guild.id, i.channel.guild.locale, contextGuild
	w.Member = s.member(i.channel, i.person, place)
	channel.Permissions = w.Member.Permissions
	w.Owners = map[string]string{"0": w.GuildID}
	if place.UserInstalled {
		w.Owners = map[string]string{"1": i.person.id}
	}
	return w
}

// member is a person as a member of a server: with the rights of the place where those
// are given, else with those of their roles.
func (s *Server) member(c *channel, p *Person, place Place) *wireMember {
	g := c.guild
	m := &wireMember{
		User: p.user(), Roles: append([]string{}, g.held[p.id]...), JoinedAt: "2024-01-01T00:00:00+00:00",
		Permissions: strconv.FormatUint(c.may(p, place), 10),
	}
	if nick, ok := g.nicks[p.id]; ok {
		m.Nick = &nick
	}
	return m
}
