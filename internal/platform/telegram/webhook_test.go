package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

const hookSecret = "only-Telegram-knows"

// openHook is a house that Telegram delivers to.
func openHook(t *testing.T) *house { return openHookWith(t, nil) }

func openHookWith(t *testing.T, change func(*telegram.Config)) *house {
	t.Helper()
	var door http.Handler
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { door.ServeHTTP(w, r) }))
	t.Cleanup(front.Close)
	h := build(t, func(c *telegram.Config) {
		c.Webhook = telegram.Webhook{URL: front.URL, Secret: hookSecret}
		if change != nil {
			change(c)
		}
	})
	door = h.adapter.Webhook()
	return h
}

// deliver hands the webhook something, as Telegram or as somebody who is not.
func deliver(h *house, method, secret, body string) int {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, "/", strings.NewReader(body))
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	h.adapter.ServeHTTP(w, r)
	return w.Code
}

func TestTelegramDeliversUntilAnEventIsDurable(t *testing.T) {
	h := openHook(t)
	ana := h.server.Person(41, "en")
	tries := 0
	h.answers(func(context.Context, chat.Inbound) (chat.Answer, error) {
		if tries++; tries < 3 {
			return chat.Answer{}, errStore
		}
		return chat.Answer{Open: 8}, nil
	})
	h.run(t)
	if err := h.server.AwaitCalls(soon(t), "setWebhook", 1); err != nil {
		t.Fatal(err)
	}
	ana.Say("hello")
	for _, in := range h.events(t, 3) {
		if in.ID != "m1" || in.Event != (chat.Text{Text: "hello"}) {
			t.Errorf("the house heard %+v", in)
		}
	}
	h.say(t, someone("41"), mood())
	question := next(t, ana)
	press(t, ana, question, "6")
	until(t, ana, question.ID, bare)
	if h.server.Count("getUpdates") != 0 {
		t.Error("it polled as well")
	}
}

func TestTheDeskIsOpenToWhatIsDelivered(t *testing.T) {
	h := openHookWith(t, func(c *telegram.Config) { c.Words = deskWords })
	v := town{house: h, group: h.server.Group(-1000000000077), ana: h.server.Person(41, "en")}
	v.group.Promote(v.ana)
	tries := 0
	h.answers(func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		if tries++; tries < 3 {
			return chat.Answer{}, errStore
		}
		m, _ := in.Event.(chat.Manage)
		return chat.Answer{Reply: preview(m)}, nil
	})
	h.run(t)
	if err := h.server.AwaitCalls(soon(t), "setWebhook", 1); err != nil {
		t.Fatal(err)
	}
	v.group.Say(v.ana, "/schedule every day 9:00")
	shown := next(t, v.ana)
	first, _ := v.managed(t, 1)
	if last, _ := v.managed(t, 3); last.ID != first.ID {
		t.Errorf("it came as %s and as %s", first.ID, last.ID)
	}
	press(t, v.ana, shown, "Other words")
	v.ana.Reply(next(t, v.ana), "Drink a glass")
	if _, m := v.managed(t, 5); m.Ask != (chat.Fill{Token: "f12", Text: "Drink a glass"}) {
		t.Errorf("the house heard %+v", m.Ask)
	}
}

func TestTheWebhookOpensToTelegramOnly(t *testing.T) {
	h := openHook(t)
	hello := `{"update_id":3,"message":{"message_id":9,"chat":{"id":41,"type":"private"},"from":{"id":41},"text":"hello"}}`
	if got := deliver(h, http.MethodPost, hookSecret, hello); got != http.StatusServiceUnavailable {
		t.Errorf("before it runs it answers %d", got)
	}
	h.run(t)
	if err := h.server.AwaitCalls(soon(t), "setWebhook", 1); err != nil {
		t.Fatal(err)
	}
	for name, story := range map[string]struct {
		method, secret, body string
		want                 int
	}{
		"Telegram":                       {http.MethodPost, hookSecret, hello, http.StatusOK},
		"somebody without the secret":    {http.MethodPost, "", hello, http.StatusUnauthorized},
		"somebody with half of it":       {http.MethodPost, hookSecret[:9], hello, http.StatusUnauthorized},
		"somebody who only looks":        {http.MethodGet, hookSecret, "", http.StatusMethodNotAllowed},
		"something that is no JSON":      {http.MethodPost, hookSecret, "hello", http.StatusBadRequest},
		"something that is far too long": {http.MethodPost, hookSecret, strings.Repeat(" ", 2<<20), http.StatusRequestEntityTooLarge},
		"an update nobody can read":      {http.MethodPost, hookSecret, `{"update_id":4,"message":7}`, http.StatusOK},
		"an update about nothing of us":  {http.MethodPost, hookSecret, `{"update_id":5,"poll":{}}`, http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			if got := deliver(h, story.method, story.secret, story.body); got != story.want {
				t.Errorf("it answers %d and not %d", got, story.want)
			}
		})
	}
	if heard := h.events(t, 1); len(heard) != 1 {
		t.Errorf("the house heard %v", heard)
	}
	if err := h.stop(); err != nil {
		t.Fatal(err)
	}
	if got := deliver(h, http.MethodPost, hookSecret, hello); got != http.StatusServiceUnavailable {
		t.Errorf("after it ended it answers %d", got)
	}
}

