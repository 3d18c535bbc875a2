package telegramtest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"runtime"
	"slices"
	"testing"
)

func ids(all []heard) []int64 {
	got := make([]int64, 0, len(all))
	for _, u := range all {
		got = append(got, u.ID)
	}
	return got
}

// wrote lets a person write so many messages.
func wrote(p *Person, n int) {
	for range n {
		p.Say("hello")
	}
}

func TestUpdatesStayUntilTheyAreConfirmed(t *testing.T) {
	s, bot := start(t, Config{})
	wrote(s.Person(1, ""), 5)
	for _, step := range []struct {
		name, body string
		want       []int64
	}{
		{"the first two", `{"limit":2}`, []int64{1, 2}},
		{"the first two again", `{"limit":2}`, []int64{1, 2}},
		{"those after the first", `{"offset":2}`, []int64{2, 3, 4, 5}},
		{"what is confirmed does not come back", `{"offset":1}`, []int64{2, 3, 4, 5}},
		{"the last two", `{"offset":-2}`, []int64{4, 5}},
		{"nothing is left before them", `{}`, []int64{4, 5}},
		{"everything is confirmed", `{"offset":6}`, []int64{}},
	} {
		if got := ids(bot.updates(step.body)); !slices.Equal(got, step.want) {
			t.Errorf("%s: %v, want %v", step.name, got, step.want)
		}
	}
}

func TestASecondPollEndsTheFirst(t *testing.T) {
	s, bot := start(t, Config{})
	first := make(chan answer)
	go func() {
		a, _ := bot.try(t.Context(), "getUpdates", `{"timeout":30}`)
		first <- a
	}()
	if err := s.AwaitCalls(soon(t), "getUpdates", 1); err != nil {
		t.Fatal(err)
	}
	awaitPoll(t, s)
	bot.updates(`{}`)
	if a := <-first; a.Code != http.StatusConflict {
		t.Errorf("the first poll ended with %d %s", a.Code, a.Description)
	}
}

// awaitPoll waits until a poll waits.
func awaitPoll(t *testing.T, s *Server) {
	t.Helper()
	for ctx := soon(t); ; {
		s.queue.mu.Lock()
		waits := s.queue.poll != nil
		s.queue.mu.Unlock()
		if waits {
			return
		}
		if ctx.Err() != nil {
			t.Fatal("no poll waits")
		}
		runtime.Gosched()
	}
}

func TestTheBotHearsOnlyOfWhatItAskedFor(t *testing.T) {
	s, bot := start(t, Config{})
	bot.updates(`{"allowed_updates":["message"]}`)
	ana := s.Person(1, "")
	ana.Block()
	ana.Unblock()
	ana.Say("hello")
	if got := bot.updates(`{}`); len(got) != 1 || got[0].Message.Text != "hello" {
		t.Errorf("heard %+v", got)
	}
	bot.updates(`{"offset":9,"allowed_updates":[]}`)
	group := s.Group(-1)
	group.Promote(ana) // not among what is sent by default
	ana.Block()
	if got := bot.updates(`{}`); len(got) != 1 || got[0].Me.New.Status != "kicked" {
		t.Errorf("heard %+v", got)
	}
	bot.updates(`{"offset":9,"allowed_updates":["chat_member"]}`)
	group.Demote(ana)
	if got := bot.updates(`{}`); len(got) != 1 || got[0].Member == nil {
		t.Errorf("heard %+v", got)
	}
}

func TestUpdatesComeTwiceAndInDisorderWhenThatIsAsked(t *testing.T) {
	s, bot := start(t, Config{})
	s.Disorder(Disorder{Again: 2, Reverse: true})
	wrote(s.Person(1, ""), 4)
	if got := ids(bot.updates(`{}`)); !slices.Equal(got, []int64{4, 3, 2, 1}) {
		t.Errorf("at first %v", got)
	}
	if got := ids(bot.updates(`{"offset":5,"timeout":5}`)); !slices.Equal(got, []int64{4, 2}) {
		t.Errorf("confirmed ones come again as %v", got)
	}
	if got := ids(bot.updates(`{"offset":5}`)); len(got) != 0 {
		t.Errorf("and once more %v", got)
	}
}

func TestAnythingCanBePushed(t *testing.T) {
	s, bot := start(t, Config{})
	for _, tt := range []struct{ raw, want string }{
		{`{"message":{"chat":5}}`, `{"update_id":1,"message":{"chat":5}}`},
		{` {} `, `{"update_id":2}`},
		{`{"update_id":"odd"}`, `{"update_id":"odd"}`},
		{`[1]`, `[1]`},
	} {
		id := s.Push(json.RawMessage(tt.raw))
		var got []json.RawMessage
		if err := json.Unmarshal(bot.call("getUpdates", `{}`), &got); err != nil || len(got) != 1 || string(got[0]) != tt.want {
			t.Errorf("%s arrives as %s, %v", tt.raw, got, err)
		}
		bot.call("getUpdates", `{"offset":`+string(mustJSON(t, id+1))+`}`)
	}
	s.Push(json.RawMessage("<not json>"))
	if _, err := bot.try(t.Context(), "getUpdates", `{}`); !errors.Is(err, errNoJSON) {
		t.Errorf("what is no JSON arrives as %v", err)
	}
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAPollThatIsGivenUpLeavesNothingBehind(t *testing.T) {
	s, bot := start(t, Config{})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := bot.try(ctx, "getUpdates", `{"timeout":50}`)
		done <- err
	}()
	awaitPoll(t, s)
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("the poll ended with %v", err)
	}
	wrote(s.Person(1, ""), 1)
	if got := ids(bot.updates(`{"timeout":5}`)); !slices.Equal(got, []int64{1}) {
		t.Errorf("the next poll got %v", got)
	}
}

func FuzzPushedUpdatesKeepWhatTheyHold(f *testing.F) {
	for _, raw := range []string{"{}", `{"a":1}`, ` {"update_id":3} `, "[]", "null", "{", "\xff"} {
		f.Add([]byte(raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		got := withID(raw, 7)
		if json.Valid(raw) && !json.Valid(got) {
			t.Fatalf("%q becomes %q", raw, got)
		}
		var before, after map[string]any
		if json.Unmarshal(raw, &before) != nil || before == nil {
			if string(got) != string(raw) {
				t.Fatalf("%q, which is no object, becomes %q", raw, got)
			}
			return
		}
		if json.Unmarshal(got, &after) != nil || after["update_id"] == nil && before["update_id"] == nil {
			t.Fatalf("%q becomes %q", raw, got)
		}
	})
}
