package telegram_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// TestNothingIsLostAndLittleComesTwiceWhenItKeepsFalling lets one adapter after the
// other die in the middle of its work. Everything has to arrive, in order for each
// person, and what comes again has to be among the last eight of that person, because
// that is how far the house remembers.
func TestNothingIsLostAndLittleComesTwiceWhenItKeepsFalling(t *testing.T) {
	const people, each = 6, 40
	h := build(t, nil)
	dice := rand.New(rand.NewPCG(1, 2))
	for i := range each {
		for p := range people {
			h.server.Person(int64(p+1), "").Say(fmt.Sprint(i))
		}
	}
	var dead atomic.Bool
	h.server.Misbehave(func(c telegramtest.Call) *telegramtest.Fault {
		if c.Method == "getUpdates" && dead.Load() {
			return telegramtest.Broken() // a process that is dead confirms nothing
		}
		return nil
	})
	for life := 0; h.server.Pending() > 0; life++ {
		if life > 200 {
			t.Fatalf("after %d lives %d updates are left", life, h.server.Pending())
		}
		fall(t, h, &dead, 1+dice.IntN(60))
	}
	for p := range people {
		checkHeard(t, texts(h.until(t, "it is over", func([]chat.Inbound) bool { return true }), someone(fmt.Sprint(p+1))), each)
	}
}

// fall is one life: it ends after some events, as suddenly as it can.
func fall(t *testing.T, h *house, dead *atomic.Bool, after int) {
	t.Helper()
	ctx, die := context.WithCancel(t.Context())
	defer die()
	var left atomic.Int64
	left.Store(int64(after))
	dead.Store(false)
	adapter, err := telegram.New(telegram.Config{
		Token: telegram.Secret(h.server.Token()), API: h.server.URL(), MaxShards: 3, PollTimeout: time.Second,
		Observe: func(point string, _ int) {
			if point == "poll" && h.server.Pending() == 0 {
				die()
			}
		},
		Handle: func(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
			switch n := left.Add(-1); {
			case n == 0:
				dead.Store(true)
				die()
			case n < 0:
				return chat.Answer{}, errStore
			}
			return h.handle(ctx, in)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := adapter.Run(ctx); err != nil {
		t.Fatal(err)
	}
}

// checkHeard sees that everything was heard, and that what came again was heard not
// long before.
func checkHeard(t *testing.T, heard []string, each int) {
	t.Helper()
	var known []string
	for _, text := range heard {
		at := slices.Index(known, text)
		switch {
		case at < 0:
			known = append(known, text)
		case at < len(known)-8:
			t.Errorf("%s came again after %d newer ones", text, len(known)-at-1)
		}
	}
	for i, text := range known {
		if text != fmt.Sprint(i) {
			t.Errorf("%s was heard as number %d", text, i)
		}
	}
	if len(known) != each {
		t.Errorf("%d of %d were heard", len(known), each)
	}
}

func TestAnAlbumIsOneThing(t *testing.T) {
	h := open(t, nil)
	ana := h.server.Person(41, "en")
	ana.SendAlbum(5, "our garden")
	ana.SendAlbum(5, "")
	ana.Say("done")
	heard := h.events(t, 3)
	want := []chat.Event{chat.Unread{Caption: "our garden"}, chat.Unread{}, chat.Text{Text: "done"}}
	for i, in := range heard {
		if i >= len(want) || in.Event != want[i] {
			t.Errorf("event %d is %#v", i, in.Event)
		}
	}
}