// TestWhatIsDeliveredBehindAFailureIsOverheard has two events delivered side by side:
// the first cannot be kept, so the second has to be delivered again.
func TestWhatIsDeliveredBehindAFailureIsOverheard(t *testing.T) {
	heard := make(chan string, 10)
	hello := `{"update_id":N,"message":{"message_id":N,"chat":{"id":41,"type":"private"},"from":{"id":41},"text":"tN"}}`
	h := build(t, func(c *telegram.Config) {
		c.Webhook = telegram.Webhook{URL: "http://127.0.0.1:1", Secret: hookSecret}
		listens(heard, 0)(c)
	})
	release, begun := make(chan struct{}), make(chan struct{}, 1)
	h.answers(func(context.Context, chat.Inbound) (chat.Answer, error) {
		begun <- struct{}{}
		<-release
		return chat.Answer{}, errStore
	})
	h.run(t)
	if err := h.server.AwaitCalls(soon(t), "setWebhook", 1); err != nil {
		t.Fatal(err)
	}
	codes := make(chan int)
	post := func(n string) { codes <- deliver(h, http.MethodPost, hookSecret, strings.ReplaceAll(hello, "N", n)) }
	go post("1")
	<-begun
	for _, n := range []string{"2", "3", "4", "5", "6", "7", "8"} {
		go post(n)
	}
	if got := <-codes; got != http.StatusServiceUnavailable { // the eighth, so all others stand in line
		t.Errorf("it answers %d", got)
	}
	close(release)
	for range 7 {
		if got := <-codes; got != http.StatusServiceUnavailable {
			t.Errorf("it answers %d", got)
		}
	}
	for range 6 {
		select {
		case text := <-heard:
			if text == "t1" {
				t.Error("the one that failed was overheard")
			}
		case <-soon(t).Done():
			t.Fatal("what stood behind was not overheard")
		}
	}
}

func TestNoMoreThanSevenOfOnePersonAreUnderWay(t *testing.T) {
	h := openHook(t)
	release := make(chan struct{})
	h.answers(func(context.Context, chat.Inbound) (chat.Answer, error) { <-release; return chat.Answer{}, nil })
	h.run(t)
	if err := h.server.AwaitCalls(soon(t), "setWebhook", 1); err != nil {
		t.Fatal(err)
	}
	codes := make(chan int)
	for i := range 9 {
		body := strings.ReplaceAll(`{"update_id":N,"message":{"message_id":N,"chat":{"id":41,"type":"private"},"from":{"id":41},"text":"hello"}}`, "N", string(rune('1'+i)))
		go func() { codes <- deliver(h, http.MethodPost, hookSecret, body) }()
	}
	for range 2 {
		if got := <-codes; got != http.StatusServiceUnavailable {
			t.Errorf("one too many was answered %d", got)
		}
	}
	close(release)
	for range 7 {
		if got := <-codes; got != http.StatusOK {
			t.Errorf("one of the seven was answered %d", got)
		}
	}
	if n := len(h.events(t, 7)); n != 7 {
		t.Errorf("the house heard %d", n)
	}
}

func TestASecretNeverShowsItself(t *testing.T) {
	var printed bytes.Buffer
	secret := telegram.Secret(hookSecret)
	text, err := secret.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	printed.WriteString(secret.String() + secret.GoString() + string(text) + secret.LogValue().String())
	if strings.Contains(printed.String(), hookSecret) {
		t.Errorf("it shows as %s", &printed)
	}
}

func TestWhatCannotWorkIsSaidAtOnce(t *testing.T) {
	handle := func(context.Context, chat.Inbound) (chat.Answer, error) { return chat.Answer{}, nil }
	for name, cfg := range map[string]telegram.Config{
		"no token":                 {Handle: handle},
		"a token with a space":     {Handle: handle, Token: "123:abc def"},
		"a token with a line end":  {Handle: handle, Token: "123:abc\n"},
		"nobody who handles":       {Token: "123:abc"},
		"no address":               {Handle: handle, Token: "123:abc", API: "api.telegram.org"},
		"a key that is too short":  {Handle: handle, Token: "123:abc", LinkKey: []byte("short")},
		"a webhook without secret": {Handle: handle, Token: "123:abc", Webhook: telegram.Webhook{URL: "https://example.org"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := telegram.New(cfg)
			if err == nil || strings.Contains(err.Error(), "abc") && !strings.Contains(err.Error(), "ABC-def") {
				t.Errorf("it ended with %v", err)
			}
		})
	}
}

func TestAWebhookPromisesNoMoreThanIsKnown(t *testing.T) {
	h := openHook(t)
	healths := make(chan telegram.Health, 1)
	h.answers(func(context.Context, chat.Inbound) (chat.Answer, error) {
		healths <- h.adapter.Health()
		return chat.Answer{}, nil
	})
	h.run(t)
	ana := h.server.Person(41, "en")
	now := h.adapter.Health()
	for deadline := soon(t); !now.OK() && deadline.Err() == nil; now = <-healths {
		ana.Say("hello") // the first may come before it is known that Telegram agrees
	}
	if !now.OK() || now.Says != "Updates are expected at the webhook." {
		t.Errorf("the health is %+v", now)
	}
}

func TestATokenThatIsTakenBackEndsAWebhookToo(t *testing.T) {
	h := openHook(t)
	ended := make(chan error, 1)
	go func() { ended <- h.adapter.Run(soon(t)) }()
	if err := h.server.AwaitCalls(soon(t), "setWebhook", 1); err != nil {
		t.Fatal(err)
	}
	h.server.Person(41, "en")
	h.server.Misbehave(func(telegramtest.Call) *telegramtest.Fault { return telegramtest.Unauthorized() })
	if err := h.adapter.Send(soon(t), someone("41"), "", chat.Say{Text: "hello"}); err == nil {
		t.Error("the send succeeded")
	}
	if err := <-ended; !errors.Is(err, telegram.ErrToken) || h.adapter.Health().State != telegram.Refused {
		t.Errorf("it ended with %v and is %+v", err, h.adapter.Health())
	}
}
