package telegramtest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// crowdBot answers whatever it hears until the test ends it.
func crowdBot(bot *client, heardAll int) error {
	offset := int64(0)
	for seen := 0; seen < heardAll; {
		a, err := bot.try(bot.t.Context(), "getUpdates", fmt.Sprintf(`{"offset":%d,"timeout":20}`, offset))
		if err != nil {
			return err
		}
		var batch []struct {
			ID      int64 `json:"update_id"`
			Message struct {
				Chat struct{ ID int64 } `json:"chat"`
			} `json:"message"`
			Press struct{ ID string } `json:"callback_query"`
		}
		if err := json.Unmarshal(a.Result, &batch); err != nil {
			return err
		}
		for _, u := range batch {
			method, body := "answerCallbackQuery", `{"callback_query_id":"`+u.Press.ID+`"}`
			if u.Press.ID == "" {
				method = "sendMessage"
				body = `{"chat_id":` + strconv.FormatInt(u.Message.Chat.ID, 10) + `,"text":"Well?","reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"1.y"}]]}}`
			}
			if a, err := bot.try(bot.t.Context(), method, body); err != nil || !a.OK {
				return fmt.Errorf("%s: %s, %w", method, a.Description, err)
			}
			seen, offset = seen+1, u.ID+1
		}
	}
	return nil
}

func TestManyPeopleTalkAtOnce(t *testing.T) {
	const crowd = 200
	s, bot := start(t, Config{Specs: SpecsFromEnv(), CheckEvery: 20, Calls: -1})
	done := make(chan error)
	go func() { done <- crowdBot(bot, 2*crowd) }()
	ctx := soon(t)
	var people sync.WaitGroup
	for id := range int64(crowd) {
		people.Go(func() {
			p := s.Person(id+1, "en")
			p.Say("hello")
			m, err := p.Next(ctx)
			if err != nil {
				t.Error(err)
				return
			}
			press, err := p.Press(m, "Yes")
			if err != nil {
				t.Error(err)
			}
			if err := p.Answered(ctx, press); err != nil {
				t.Error(err)
			}
		})
	}
	people.Wait()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if s.Unanswered() != 0 || s.Duplicates() != 0 || s.Rates().Sent != crowd || len(s.Chats()) != crowd || len(s.Calls("")) != 0 {
		t.Errorf("%d unanswered, %d duplicates, %+v", s.Unanswered(), s.Duplicates(), s.Rates())
	}
	s.Verify(t)
}

func FuzzLimit(f *testing.F) {
	for _, text := range []string{
		"Words, 1-4096 characters after entities parsing", "Data, 1-64 bytes", "ISO 639-1 language code", "up to 64 characters",
		"At most 100 commands can be specified.", "Values between 1-100 are accepted.", "Must be between 1 and 360 if specified.",
		`Scope type, must be default`, `always "member"`, `Must be one of "danger" (red), "success" (green)`, "99999999999999999999-1",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, description string) {
		for _, name := range []string{"String", "Integer", "Float", "Array of String", "Boolean"} {
			l := parseLimit(description, []shape{parseShape(name)})
			if l.least > l.most || l.least < 0 || l.unit == unlimited && l.most != 0 {
				t.Fatalf("%q as %s: %+v", description, name, l)
			}
			for _, word := range l.words {
				if !strings.Contains(description, word) {
					t.Fatalf("%q holds no %q", description, word)
				}
			}
		}
	})
}
