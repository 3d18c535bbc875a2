package discord_test

import (
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestWhatIsTypedComesInTheLanguageThatACommandTold(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, nil)
	h.connect()
	ann := srv.Person("", "es-ES")
	ann.Say("hola")
	ann.Command("checkin", nil, discordtest.Place{})
	ann.Say("siete")
	ann.Say("ocho")
	for i, in := range h.events(4) {
		if want := []string{"", "es-ES", "es-ES", "es-ES"}[i]; in.Locale != want {
			t.Errorf("event %d came in %q, want %q", i, in.Locale, want)
		}
	}
}
