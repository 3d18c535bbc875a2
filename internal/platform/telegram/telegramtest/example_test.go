package telegramtest_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// A person writes, and a bot, here a single call, answers with a button.
func Example() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	server, err := telegramtest.Start(telegramtest.Config{Specs: telegramtest.SpecsFromEnv()})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()

	ana := server.Person(41, "es")
	ana.Say("/start")

	body := `{"chat_id":41,"text":"How are you?","reply_markup":{"inline_keyboard":[[{"text":"Well","callback_data":"1.w"}]]}}`
	resp, err := http.Post(server.URL()+"/bot"+server.Token()+"/sendMessage", "application/json", strings.NewReader(body))
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = resp.Body.Close()
	http.DefaultClient.CloseIdleConnections()

	message, err := ana.Next(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(message.Text, message.Labels())
	if _, err = ana.Press(message, "Well"); err != nil {
		fmt.Println(err)
	}
	fmt.Println("updates that wait for the bot:", server.Pending())
	fmt.Println("presses without an answer:", server.Unanswered())
	fmt.Println("violations:", len(server.Violations()))
	// Output:
	// How are you? [Well]
	// updates that wait for the bot: 2
	// presses without an answer: 1
	// violations: 0
}
