package discord_test

import (
	"context"
	"fmt"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// A house that greets whoever uses a command, on a Discord of one's own.
func Example() {
	srv, err := discordtest.Start(discordtest.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer srv.Close()
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()

	heard := make(chan chat.Inbound, 1)
	d := discord.New(discord.Config{
		Token: discord.Token(srv.Token()), API: srv.URL() + "/v10", Notes: newNotes(),
		Handle: func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
			heard <- in
			return chat.Answer{}, nil
		},
	})
	running, end := context.WithCancel(ctx)
	defer end()
	ended := make(chan error, 1)
	go func() { ended <- d.Run(running) }()
	if err := srv.Ready(ctx, 1); err != nil {
		fmt.Println(err)
		return
	}

	ann := srv.Person("", "en-US")
	ann.Command("checkin", nil, discordtest.Place{})
	in := <-heard
	if err := d.Send(ctx, in.Actor, "first", chat.Say{Text: "Good to see you."}); err != nil {
		fmt.Println(err)
	}
	shown, err := ann.Next(ctx)
	fmt.Println(shown.Content, err)
	end()
	fmt.Println(<-ended)
	// Output:
	// Good to see you. <nil>
	// <nil>
}
