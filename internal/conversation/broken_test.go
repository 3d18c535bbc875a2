package conversation_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/script"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
)

// TestWhoseSessionCannotBeOpenedIsToldSoOnceForEachThingTheySay: silence for ever
// would be worse.
func TestWhoseSessionCannotBeOpenedIsToldSoOnceForEachThingTheySay(t *testing.T) {
	p := somebody(t, true).says("/quick")
	other := withAnotherKey(t, p, nil)
	for range 2 {
		in := chat.Inbound{ID: "m9", Actor: p.actor(), Locale: "en", Event: chat.Text{Text: "7"}}
		if _, err := other.Handle(t.Context(), in); !errors.Is(err, conversation.ErrUnreadable) {
			t.Fatalf("got %v", err)
		}
	}
	if len(p.direct) != 1 || !strings.Contains(p.direct[0].Text, "wrong on our side") {
		t.Errorf("said %v", p.direct)
	}
	in := chat.Inbound{ID: "m10", Actor: p.actor(), Locale: "en", Event: chat.Text{Text: "I want to kill myself"}}
	if _, err := other.Handle(t.Context(), in); !errors.Is(err, conversation.ErrUnreadable) {
		t.Fatalf("got %v", err)
	}
	if len(p.direct) < 2 || !strings.Contains(p.direct[1].Text, "Thank you for telling me") {
		t.Errorf("to danger was said %v", p.direct[1:])
	}
}

// TestDangerIsAnsweredPastTheMailboxWhileNobodyMaySend: what is committed may lie there.
func TestDangerIsAnsweredPastTheMailboxWhileNobodyMaySend(t *testing.T) {
	p := somebody(t, true)
	doubt := false
	talk := withAnotherKey(t, p, func() bool { return doubt })
	say := func(id string) {
		in := chat.Inbound{ID: id, Actor: chat.Actor{Platform: "test", Kind: chat.Person, ID: "another"}, Locale: "en", Event: chat.Text{Text: "I want to kill myself"}}
		if _, err := talk.Handle(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	if say("m1"); len(p.direct) != 0 {
		t.Errorf("said past the mailbox without need: %v", p.direct)
	}
	doubt = true
	if say("m2"); len(p.direct) == 0 {
		t.Error("nothing was said")
	}
}

// withAnotherKey is a conversation over the same store that cannot open what the first
// one sealed.
func withAnotherKey(t *testing.T, p *person, doubt func() bool) *conversation.Conversation {
	t.Helper()
	lib, _ := script.Load(os.DirFS("../../prompts"))
	guard, _ := safety.Load(os.DirFS("../../prompts"), "safety")
	if p.store == nil {
		p.store = &faulty{Store: memstore.New()}
	}
	return conversation.New(conversation.Config{
		Library: func() *script.Library { return lib }, Store: p.store, Vault: ringOf(t, 2), Guard: guard, Doubt: doubt,
		Now: func() time.Time { return p.now }, Seed: func() uint32 { return 7 },
		Direct: func(_ context.Context, _ chat.Actor, say chat.Say) error {
			p.direct = append(p.direct, say)
			return nil
		},
	})
}
