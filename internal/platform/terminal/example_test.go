package terminal_test

import (
	"context"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/terminal"
)

// A plain terminal asks, reads a line and answers. What is typed arrives at
// Handle; what is to be shown goes to Send, from wherever it comes.
func Example() {
	me := chat.Actor{Platform: "terminal", Kind: chat.Person, ID: "me"}
	var t *terminal.Terminal
	t = terminal.New(terminal.Config{
		In:    strings.NewReader("2\n"),
		Plain: true,
		Actor: me,
		Greet: true,
		Handle: func(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
			switch event := in.Event.(type) {
			case chat.Lifecycle:
				return chat.Answer{}, t.Send(ctx, me, "1", chat.Say{
					Text:     "How are you?",
					Choices:  []chat.Choice{{Token: "calm", Label: "Calm"}, {Token: "tense", Label: "Tense"}},
					Controls: []chat.Control{{Token: "stop", Label: "Stop", Word: "stop"}},
				})
			case chat.Press:
				return chat.Answer{}, t.Send(ctx, me, "2", chat.Say{Text: "Noted: " + event.Token})
			}
			return chat.Answer{}, nil
		},
	})
	if err := t.Run(context.Background()); err != nil {
		panic(err)
	}
	// Output:
	// How are you?
	//   [1] Calm   [2] Tense
	// (stop)
	//
	// > 2
	// Noted: tense
}
