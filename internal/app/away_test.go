package app

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// The house ends on a Monday and is away for 26 hours.
var (
	houseEnds   = time.Date(2026, 11, 23, 12, 20, 0, 0, time.UTC)
	houseReturn = houseEnds.Add(26 * time.Hour)
)

// awayHouse is a house that ends and comes back, and a platform that remembers what it
// was given.
type awayHouse struct {
	*house
	testing.TB
	store  *memstore.Store
	now    time.Time
	got    map[chat.Actor][]string
	passed map[reminder.Reason]int
	events int
}

// Send is the platform.
func (h *awayHouse) Send(_ context.Context, to chat.Actor, _ string, m chat.Message) error {
	text := fmt.Sprint(m)
	switch m := m.(type) {
	case chat.Say:
		text = m.Text
	case chat.Post:
		text = m.Text
	}
	h.got[to] = append(h.got[to], text)
	return nil
}

// opens is the start of the process: nothing is left of the one before but the store.
func (h *awayHouse) opens() {
	h.Helper()
	shelf, _, err := openShelf(os.DirFS("../../prompts"))
	if err != nil {
		h.Fatal(err)
	}
	h.passed = map[reminder.Reason]int{}
	h.house, err = newHouse(houseConfig{
		shelf: shelf, store: h.store, keys: awayKeys(), agreed: true, senders: map[chat.Platform]delivery.Sender{"test": h},
		now: func() time.Time { return h.now }, passed: func(p reminder.Passing) { h.passed[p.Why] += p.N },
	})
	if err != nil {
		h.Fatal(err)
	}
}

func awayKeys() []vault.Key { return []vault.Key{{ID: 1, Secret: [32]byte{1}}} }

// goesOn lets what is due happen, and what was said arrive.
func (h *awayHouse) goesOn() {
	h.Helper()
	if _, err := h.wake.Fire(h.Context()); err != nil {
		h.Fatal(err)
	}
	if _, err := h.mail.Drain(h.Context()); err != nil {
		h.Fatal(err)
	}
}

// takes hands in an event, and gives the answer and what was said.
func (h *awayHouse) takes(of chat.Actor, e chat.Event) (chat.Answer, string) {
	h.Helper()
	h.events++
	answer, err := h.talk.Handle(h.Context(), chat.Inbound{ID: fmt.Sprint(h.events), Actor: of, Locale: "en", Event: e})
	if err != nil {
		h.Fatal(err)
	}
	h.goesOn()
	return answer, h.heard(of)
}

// heard is what somebody got since it was last asked.
func (h *awayHouse) heard(of chat.Actor) string {
	all := strings.Join(h.got[of], "\n")
	delete(h.got, of)
	return all
}

// reminds sets a reminder through /remind.
func (h *awayHouse) reminds(a chat.Actor, city, words, when string) {
	h.Helper()
	h.takes(a, chat.Command{Name: "remind"})
	said := ""
	for _, text := range []string{city, "Something of my own", words, when, "Save"} {
		_, said = h.takes(a, chat.Text{Text: text})
	}
	if !strings.Contains(said, "Saved") {
		h.Fatalf("%q was not saved: %s", when, said)
	}
}

// quiets sets quiet hours through /remind.
func (h *awayHouse) quiets(a chat.Actor) {
	h.Helper()
	h.takes(a, chat.Command{Name: "remind"})
	said := ""
	for _, text := range []string{"Quiet hours", "22:00", "7:00"} {
		_, said = h.takes(a, chat.Text{Text: text})
	}
	if !strings.Contains(said, "Quiet from 22:00 to 07:00") {
		h.Fatalf("there are no quiet hours: %s", said)
	}
}

// kept is the one reminder of a person as it is stored.
func (h *awayHouse) kept(of chat.Actor) reminder.Reminder {
	h.Helper()
	found, err := h.store.Load(h.Context(), of)
	if err != nil {
		h.Fatal(err)
	}
	ring, err := vault.New(awayKeys())
	if err != nil {
		h.Fatal(err)
	}
	plain, err := ring.Open(nil, found.Session, []byte("session/"+of.Key()))
	if err != nil {
		h.Fatal(err)
	}
	s, err := engine.Decode(plain)
	if err != nil || len(s.Reminders()) != 1 {
		h.Fatalf("%d reminders are kept, %v", len(s.Reminders()), err)
	}
	return s.Reminders()[0]
}

