package telegram_test

import (
	"context"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
)

// impatient passes what is stuck after a moment.
func impatient(cfg *telegram.Config) { cfg.StuckAfter = 50 * time.Millisecond }

// failsFor is a store that cannot keep what one person says, until all is well.
func failsFor(actor chat.Actor, well *atomic.Bool) func(context.Context, chat.Inbound) (chat.Answer, error) {
	return func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		if in.Actor == actor && !well.Load() {
			return chat.Answer{}, errStore
		}
		return chat.Answer{}, nil
	}
}

// TestOneWhoIsStuckMakesTheBotDeafToNobody has one person whose events cannot be kept,
// who goes on writing, and many others.
func TestOneWhoIsStuckMakesTheBotDeafToNobody(t *testing.T) {
	const people, each, more = 30, 10, 20
	h := build(t, impatient)
	var well atomic.Bool
	h.answers(failsFor(someone("1"), &well))
	for i := range more {
		h.server.Person(1, "").Say(strconv.Itoa(i))
	}
	for i := range each {
		for p := range people {
			h.server.Person(int64(100+p), "").Say(strconv.Itoa(i))
		}
	}
	h.run(t)
	for p := range people {
		who := someone(strconv.Itoa(100 + p))
		checkHeard(t, texts(h.until(t, "everybody is heard", func(heard []chat.Inbound) bool {
			return len(texts(heard, who)) >= each
		}), who), each)
	}
	well.Store(true)
	heard := h.until(t, "the stuck one is heard to the end", func(heard []chat.Inbound) bool {
		mine := texts(heard, someone("1"))
		return len(mine) > 0 && mine[len(mine)-1] == strconv.Itoa(more-1)
	})
	checkHeard(t, texts(heard, someone("1")), more)
	if err := h.stop(); err != nil || h.server.Pending() != 0 || h.count("update/lost") != 0 {
		t.Errorf("%d updates are pending, %d lost, %v", h.server.Pending(), h.count("update/lost"), err)
	}
	if n := strings.Count(h.log.String(), "from memory only"); n != 1 || h.count("update/passed") == 0 {
		t.Errorf("it was said %d times that %d were passed", n, h.count("update/passed"))
	}
}

func TestWhatIsStuckAndInNobodysWayStaysWithTelegram(t *testing.T) {
	h := build(t, impatient)
	h.answers(away)
	h.server.Person(1, "").Say("here I am")
	h.run(t)
	h.events(t, 6)
	if err := h.server.AwaitCalls(soon(t), "getUpdates", h.server.Count("getUpdates")+2); err != nil {
		t.Fatal(err)
	}
	if err := h.stop(); err != nil || h.server.Pending() != 1 || h.count("update/passed") != 0 {
		t.Errorf("%d updates are pending, %d were passed, %v", h.server.Pending(), h.count("update/passed"), err)
	}
}

// TestDangerIsHeardBehindAHundredThatCannotBeKept lets the store be away for everybody.
func TestDangerIsHeardBehindAHundredThatCannotBeKept(t *testing.T) {
	heard := make(chan string, 1000)
	h := build(t, func(cfg *telegram.Config) { impatient(cfg); listens(heard, 0)(cfg) })
	h.answers(away)
	for p := range 250 {
		h.server.Person(int64(100+p), "").Say("hello")
	}
	last := h.server.Person(1, "")
	last.Say("first")
	last.Say("danger")
	h.run(t)
	hears(t, heard, "danger")
	if err := h.stop(); err != nil {
		t.Fatal(err)
	}
	kept := 252 - h.server.Pending()
	if lost := h.count("update/lost"); lost == 0 || lost != kept || !strings.Contains(h.log.String(), "are lost") {
		t.Errorf("%d are gone at Telegram, and %d said to be lost", kept, lost)
	}
}
