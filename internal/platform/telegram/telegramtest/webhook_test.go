package telegramtest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"
)

// inbox is a bot that is called.
type inbox struct {
	*httptest.Server
	mu     sync.Mutex
	status func(seen int, u heard) int
	seen   []heard
	secret []string
	most   int // at the same time
	now    int
	hold   chan struct{} // nil: nothing is held
	bell   bell
}

func newInbox(t *testing.T, status func(seen int, u heard) int) *inbox {
	t.Helper()
	in := &inbox{status: status}
	in.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		var u heard
		if err == nil {
			err = json.Unmarshal(raw, &u)
		}
		if err != nil {
			t.Errorf("a webhook was called with %q: %v", raw, err)
		}
		w.WriteHeader(in.take(r, u))
	}))
	t.Cleanup(in.Close)
	return in
}

func (in *inbox) take(r *http.Request, u heard) int {
	in.mu.Lock()
	in.now++
	in.most = max(in.most, in.now)
	hold := in.hold
	in.seen = append(in.seen, u)
	in.secret = append(in.secret, r.Header.Get("X-Telegram-Bot-Api-Secret-Token"))
	seen := len(in.seen)
	in.mu.Unlock()
	in.bell.ring()
	if hold != nil {
		<-hold
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	in.now--
	return in.status(seen, u)
}

func all200(int, heard) int { return http.StatusOK }

// await waits until the bot has been called n times.
func (in *inbox) await(t *testing.T, n int) []heard {
	t.Helper()
	got, err := await(soon(t), &in.bell, "waiting for a webhook", func() ([]heard, bool) {
		in.mu.Lock()
		defer in.mu.Unlock()
		return slices.Clone(in.seen), len(in.seen) >= n
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestAWebhookIsCalledWithTheSecretUntilItTakesTheUpdate(t *testing.T) {
	s, bot := start(t, Config{HookPause: time.Millisecond})
	in := newInbox(t, func(seen int, _ heard) int {
		if seen <= 2 {
			return http.StatusServiceUnavailable
		}
		return http.StatusNoContent
	})
	ana := s.Person(1, "")
	ana.Say("before")
	bot.call("setWebhook", `{"url":"`+in.URL+`/hook","secret_token":"s3cret","allowed_updates":["message"]}`)
	ana.Say("after")
	got := in.await(t, 4)
	if want := []int64{1, 1, 1, 2}; !slices.Equal(ids(got), want) || got[0].Message.Text != "before" {
		t.Errorf("called with %v, want %v", ids(got), want)
	}
	if slices.ContainsFunc(in.secret, func(secret string) bool { return secret != "s3cret" }) {
		t.Errorf("the secrets were %q", in.secret)
	}
	bot.refuse(http.StatusConflict, "getUpdates", `{}`)
	var info struct {
		URL  string
		Last string `json:"last_error_message"`
	}
	if err := json.Unmarshal(bot.call("getWebhookInfo", `{}`), &info); err != nil || info.URL != in.URL+"/hook" || info.Last == "" {
		t.Errorf("the webhook is described as %+v, %v", info, err)
	}
	bot.call("deleteWebhook", `{}`)
	ana.Say("at last")
	// The one that the bot had not answered yet may come a second time.
	if got := bot.updates(`{"timeout":5}`); len(got) == 0 || got[len(got)-1].Message.Text != "at last" {
		t.Errorf("a poll after the webhook got %+v", got)
	}
}

func TestAWebhookThatNeverTakesAnythingLosesNothing(t *testing.T) {
	s, bot := start(t, Config{HookPause: time.Hour})
	in := newInbox(t, func(int, heard) int { return http.StatusInternalServerError })
	bot.call("setWebhook", `{"url":"`+in.URL+`"}`)
	for id := range int64(3) {
		wrote(s.Person(id+1, ""), 2)
	}
	in.await(t, 3)
	if s.Pending() != 6 {
		t.Errorf("%d are pending", s.Pending())
	}
	bot.call("setWebhook", `{"url":""}`)
	if got := ids(bot.updates(`{}`)); !slices.Equal(got, []int64{1, 2, 3, 4, 5, 6}) {
		t.Errorf("left over: %v", got)
	}
	bot.call("setWebhook", `{"url":"`+in.URL+`"}`)
	bot.call("deleteWebhook", `{"drop_pending_updates":true}`)
	if s.Pending() != 0 {
		t.Errorf("%d are pending after they were dropped", s.Pending())
	}
}

func TestAWebhookGetsThoseOfOneChatInOrderAndNoMoreAtOnceThanItTakes(t *testing.T) {
	s, bot := start(t, Config{})
	in := newInbox(t, all200)
	in.hold = make(chan struct{})
	for id := range int64(5) {
		wrote(s.Person(id+1, ""), 4)
	}
	bot.call("setWebhook", `{"url":"`+in.URL+`","max_connections":3}`)
	in.await(t, 3)
	close(in.hold)
	got := in.await(t, 20)
	if in.most != 3 {
		t.Errorf("%d calls at once, want 3", in.most)
	}
	last := map[int64]int64{}
	for _, u := range got {
		person := (u.ID - 1) / 4
		if last[person] >= u.ID {
			t.Errorf("%d comes after %d", u.ID, last[person])
		}
		last[person] = u.ID
	}
}

func TestAWebhookIsCalledTwiceAndInDisorderWhenThatIsAsked(t *testing.T) {
	s, bot := start(t, Config{})
	s.Disorder(Disorder{Again: 2, Reverse: true})
	in := newInbox(t, all200)
	wrote(s.Person(1, ""), 3)
	bot.call("setWebhook", `{"url":"`+in.URL+`"}`)
	if got := ids(in.await(t, 4)); !slices.Equal(got, []int64{2, 2, 3, 1}) {
		t.Errorf("called with %v", got)
	}
}

func TestOnlyLoopbackIsEverCalled(t *testing.T) {
	_, bot := start(t, Config{})
	for _, address := range []string{"https://example.org/hook", "http://192.0.2.1/", "ftp://127.0.0.1/", "://"} {
		bot.refuse(http.StatusBadRequest, "setWebhook", `{"url":"`+address+`"}`)
	}
}

func TestAPublicAddressCanStandForOneOnLoopback(t *testing.T) {
	in := newInbox(t, all200)
	s, bot := start(t, Config{Hook: func(string) string { return in.URL }})
	bot.call("setWebhook", `{"url":"https://example.org/hook"}`)
	s.Person(1, "").Say("hello")
	in.await(t, 1)
}

func TestAWebhookEndsAPollThatWaits(t *testing.T) {
	s, bot := start(t, Config{})
	in := newInbox(t, all200)
	first := make(chan answer)
	go func() {
		a, _ := bot.try(t.Context(), "getUpdates", `{"timeout":30}`)
		first <- a
	}()
	awaitPoll(t, s)
	bot.call("setWebhook", `{"url":"`+in.URL+`"}`)
	if a := <-first; a.Code != http.StatusConflict {
		t.Errorf("the poll ended with %d %s", a.Code, a.Description)
	}
}