func newAwayHouse(t *testing.T) *awayHouse {
	h := &awayHouse{TB: t, store: memstore.New(), got: map[chat.Actor][]string{}, now: houseEnds.Add(-2 * time.Hour)}
	h.opens()
	return h
}

// TestWhatAPersonMissedWhileTheHouseWasDown: 26 hours later everything does what was
// promised, and what is left out is recorded with its reason.
func TestWhatAPersonMissedWhileTheHouseWasDown(t *testing.T) {
	const words = "Water the plants."
	for name, c := range map[string]struct {
		city, when string
		snoozed    bool
		quiet      bool   // from 22:00 to 7:00
		hears      string // at the return; empty: nothing
		later      string // and then, at
		at         time.Duration
		passed     int
		again      int // counted besides: what was put off had come once already
		why        reminder.Reason
		next       string // UTC
	}{
		"what comes once comes, nineteen hours late, and says so": {
			city: "Lisbon", when: "2026-11-23 19:00",
			hears: "This was planned for Mon 23 Nov 2026, 19:00.\n" + words,
		},
		"what comes once is not brought at night, and is not lost either": {
			city: "Tokyo", when: "2026-11-24 12:00", // there it is 23:20 at the return
			later: "This was planned for Tue 24 Nov 2026, 12:00.\n" + words, at: 7*time.Hour + 40*time.Minute,
		},
		"a daily prompt comes once for both days when it is less than two hours late": {
			city: "Lisbon", when: "every day 13:00",
			hears:  "This was planned for Tue 24 Nov 2026, 13:00.\n" + words,
			passed: 1, why: reminder.Merged, next: "2026-11-25 13:00",
		},
		"a daily prompt that is over two hours late is left out": {
			city: "Lisbon", when: "every day 12:00", // the one of Monday has come
			passed: 1, why: reminder.TooLate, next: "2026-11-25 12:00",
		},
		"of an hourly text the last one comes, and not the other twenty-five": {
			city: "Lisbon", when: "every hour",
			hears:  "This was planned for Tue 24 Nov 2026, 14:00.\n" + words,
			passed: 25, why: reminder.Merged, next: "2026-11-24 15:00",
		},
		"a daily prompt whose time to come late falls into quiet hours is left out": {
			city: "Tokyo", when: "every day 21:30", quiet: true,
			passed: 2, why: reminder.QuietHours, next: "2026-11-25 12:30",
		},
		"own words for the late evening come a little late when no quiet hours are set": {
			city: "Tokyo", when: "every day 21:30",
			hears:  "This was planned for Tue 24 Nov 2026, 21:30.\n" + words,
			passed: 1, why: reminder.Merged, next: "2026-11-25 12:30",
		},
		"a reminder put off for half an hour is too late for it after a day": {
			city: "Lisbon", when: "every day 12:00", snoozed: true,
			passed: 1, again: 1, why: reminder.TooLate, next: "2026-11-25 12:00",
		},
		"what came once and was put off comes late all the same": {
			city: "Lisbon", when: "2026-11-23 12:00", snoozed: true,
			hears: words,
		},
	} {
		t.Run(name, func(t *testing.T) {
			h, a := newAwayHouse(t), chat.Actor{Platform: "test", Kind: chat.Person, ID: "a"}
			h.reminds(a, c.city, words, c.when)
			if c.quiet {
				h.quiets(a)
			}
			h.now = houseEnds
			h.goesOn()
			if prompt := h.heard(a); c.snoozed {
				if !strings.Contains(prompt, words) {
					t.Fatalf("before it heard %q", prompt)
				}
				if _, said := h.takes(a, chat.Text{Text: "In 30 minutes"}); !strings.Contains(said, "12:50") {
					t.Fatalf("it was not put off: %s", said)
				}
			}
			before := h.kept(a).Passed
			h.now = houseReturn
			h.opens()
			h.goesOn()
			if got := h.heard(a); got != c.hears {
				t.Errorf("at the return it heard %q, it should be %q", got, c.hears)
			}
			if c.at > 0 {
				h.now = houseReturn.Add(c.at - time.Second)
				h.goesOn()
				early := h.heard(a)
				h.now = houseReturn.Add(c.at)
				h.goesOn()
				if got := h.heard(a); early != "" || got != c.later {
					t.Errorf("later it heard %q and %q, it should be %q", early, got, c.later)
				}
			}
			kept := h.kept(a)
			if kept.Passed -= before; int(kept.Passed) != c.passed || kept.Why != c.why || h.passed[c.why] != c.passed+c.again {
				t.Errorf("%d are recorded as passed over (%v) and %v counted, it should be %d (%v)", kept.Passed, kept.Why, h.passed, c.passed, c.why)
			}
			next := ""
			if !kept.Due.IsZero() {
				next = kept.Due.Format("2006-01-02 15:04")
			}
			if next != c.next {
				t.Errorf("it comes next at %q, it should be %q", next, c.next)
			}
			if c.next == "" {
				return // it is over, and in no list
			}
			h.takes(a, chat.Command{Name: "remind"})
			_, list := h.takes(a, chat.Text{Text: "See and change them"})
			if left := c.why != reminder.Merged; !strings.Contains(list, words) || strings.Contains(list, "last left out: ") != left {
				t.Errorf("the list should tell that something was left out (%v):\n%s", left, list)
			}
		})
	}
}

