package conversation_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/script"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// faulty is a store that fails on demand: before a commit takes effect, or after.
type faulty struct {
	*memstore.Store
	before, after []error // one for each commit, while there are some
	down          error   // every load
}

func (f *faulty) Load(ctx context.Context, a chat.Actor) (store.Snapshot, error) {
	if f.down != nil {
		return store.Snapshot{}, f.down
	}
	return f.Store.Load(ctx, a)
}

func (f *faulty) Commit(ctx context.Context, turn store.Turn) (store.Receipt, error) {
	if err := first(&f.before); err != nil {
		return store.Receipt{}, err
	}
	receipt, err := f.Store.Commit(ctx, turn)
	if err != nil {
		return store.Receipt{}, err
	}
	return receipt, first(&f.after)
}

func first(list *[]error) error {
	if len(*list) == 0 {
		return nil
	}
	err := (*list)[0]
	*list = (*list)[1:]
	return err
}

// person is somebody who talks, and what they have been told.
type person struct {
	t      *testing.T
	talk   *conversation.Conversation
	store  *faulty
	ring   *vault.Ring
	now    time.Time
	events int
	direct []chat.Say
	news   int // how often a commit was told of
}

func (p *person) actor() chat.Actor {
	return chat.Actor{Platform: "test", Kind: chat.Person, ID: "someone"}
}

func somebody(t *testing.T, agreed bool) *person {
	t.Helper()
	lib, problems := script.Load(os.DirFS("../../prompts"))
	if lib == nil {
		t.Fatal(problems)
	}
	guard, problems := safety.Load(os.DirFS("../../prompts"), "safety")
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	p := &person{t: t, store: &faulty{Store: memstore.New()}, now: time.Date(2026, 3, 2, 20, 0, 0, 0, time.UTC)}
	p.ring = ringOf(t, 1)
	p.talk = conversation.New(conversation.Config{
		Library: func() *script.Library { return lib }, Store: p.store, Vault: p.ring, Guard: guard, Agreed: agreed,
		Now: func() time.Time { return p.now }, Seed: func() uint32 { return 7 },
		Committed: func(chat.Actor, store.Receipt, store.Turn, time.Time) { p.news++ }, Missed: func(chat.Actor) { p.news++ },
		Direct: func(_ context.Context, _ chat.Actor, say chat.Say) error {
			p.direct = append(p.direct, say)
			return nil
		},
	})
	return p
}

func ringOf(t *testing.T, secret byte) *vault.Ring {
	t.Helper()
	key := vault.Key{ID: 1}
	key.Secret[0] = secret
	ring, err := vault.New([]vault.Key{key})
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

func (p *person) handle(id string, e chat.Event) error {
	_, err := p.answer(id, e)
	return err
}

func (p *person) answer(id string, e chat.Event) (chat.Answer, error) {
	return p.talk.Handle(p.t.Context(), chat.Inbound{ID: id, Actor: p.actor(), Locale: "en-GB", Event: e})
}

// says types lines; what begins with a slash is a command.
func (p *person) says(lines ...string) *person {
	p.t.Helper()
	for _, line := range lines {
		p.events++
		var e chat.Event = chat.Text{Text: line}
		if name, is := strings.CutPrefix(line, "/"); is {
			e = chat.Command{Name: name}
		}
		if err := p.handle(fmt.Sprint("event-", p.events), e); err != nil {
			p.t.Fatal(err)
		}
	}
	return p
}

// hears takes everything out of the mailbox, as one text.
func (p *person) hears() string {
	p.t.Helper()
	var all []string
	for {
		heads, _, err := p.store.Heads(p.t.Context(), store.AllPartitions, p.now, 1)
		if err != nil {
			p.t.Fatal(err)
		}
		if len(heads) == 0 {
			return strings.Join(all, "\n")
		}
		plain, err := p.ring.Open(nil, heads[0].Data, conversation.MessageContext(p.actor()))
		if err != nil {
			p.t.Fatal(err)
		}
		m, err := chat.DecodeMessage(plain)
		if err != nil {
			p.t.Fatal(err)
		}
		switch m := m.(type) {
		case chat.Say:
			all = append(all, m.Text)
		case chat.Pace:
			all = append(all, m.Text)
		case chat.Document:
			all = append(all, string(m.Data))
		}
		if err := p.store.Begin(p.t.Context(), p.actor(), heads[0].Seq); err != nil {
			p.t.Fatal(err)
		}
		if err := p.store.Done(p.t.Context(), p.actor(), heads[0].Seq); err != nil {
			p.t.Fatal(err)
		}
	}
}

func (p *person) version() uint64 {
	p.t.Helper()
	s, err := p.store.Load(p.t.Context(), p.actor())
	if err != nil {
		p.t.Fatal(err)
	}
	return s.Version
}

func (p *person) entries() []map[string]any {
	p.t.Helper()
	data, err := p.talk.Export(p.t.Context(), p.actor())
	if err != nil {
		p.t.Fatal(err)
	}
	var got struct{ Entries []map[string]any }
	if err := json.Unmarshal(data, &got); err != nil {
		p.t.Fatal(err)
	}
	return got.Entries
}

func TestWhatIsAnsweredIsKeptWithConsentAndNotWithout(t *testing.T) {
	p := somebody(t, false).says("/quick")
	if heard := p.hears(); !strings.Contains(heard, "May I keep") || strings.Contains(heard, "mood") {
		t.Fatalf("consent does not come first:\n%s", heard)
	}
	p.says("no", "4", "/stop")
	if got := p.entries(); len(got) != 0 {
		t.Errorf("kept without consent: %v", got)
	}
	p = somebody(t, false).says("/quick", "yes", "4", "/stop")
	if got := p.entries(); len(got) != 1 || got[0]["kind"] != "check-in" {
		t.Errorf("kept with consent: %v", got)
	}
}

func TestAnEventThatComesTwiceCountsOnceWhateverCameBetween(t *testing.T) {
	p := somebody(t, true).says("/evening")
	for _, id := range []string{"a", "b", "a", "a", "b"} {
		if err := p.handle(id, chat.Text{Text: "7"}); err != nil {
			t.Fatal(err)
		}
	}
	if got := p.version(); got != 3 {
		t.Errorf("%d turns were taken, want 3", got)
	}
}

func TestAFaultOfTheStoreIsPlayedAgainAndCountsOnce(t *testing.T) {
	fault := errors.New("the connection was cut")
	cases := map[string]faulty{
		"somebody else was faster":              {before: []error{store.ErrConflict, store.ErrConflict}},
		"the commit failed before its effect":   {before: []error{fault}},
		"the reply to the commit was lost":      {after: []error{fault}},
		"one lost after a conflict, then again": {before: []error{store.ErrConflict}, after: []error{fault}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p := somebody(t, true).says("/evening")
			p.hears()
			p.store.before, p.store.after = c.before, c.after
			p.says("7")
			if got := p.version(); got != 2 {
				t.Errorf("version %d, want 2", got)
			}
			if heard := p.hears(); strings.Count(heard, "Saved.") != 1 {
				t.Errorf("heard:\n%s", heard)
			}
		})
	}
}

