package conversation_test

import (
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func TestDangerThatHasToWaitIsAnsweredOnceWithoutTheStore(t *testing.T) {
	p := somebody(t, true)
	in := chat.Inbound{ID: "m2", Actor: p.actor(), Locale: "en-GB", Event: chat.Text{Text: "I want to kill myself"}}
	for range 3 {
		if err := p.talk.Overhear(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	once := len(p.direct)
	if once == 0 {
		t.Fatal("nothing was said")
	}
	in.ID = "m3"
	if err := p.talk.Overhear(t.Context(), in); err != nil || len(p.direct) == once {
		t.Errorf("another text in danger is not answered: %v", err)
	}
	before := len(p.direct)
	in.ID, in.Event = "m4", chat.Text{Text: "what a nice day"}
	if err := p.talk.Overhear(t.Context(), in); err != nil || len(p.direct) != before {
		t.Errorf("an everyday text is answered: %v", err)
	}
}
