package load

import (
	"context"
	"fmt"

	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// firstTelegram is the id of the first person: as long as those of today.
const firstTelegram = 5_000_000_000

// telegramSeat is a private chat on the fake Telegram.
type telegramSeat struct{ person *telegramtest.Person }

func newTelegramSeat(s *telegramtest.Server, number int) seat {
	return telegramSeat{person: s.Person(firstTelegram+int64(number), "en")}
}

func (t telegramSeat) do(a act) error {
	switch a.kind {
	case begins:
		t.person.Say("/" + command)
	case types:
		t.person.Say(a.words)
	case presses:
		on, _ := a.on.from.(telegramtest.Message)
		if _, err := t.person.Press(on, a.words); err != nil {
			return fmt.Errorf("pressing: %w", err)
		}
	}
	return nil
}

func (t telegramSeat) next(ctx context.Context) (said, error) {
	m, err := t.person.Next(ctx)
	return said{text: m.Text, from: m}, err //nolint:wrapcheck // it says what it waited for
}

// failed is never so: Telegram keeps what a bot has not heard.
func (telegramSeat) failed() bool { return false }
