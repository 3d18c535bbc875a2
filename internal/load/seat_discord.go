package load

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// discordSeat is a private chat on the fake Discord.
type discordSeat struct {
	person *discordtest.Person
	last   *discordtest.Interaction // nil: a text was the last thing
}

func newDiscordSeat(s *discordtest.Server, number int) seat {
	return &discordSeat{person: s.Person(fmt.Sprint(1_200_000_000_000_000_000+number), "en-US")}
}

func (d *discordSeat) do(a act) error {
	d.last = nil
	switch a.kind {
	case begins:
		d.last = d.person.Command(command, nil, discordtest.Place{})
	case types:
		d.person.Say(a.words)
	case presses:
		on, _ := a.on.from.(discordtest.Message)
		button, ok := on.Button(a.words)
		if !ok {
			return fmt.Errorf("there is no button %q", a.words)
		}
		// Not Person.Press: a slow screen still shows a button that is gone by now.
		data, err := json.Marshal(map[string]any{"custom_id": button.CustomID, "component_type": button.Type, "id": button.ID})
		if err != nil {
			return fmt.Errorf("pressing: %w", err)
		}
		d.last = d.person.Interact(discordtest.InteractionComponent, data, discordtest.Place{}, &on)
	}
	return nil
}

func (d *discordSeat) next(ctx context.Context) (said, error) {
	m, err := d.person.Next(ctx)
	return said{text: m.Content, aside: m.Ephemeral, from: m}, err //nolint:wrapcheck // it says what it waited for
}

func (d *discordSeat) failed() bool { return d.last != nil && d.last.Failed() }
