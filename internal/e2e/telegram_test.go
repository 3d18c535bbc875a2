package e2e_test

import (
	"context"
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// telegramPerson is a person in the private chat of Telegram.
type telegramPerson struct {
	server *telegramtest.Server
	person *telegramtest.Person
}

func (p *telegramPerson) id() string { return strconv.FormatInt(p.person.ID, 10) }

func (p *telegramPerson) key() string { return "telegram" }

func (p *telegramPerson) command(_ context.Context, name string) error {
	p.person.Say("/" + name)
	return nil
}

func (p *telegramPerson) say(_ context.Context, _ said, text string) error {
	p.person.Say(text)
	return nil
}

// press presses and waits until the button spins no longer.
func (p *telegramPerson) press(ctx context.Context, on said, label string) error {
	press, err := p.person.Press(on.raw.(telegramtest.Message), label)
	if err != nil {
		return err
	}
	return p.person.Answered(ctx, press)
}

func (p *telegramPerson) next(ctx context.Context) (said, error) {
	m, err := p.person.Next(ctx)
	return readOnTelegram(m), err
}

// readOnTelegram is a message as it reads on Telegram.
func readOnTelegram(m telegramtest.Message) said {
	return said{text: m.Text, labels: m.Labels(), file: m.File.Data, raw: m, hidden: m.Chat > 0}
}
