package discordtest_test

import (
	"fmt"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// A server is started, somebody types a command, and nobody is there to hear of it:
// the bot would connect to URL with Token.
func Example() {
	srv, err := discordtest.Start(discordtest.Config{App: "4711"})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer srv.Close()
	ann := srv.Person("42", "es-ES")
	asked := ann.Command("checkin", nil, discordtest.Place{})
	fmt.Println(ann.ID(), srv.AppID(), asked.Type == discordtest.InteractionCommand, srv.Unheard())
	// Output: 42 4711 true 1
}
