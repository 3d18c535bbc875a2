package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"testing"
	"time"
)

// emulated is somebody on the Bot API emulator that nobody here wrote.
type emulated struct {
	url     string
	waiting []emulatedMessage
}

type emulatedMessage struct {
	ID      int `json:"messageId"`
	Message struct {
		Text   string `json:"text"`
		Markup struct {
			Rows [][]struct {
				Text string `json:"text"`
				Data string `json:"callback_data"`
			} `json:"inline_keyboard"`
		} `json:"reply_markup"`
	} `json:"message"`
}

const emulatedID = 5318008077

func (p *emulated) id() string { return fmt.Sprint(emulatedID) }

func (p *emulated) key() string { return "telegram" }

func (p *emulated) post(ctx context.Context, path string, body map[string]any, into any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+path, bytes.NewReader(data))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	return json.NewDecoder(answer.Body).Decode(into)
}

// from is what a message of this person's holds, whatever its kind.
func (p *emulated) from(more map[string]any) map[string]any {
	body := map[string]any{
		"botToken": telegramToken, "date": time.Now().Unix(),
		"from": map[string]any{"id": emulatedID, "first_name": "Ana", "is_bot": false, "language_code": "es"},
		"chat": map[string]any{"id": emulatedID, "first_name": "Ana", "type": "private"},
	}
	maps.Copy(body, more)
	return body
}

func (p *emulated) command(ctx context.Context, name string) error {
	entity := map[string]any{"type": "bot_command", "offset": 0, "length": len(name) + 1}
	return p.post(ctx, "/sendCommand", p.from(map[string]any{"text": "/" + name, "entities": []any{entity}}), new(any))
}

func (p *emulated) say(ctx context.Context, _ said, text string) error {
	return p.post(ctx, "/sendMessage", p.from(map[string]any{"text": text}), new(any))
}

func (p *emulated) press(ctx context.Context, on said, label string) error {
	m, _ := on.raw.(emulatedMessage)
	for _, row := range m.Message.Markup.Rows {
		for _, b := range row {
			if b.Text == label {
				message := p.from(map[string]any{"message_id": m.ID, "text": m.Message.Text})
				return p.post(ctx, "/sendCallback", p.from(map[string]any{"data": b.Data, "message": message}), new(any))
			}
		}
	}
	return fmt.Errorf("pressing %q: there is no such button", label)
}

func (p *emulated) next(ctx context.Context) (said, error) {
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for len(p.waiting) == 0 {
		select {
		case <-look.C:
		case <-ctx.Done():
			return said{}, ctx.Err()
		}
		var answer struct{ Result []emulatedMessage }
		if err := p.post(ctx, "/getUpdates", map[string]any{"token": telegramToken, "chatId": p.id()}, &answer); err != nil {
			return said{}, err
		}
		p.waiting = answer.Result
	}
	m := p.waiting[0]
	p.waiting = p.waiting[1:]
	s := said{text: m.Message.Text, hidden: true, raw: m}
	for _, row := range m.Message.Markup.Rows {
		for _, b := range row {
			s.labels = append(s.labels, b.Text)
		}
	}
	return s, nil
}

// emulator starts the emulator, or leaves the test out.
func emulator(t *testing.T) (node *bot, url string) {
	t.Helper()
	folder := os.Getenv("STILLPOINT_EMULATOR")
	if folder == "" {
		t.Skip("LEFT OUT: STILLPOINT_EMULATOR does not name the folder of telegram-test-api, so no emulator of others was tried")
	}
	path, err := exec.LookPath("node")
	if err != nil {
		t.Skip("LEFT OUT: node is not installed, so no emulator of others was tried")
	}
	node = start(t, path, nil, "testdata/emulator.js", folder)
	port, err := node.wrote(soon(t), node.out, `listening (\d+)`)
	if err != nil {
		t.Fatalf("%v\n%s", err, node.log)
	}
	return node, "http://127.0.0.1:" + port[1]
}

func TestAnEmulatorThatNobodyHereWroteHoldsAConversation(t *testing.T) {
	t.Parallel()
	node, url := emulator(t)
	h := onFile(t)
	b := h.serve(noDiscord, "TELEGRAM_API_URL="+url)
	ana := &person{lang: "es", platform: &emulated{url: url}}
	h.people = append(h.people, ana)
	ana.must(t, agrees(), checksIn(), breathes(), commands("journal"), hears(isKept), hears(same("")), says(same("Cantó un mirlo.")), hears(saved))
	h.speaks(ana)
	// It answers at once that there is nothing: who would ask again at once would spin.
	asked := func(after string) (string, time.Time) {
		found, err := node.wrote(soon(t), node.out, regexp.QuoteMeta(after)+`(?s:.*)(asked \d+)\n`)
		if err != nil {
			t.Fatal(err)
		}
		return found[1], time.Now()
	}
	last, _ := asked("listening")
	last, began := asked(last)
	used := b.cpu()
	for range 2 {
		last, _ = asked(last)
	}
	took, worked := time.Since(began), b.cpu()-used
	t.Logf("twenty empty polls in %v, %v of processor time", took, worked)
	if took < 2*time.Second {
		t.Errorf("the bot asks for updates again and again: twenty times in %v", took)
	}
	if worked > took/5 {
		t.Errorf("the bot worked %v in %v with nothing to do", worked, took)
	}
}