func TestAnOccurrenceThatIsNotStoredChangesNothing(t *testing.T) {
	p := somebody(t, true).says("/evening")
	p.hears()
	due := chat.Due{Timer: "wait", At: p.now.Add(-time.Minute)}
	if err := p.handle("", due); err != nil {
		t.Fatal(err)
	}
	if got := p.version(); got != 1 {
		t.Errorf("version %d, want 1", got)
	}
}

func TestTheSafetyReplyComesEvenWhenNothingCanBeStored(t *testing.T) {
	p := somebody(t, true)
	p.store.down = errors.New("no store")
	err := p.handle("x", chat.Text{Text: "I want to kill myself"})
	if err == nil {
		t.Error("the event counts as applied")
	}
	if strings.Contains(fmt.Sprint(err), "kill") || strings.Contains(fmt.Sprint(err), "someone") {
		t.Errorf("the error holds what was said or who said it: %v", err)
	}
	if len(p.direct) == 0 {
		t.Fatal("nothing was said")
	}
	p.direct = nil
	if err := p.handle("y", chat.Text{Text: "seven"}); err == nil || len(p.direct) > 0 {
		t.Errorf("an everyday text: error %v, said %v", err, p.direct)
	}
}

func TestRecordsGrowOverManyChunksAndTheWeekShowsTheLastSevenDays(t *testing.T) {
	p := somebody(t, true)
	for day := range 200 {
		p.says("/quick", fmt.Sprint(day%11), "/stop")
		p.hears()
		p.now = p.now.Add(24 * time.Hour)
	}
	if got := len(p.entries()); got != 200 {
		t.Errorf("%d records, want 200", got)
	}
	chunks, err := p.store.Records(t.Context(), p.actor())
	if err != nil || len(chunks) < 2 {
		t.Errorf("%d chunks, %v", len(chunks), err)
	}
	p.now = p.now.Add(-24 * time.Hour)
	heard := p.says("/week").hears()
	if !strings.Contains(heard, "Thu 1\n") { // day 199 was a Thursday, and 199 % 11 is 1
		t.Errorf("the week shows\n%s", heard)
	}
}

func TestForgettingLeavesNoKeyOnceTheGoodbyeIsDelivered(t *testing.T) {
	p := somebody(t, true).says("/quick", "4", "/delete", "yes")
	if heard := p.hears(); !strings.Contains(heard, "deleted") {
		t.Errorf("heard:\n%s", heard)
	}
	if n, err := p.store.KeyCount(); n != 0 || err != nil {
		t.Errorf("%d keys are left, %v", n, err)
	}
	if err := p.talk.Forget(t.Context(), p.actor()); !errors.Is(err, conversation.ErrUnknown) {
		t.Errorf("forgetting again: %v", err)
	}
}

func TestAnotherKeyReadsNothingAndOverwritesNothing(t *testing.T) {
	p := somebody(t, true).says("/evening")
	other := somebody(t, true)
	other.store = p.store
	other.talk = conversation.New(conversation.Config{
		Library: func() *script.Library { return nil }, Store: p.store, Vault: ringOf(t, 2), Guard: silent{},
	})
	if err := other.handle("z", chat.Text{Text: "7"}); !errors.Is(err, conversation.ErrUnreadable) {
		t.Errorf("with another key: %v", err)
	}
	if got := p.says("7").version(); got != 2 {
		t.Errorf("version %d, want 2", got)
	}
}

// silent is a guard that sees nothing.
type silent struct{}

func (silent) Look(string) chat.Signal     { return chat.NoSignal }
func (silent) Reply(safety.Ask) []chat.Say { return nil }
