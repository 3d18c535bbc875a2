package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

func TestTheGateLetsSoManyThroughInEverySecond(t *testing.T) {
	g, at := newGate(45), noon()
	var passed []time.Time
	for range 200 {
		if wait := g.take(at); wait > tooLong {
			at = at.Add(wait - tooLong/2) // whoever is told to wait comes again
		} else {
			passed = append(passed, at.Add(wait))
		}
	}
	for i := 46; i < len(passed); i++ {
		if passed[i].Sub(passed[i-46]) < time.Second {
			t.Fatalf("46 calls in %v", passed[i].Sub(passed[i-46]))
		}
	}
	g.shut(at.Add(time.Minute))
	if wait := g.take(at); wait < 59*time.Second {
		t.Errorf("shut for %v", wait)
	}
}

func TestABucketIsBelievedAndFreed(t *testing.T) {
	b, now := newBuckets(), noon()
	here, there := route{"messages", "1"}, route{"messages", "2"}
	b.learn(here, "abc", 1, 5*time.Second, now)
	if b.take(here, now) != 0 || b.take(here, now) != 5*time.Second || b.take(there, now) != 0 {
		t.Error("the allowance is not kept")
	}
	b.learn(here, "abc", 4, 5*time.Second, now) // an answer that was under way
	if b.take(here, now) == 0 {
		t.Error("an older answer is believed")
	}
	if b.take(here, now.Add(6*time.Second)) != 0 {
		t.Error("it never fills again")
	}
	for i := range 1000 {
		b.learn(route{"callback", fmt.Sprint(i)}, "", 0, time.Second, now)
	}
	b.learn(there, "abc", 3, time.Second, now.Add(2*time.Minute))
	if len(b.all) > 2 {
		t.Errorf("%d are held", len(b.all))
	}
}

func TestRefusedRequestsAreForgottenAfterTenMinutes(t *testing.T) {
	var i invalids
	for minute := range 30 {
		for range 10 {
			i.add(noon().Add(time.Duration(minute) * time.Minute))
		}
		if got := i.sum(noon().Add(time.Duration(minute) * time.Minute)); got != min(10*(minute+1), 100) {
			t.Fatalf("after %d minutes: %d", minute, got)
		}
	}
	if got := i.sum(noon().Add(time.Hour)); got != 0 {
		t.Errorf("an hour later: %d", got)
	}
}

func TestNoncesAreShortAndTellPiecesApart(t *testing.T) {
	for _, id := range []string{"a", "3w5e11264sgsf.1z141z3", strings.Repeat("y", 40)} {
		seen := map[string]bool{}
		for part := range 12 {
			n := nonce(id, part, 12)
			if len(n) > maxNonce || seen[n] || n != nonce(id, part, 12) {
				t.Errorf("piece %d of %q is %q", part, id, n)
			}
			seen[n] = true
		}
	}
	if nonce("abc", 0, 1) != "abc" || nonce("", 3, 4) != "" {
		t.Error("what is short enough stays, and nothing stays nothing")
	}
}

func TestWhatAFailureMeans(t *testing.T) {
	for _, c := range []struct {
		status, code int
		want         error
	}{
		{403, 50007, chat.ErrUnreachable},
		{403, 50278, chat.ErrUnreachable},
		{403, 40003, chat.ErrUnreachable},
		{404, 10003, chat.ErrUnreachable},
		{401, 0, ErrToken},
		{400, 50035, chat.ErrRefused},
		{413, 40005, chat.ErrRefused},
		{403, 50013, chat.ErrUnreachable},
		{404, 99999, chat.ErrUnreachable},
		{403, 0, nil}, // a page of whoever stands in front
		{404, 0, nil},
		{500, 0, nil},
		{502, 0, nil},
	} {
		err := verdict(fmt.Errorf("sending: %w", apiError{c.status, c.code}))
		if c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%d, %d is %v", c.status, c.code, err)
		}
		if c.want == nil && (errors.Is(err, chat.ErrUnreachable) || errors.Is(err, chat.ErrRefused)) {
			t.Errorf("%d is final: %v", c.status, err)
		}
	}
}

func TestAnErrorHoldsNoAddress(t *testing.T) {
	err := bare(&url.Error{Op: "Post", URL: "https://x/interactions/1/secret/callback", Err: errEvent})
	if strings.Contains(err.Error(), "secret") || !errors.Is(err, errEvent) {
		t.Errorf("got %v", err)
	}
}

func TestNoSessionIsBegunWhenTheDaysAreUsedUp(t *testing.T) {
	discord := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"url":"ws://127.0.0.1:1","shards":1,"session_start_limit":{"total":1000,"remaining":0,"reset_after":7200000,"max_concurrency":1}}`)
	}))
	defer discord.Close()
	notes := noNotes{}
	d := New(Config{Token: "t", API: discord.URL, Notes: notes, Handle: func(context.Context, chat.Inbound) (chat.Answer, error) { return chat.Answer{}, nil }})
	if err := d.Run(t.Context()); !errors.Is(err, ErrIdentifies) || !strings.Contains(err.Error(), "2h") {
		t.Errorf("ended with %v", err)
	}
}

// noNotes keeps nothing.
type noNotes struct{}

func (noNotes) Note(context.Context, chat.Actor, string) ([]byte, error) { return nil, nil }

func (noNotes) SetNote(context.Context, chat.Actor, string, []byte, time.Time) error { return nil }

func TestTurnsToIdentifyAreSpaced(t *testing.T) {
	i := &identifies{rest: newRest(Config{Now: noon}.orDefaults()), next: map[int]time.Time{}}
	for turn, want := range []time.Duration{0, 5 * time.Second, 10 * time.Second} {
		if got := i.turn(0); got != want {
			t.Errorf("turn %d waits %v", turn, got)
		}
	}
	if got := i.turn(1); got != 0 {
		t.Errorf("another group waits %v", got)
	}
}

func TestWhereAMessageGoes(t *testing.T) {
	at := noon()
	fresh := func(server bool, kind interactionKind) *slot {
		return newSlot(&interaction{server: server, kind: kind}, at)
	}
	answered := fresh(false, byMessage)
	answered.become(slotAnswered)
	dead := fresh(true, byMessage)
	dead.become(slotDead)
	for name, c := range map[string]struct {
		slot  *slot
		reach reach
		now   time.Time
		slots bool
		dm    string
	}{
		"a stranger":                                    {nil, reach{}, at, false, ""},
		"somebody who wrote":                            {nil, reach{DM: "4"}, at, false, "4"},
		"a command in a server":                         {fresh(true, byMessage), reach{DM: "4"}, at, true, ""},
		"the same a quarter of an hour later":           {fresh(true, byMessage), reach{DM: "4"}, at.Add(15 * time.Minute), false, "4"},
		"and without a private chat":                    {fresh(true, byMessage), reach{}, at.Add(15 * time.Minute), false, ""},
		"a command in private wants its answer":         {fresh(false, byMessage), reach{DM: "4"}, at, true, ""},
		"what follows is safer in the channel":          {answered, reach{DM: "4"}, at, false, "4"},
		"a press in private":                            {fresh(false, byUpdate), reach{DM: "4"}, at, false, "4"},
		"an interaction that can no longer be answered": {dead, reach{DM: "4"}, at, false, "4"},
	} {
		t.Run(name, func(t *testing.T) {
			got := choose(c.slot, c.reach, c.now)
			if (got.slot != nil) != c.slots || got.channel != c.dm {
				t.Errorf("got %+v", got)
			}
		})
	}
}
