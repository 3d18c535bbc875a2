package telegramtest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"
)

const hello = `{"chat_id":1,"text":"hello"}`

func TestCallsGoWrongAsAsked(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault *Fault
		code  int
		after int
		sent  int // messages that are in the chat
	}{
		{"too many", TooMany(1500 * time.Millisecond), http.StatusTooManyRequests, 2, 0},
		{"an internal error", Broken(), http.StatusInternalServerError, 0, 0},
		{"a token that was taken back", Unauthorized(), http.StatusUnauthorized, 0, 0},
		{"another program", Conflicting(), http.StatusConflict, 0, 0},
		{"a refusal", Refused("no"), http.StatusBadRequest, 0, 0},
		{"somebody who left", Forbidden("user is deactivated"), http.StatusForbidden, 0, 0},
		{"a group that moved", Moved(-9), http.StatusBadRequest, 0, 0},
		{"a slow one", Slow(time.Millisecond), 0, 0, 1},
		{"nothing", nil, 0, 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, bot := start(t, Config{})
			ana := s.Person(1, "")
			s.Misbehave(Times(1, "sendMessage", tt.fault))
			a, err := bot.try(t.Context(), "sendMessage", hello)
			if err != nil || a.Code != tt.code || a.Parameters.RetryAfter != tt.after || len(ana.Messages()) != tt.sent {
				t.Errorf("answered %+v, %v with %d messages", a, err, len(ana.Messages()))
			}
			bot.call("sendMessage", hello)
			s.Misbehave(nil)
			bot.call("sendMessage", hello)
		})
	}
}

func TestAnswersGetLostAndMessagesDoNot(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault *Fault
	}{
		{"cut in the middle", CutAnswer()},
		{"not answered", LostAnswer()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, bot := start(t, Config{})
			ana := s.Person(1, "")
			s.Misbehave(Times(1, "", tt.fault))
			if a, err := bot.try(t.Context(), "sendMessage", hello); err == nil {
				t.Errorf("answered %+v", a)
			}
			bot.call("sendMessage", hello)
			if got := len(ana.Messages()); got != 2 || s.Duplicates() != 1 || ana.Duplicates() != 1 {
				t.Errorf("%d messages, %d duplicates", got, s.Duplicates())
			}
		})
	}
}

func TestAWebPageComesInsteadOfJSON(t *testing.T) {
	s, bot := start(t, Config{})
	s.Person(1, "")
	s.Misbehave(func(Call) *Fault { return BadGateway() })
	if a, err := bot.try(t.Context(), "sendMessage", hello); !errors.Is(err, errNoJSON) || a.Code != http.StatusBadGateway {
		t.Errorf("answered %+v, %v", a, err)
	}
}

func TestACallIsHeldUntilItIsReleasedOrGivenUp(t *testing.T) {
	for _, tt := range []struct {
		name string
		make func(<-chan struct{}) *Fault
		sent int // when it was given up
	}{
		{"before it takes effect", Held, 0},
		{"after it took effect", HeldAnswer, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, bot := start(t, Config{})
			ana := s.Person(1, "")
			release := make(chan struct{})
			s.Misbehave(func(Call) *Fault { return tt.make(release) })
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error)
			go func() {
				_, err := bot.try(ctx, "sendMessage", hello)
				done <- err
			}()
			if err := s.AwaitCalls(soon(t), "sendMessage", 1); err != nil {
				t.Fatal(err)
			}
			if tt.sent == 1 {
				if _, err := ana.Next(soon(t)); err != nil {
					t.Fatal(err)
				}
			}
			cancel()
			if err := <-done; !errors.Is(err, context.Canceled) {
				t.Errorf("given up with %v", err)
			}
			s.Misbehave(nil)
			bot.call("sendMessage", hello)
			if got := len(ana.Messages()); got != tt.sent+1 {
				t.Errorf("%d messages", got)
			}
			s.Misbehave(func(Call) *Fault { return tt.make(release) })
			go func() {
				_, err := bot.try(t.Context(), "sendMessage", hello)
				done <- err
			}()
			if err := s.AwaitCalls(soon(t), "sendMessage", 3); err != nil {
				t.Fatal(err)
			}
			close(release)
			if err := <-done; err != nil {
				t.Errorf("released, it ended with %v", err)
			}
		})
	}
}

func TestClosingLetsGoOfWhatIsHeld(t *testing.T) {
	s, bot := start(t, Config{})
	s.Person(1, "")
	s.Misbehave(func(Call) *Fault { return Held(nil) })
	s.Misbehave(func(Call) *Fault { return Held(make(chan struct{})) })
	done := make(chan error)
	go func() {
		_, err := bot.try(t.Context(), "sendMessage", hello)
		done <- err
	}()
	if err := s.AwaitCalls(soon(t), "sendMessage", 1); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s.Close()
	if err := <-done; err == nil {
		t.Error("a closed server answered")
	}
}

func TestCallsAreRememberedUpToALimitAndCountedWithoutOne(t *testing.T) {
	s, bot := start(t, Config{Calls: 3})
	s.Person(1, "")
	for range 4 {
		bot.call("getMe", `{}`)
	}
	bot.call("sendMessage", hello)
	calls := s.Calls("")
	if len(calls) != 3 || calls[0].Number != 3 || calls[2].Method != "sendMessage" || calls[2].Params.Text("text") != "hello" ||
		calls[2].Chat() != 1 || calls[2].At.IsZero() {
		t.Errorf("remembered %+v", calls)
	}
	s.Record(false)
	bot.call("getMe", `{}`)
	if got := s.Calls("getMe"); len(got) != 2 || s.Count("getMe") != 5 {
		t.Errorf("%d are remembered, %d counted", len(got), s.Count("getMe"))
	}
}

func TestAParameterReadsTheSameHoweverItCame(t *testing.T) {
	asJSON, err := parseJSON([]byte(`{"n":5,"s":"5","yes":true,"o":{"a":1},"q":"{\"a\":1}","null":null}`))
	if err != nil {
		t.Fatal(err)
	}
	form := formParams(map[string][]string{"n": {"5"}, "s": {"5"}, "yes": {"true"}, "o": {`{"a":1}`}, "q": {`{"a":1}`}})
	for name, p := range map[string]Params{"JSON": asJSON, "a form": form} {
		if p.Int("n") != 5 || p.Int("s") != 5 || p.Text("n") != "5" || !p.Bool("yes") || string(p.JSON("o")) != `{"a":1}` ||
			string(p.JSON("q")) != `{"a":1}` || p.Has("null") || p.JSON("none") != nil || p.Int("o") != 0 || len(p.Names()) != 5 {
			t.Errorf("%s reads as %+v", name, p)
		}
	}
}

func FuzzParams(f *testing.F) {
	for _, body := range []string{"", "{}", "null", `{"a":"b"}`, `{"a":[1,{"b":null}]}`, `{"reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}}`, "[", "\x00"} {
		f.Add([]byte(body))
	}
	s, err := parseSpec([]byte(small))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := parseJSON(body)
		if err != nil {
			return
		}
		s.checkCall("say", p)
		for _, name := range p.Names() {
			var text string
			if !p.Has(name) || json.Unmarshal(p.values[name], &text) == nil && text != p.Text(name) {
				t.Fatalf("%q reads as %q, want %q", name, p.Text(name), text)
			}
			p.Int(name)
			p.Bool(name)
			if k, err := parseKeyboard(p.JSON(name)); err == nil && len(k.rows) > 0 && k.raw == nil {
				t.Fatal("buttons without a keyboard")
			}
		}
	})
}