// schedules has a moderator set a post, and confirm it.
func (h *awayHouse) schedules(of chat.Actor, d chat.Draft) {
	h.Helper()
	by := chat.Moderator{ID: "m", Name: "Mo", Locale: "en", Manages: true}
	answer, _ := h.takes(of, chat.Manage{By: by, Ask: d})
	if answer.Reply == nil || len(answer.Reply.Choices) == 0 {
		h.Fatalf("the reply is %+v", answer.Reply)
	}
	answer, _ = h.takes(of, chat.Manage{By: by, Ask: chat.Tap{Token: answer.Reply.Choices[0].Token}})
	if answer.Reply == nil || !strings.Contains(answer.Reply.Text, "Saved") {
		h.Fatalf("it was not saved: %+v", answer.Reply)
	}
}

// TestWhatACommunityMissedWhileTheHouseWasDown: late posts come within half an hour,
// and what comes once comes in any case.
func TestWhatACommunityMissedWhileTheHouseWasDown(t *testing.T) {
	const words = "Stretch a little."
	for name, c := range map[string]struct {
		when  string
		posts string
		tells string // about what was left out
		count map[reminder.Reason]int
	}{
		"a daily post that is hours late is left out": {
			when: "every day 9:00", tells: "Left out so far: 1; the last on Tue 24 Nov 2026, 09:00, because it was too late for it.",
			count: map[reminder.Reason]int{reminder.TooLate: 1},
		},
		"one whose half hour is not over comes, once for both days": {
			when: "every day 14:00", posts: words, tells: "Left out so far: 1;",
			count: map[reminder.Reason]int{reminder.Merged: 1},
		},
		"a post that comes once comes, and says for when it was planned": {
			when: "2026-11-23 18:00", posts: words + "\n\n(Planned for Mon 23 Nov 2026, 18:00.)",
		},
		"a post that is not due yet comes in its time": {when: "2026-11-24 15:00"},
	} {
		t.Run(name, func(t *testing.T) {
			h, a := newAwayHouse(t), chat.Actor{Platform: "test", Kind: chat.Community, ID: "c"}
			h.schedules(a, chat.Draft{When: c.when, Zone: "UTC", Text: words, Place: chat.Place{ID: "p", Name: "general"}})
			h.now = houseEnds
			h.goesOn()
			h.heard(a)
			h.now = houseReturn
			h.opens()
			h.goesOn()
			if got := h.heard(a); got != c.posts {
				t.Errorf("at the return %q is posted, it should be %q", got, c.posts)
			}
			answer, _ := h.takes(a, chat.Manage{By: chat.Moderator{ID: "m", Manages: true}, Ask: chat.Act{Which: "1", Do: chat.Look}})
			if answer.Reply == nil || !strings.Contains(answer.Reply.Text, c.tells) || c.tells == "" && strings.Contains(answer.Reply.Text, "Left out") {
				t.Errorf("it is shown as %+v, which should tell %q", answer.Reply, c.tells)
			}
			for _, why := range reminder.Reasons() {
				if h.passed[why] != c.count[why] {
					t.Errorf("%d are counted as %v, it should be %d", h.passed[why], why, c.count[why])
				}
			}
			h.nothingWaits()
		})
	}
}

// nothingWaits: no mailbox holds anything, and no timer is behind.
func (h *awayHouse) nothingWaits() {
	h.Helper()
	due, _, err := h.store.Due(h.Context(), store.AllPartitions, h.now, 10)
	heads, _, more := h.store.Heads(h.Context(), store.AllPartitions, h.now, 10)
	if err != nil || more != nil || len(due)+len(heads) > 0 {
		h.Errorf("%v are due and %d messages wait (%v, %v)", due, len(heads), err, more)
	}
}
