package telegram_test

import (
	"context"
	"fmt"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// A bot that hears what somebody writes and asks something back, against a Telegram
// that lives in this process.
func Example() {
	server, err := telegramtest.Start(telegramtest.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()

	heard := make(chan chat.Inbound, 1)
	adapter, err := telegram.New(telegram.Config{
		Token: telegram.Secret(server.Token()),
		API:   server.URL(),
		Handle: func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
			heard <- in // the real house stores it here
			return chat.Answer{}, nil
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- adapter.Run(ctx) }()

	ana := server.Person(41, "en")
	ana.Say("🌱 /checkin")
	in := <-heard
	fmt.Printf("%s: %+v\n", in.ID, in.Event)

	question := chat.Say{Text: "Did you sleep well?", Question: 1, Choices: []chat.Choice{{Token: "y", Label: "Yes"}, {Token: "n", Label: "No"}}}
	if err := adapter.Send(ctx, in.Actor, "1", question); err != nil {
		fmt.Println(err)
	}
	m, err := ana.Next(ctx)
	fmt.Println(m.Text, m.Labels(), err)

	cancel()
	fmt.Println(<-ended)
	// Output:
	// m1: {Name:checkin Args: Signal:none}
	// Did you sleep well? [Yes No] <nil>
	// <nil>
}
