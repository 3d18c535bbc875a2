package discord_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestPeopleSeeTheCommandsOfABotThatJustCameEvenAfterABadStart(t *testing.T) {
	bad := true
	srv := server(t, discordtest.Config{Fault: func(c discordtest.Call) *discordtest.Fault {
		if c.Method == http.MethodPut && bad {
			bad = false // the commands are set by one goroutine
			return &discordtest.Fault{Status: http.StatusBadGateway}
		}
		return nil
	}})
	h := build(t, srv, func(c *discord.Config) {
		c.Menus = func() []chat.Menu {
			return []chat.Menu{{Entries: []chat.Entry{{Name: "checkin", Description: "How are you?"}}}}
		}
	})
	h.connect()
	until(t, "the commands are there", func() bool { return len(srv.Commands("")) == 1 })
	if shown := string(srv.Commands("")[0]); !strings.Contains(shown, `"checkin"`) {
		t.Errorf("people see %s", shown)
	}
}
