package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// discordPerson is a person on Discord, in private when place is the zero one.
type discordPerson struct {
	person *discordtest.Person
	place  discordtest.Place
}

func (p *discordPerson) id() string { return p.person.ID() }

func (p *discordPerson) key() string { return "discord" }

func (p *discordPerson) private() bool { return p.place == discordtest.Place{} }

// command uses a slash command and waits until Discord is content with the answer.
func (p *discordPerson) command(ctx context.Context, name string) error {
	_, err := p.person.Command(name, nil, p.place).Answered(ctx)
	return err
}

var errForm = errors.New("there is no way to write")

// say types into the private chat, or into the form that the last message offers.
func (p *discordPerson) say(ctx context.Context, last said, text string) error {
	if p.private() {
		p.person.Say(text)
		return nil
	}
	on, _ := last.raw.(discordtest.Message)
	for _, label := range []string{"Write an answer", "Escribir una respuesta"} {
		b, ok := on.Button(label)
		if !ok {
			continue
		}
		opened, err := p.person.Press(on, b.CustomID)
		if err != nil {
			return err
		}
		if _, err := opened.Answered(ctx); err != nil {
			return err
		}
		form, err := p.person.Modal(ctx)
		if err != nil {
			return err
		}
		_, err = p.person.SubmitModal(form, map[string]string{form.Inputs()[0].CustomID: text}).Answered(ctx)
		return err
	}
	return fmt.Errorf("saying something: %w", errForm)
}

// press presses a button, or chooses from a list, and waits for the answer.
func (p *discordPerson) press(ctx context.Context, on said, label string) error {
	m, _ := on.raw.(discordtest.Message)
	var done *discordtest.Interaction
	var err error
	if b, ok := m.Button(label); ok {
		done, err = p.person.Press(m, b.CustomID)
	} else {
		done, err = p.choose(m, label)
	}
	if err != nil {
		return err
	}
	_, err = done.Answered(ctx)
	return err
}

func (p *discordPerson) choose(m discordtest.Message, label string) (*discordtest.Interaction, error) {
	for _, list := range m.Selects() {
		for _, o := range list.Options {
			if o.Label == label {
				return p.person.Select(m, list.CustomID, o.Value)
			}
		}
	}
	return nil, fmt.Errorf("choosing %q: %w", label, discordtest.ErrGone)
}

func (p *discordPerson) next(ctx context.Context) (said, error) {
	m, err := p.person.Next(ctx)
	return readOnDiscord(m), err
}

// readOnDiscord is a message as it reads on Discord.
func readOnDiscord(m discordtest.Message) said {
	s := said{text: strings.ReplaceAll(m.Content, `\`, ""), raw: m, hidden: m.Ephemeral || m.Guild == ""}
	for _, b := range m.Buttons() {
		s.labels = append(s.labels, b.Label)
	}
	for _, list := range m.Selects() {
		for _, o := range list.Options {
			s.labels = append(s.labels, o.Label)
		}
	}
	for _, f := range m.Files {
		s.file = f.Data
	}
	return s
}
