package chat_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func messages() map[string]chat.Message {
	return map[string]chat.Message{
		"words with buttons": chat.Say{
			Text: "How are you? ¿Qué tal?", Layout: chat.Scale, Question: 41,
			Choices:  []chat.Choice{{Token: "7000", Label: "7"}},
			Controls: []chat.Control{{Token: "stop", Label: "Stop", Word: "stop"}},
		},
		"nothing but words": chat.Say{Text: "Thank you."},
		"a pacer": chat.Pace{
			Text: "Small, quiet breaths.", Title: "Box", Rounds: 4, Question: 3,
			Phases: []chat.Phase{{Kind: chat.In, Label: "In", Last: 4 * time.Second}, {Kind: chat.Out, Label: "Out", Last: 5500 * time.Millisecond}},
		},
		"a community's post": chat.Post{
			Text: "Time to breathe", Place: chat.Place{ID: "9", Name: "general"}, Role: chat.Role{ID: "7", Name: "calm"},
			Begin: "breathe-longer-out", Button: "Breathe", Source: chat.Source{Timer: "r3", Due: 1000, Until: 2000},
		},
		"a reminder": chat.Say{Text: "Water?", Source: chat.Source{Timer: "r1", Due: 5}},
		"a file":     chat.Document{Name: "a.json", Type: "application/json", Caption: "Here", Data: []byte("{}")},
	}
}

func TestAMessageComesOutOfAMailboxAsItWentIn(t *testing.T) {
	for name, m := range messages() {
		t.Run(name, func(t *testing.T) {
			b, err := chat.EncodeMessage(m)
			if err != nil {
				t.Fatal(err)
			}
			got, err := chat.DecodeMessage(b)
			if err != nil || !reflect.DeepEqual(got, m) {
				t.Errorf("got %+v, %v, want %+v", got, err, m)
			}
		})
	}
}

func TestWhatIsNoMessageIsRefusedWithoutBeingQuoted(t *testing.T) {
	for _, b := range []string{"", "x", "s", "sprivate words", "p\xff\xff"} {
		_, err := chat.DecodeMessage([]byte(b))
		if !errors.Is(err, chat.ErrMessage) || strings.Contains(err.Error(), "private") {
			t.Errorf("decoding %q: %v", b, err)
		}
	}
}

func FuzzDecodeMessage(f *testing.F) {
	for _, m := range messages() {
		b, err := chat.EncodeMessage(m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := chat.DecodeMessage(b)
		if err != nil {
			return
		}
		again, err := chat.EncodeMessage(m)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := chat.DecodeMessage(again); err != nil || !reflect.DeepEqual(got, m) {
			t.Fatalf("%+v comes back as %+v, %v", m, got, err)
		}
	})
}

func TestAnActorsKeyReadsBackAndItsPrintedFormNamesNobody(t *testing.T) {
	for _, a := range []chat.Actor{
		{Platform: "telegram", Kind: chat.Person, ID: "123"},
		{Platform: "discord", Kind: chat.Community, ID: "12/34"},
	} {
		if got, ok := chat.ParseKey(a.Key()); !ok || got != a {
			t.Errorf("%q reads back as %+v", a.Key(), got)
		}
		if shown := fmt.Sprintf("%v %s", a, a); strings.Contains(shown, "12") {
			t.Errorf("printed as %q", shown)
		}
	}
	for _, key := range []string{"", "telegram", "telegram/p", "telegram/p/", "telegram/x/1", "/p/1"} {
		if a, ok := chat.ParseKey(key); ok {
			t.Errorf("%q is read as %+v", key, a)
		}
	}
}

func TestSignalsHaveNamesAndAnOrder(t *testing.T) {
	for _, s := range chat.Signals() {
		if got, ok := chat.ParseSignal(s.String()); !ok || got != s {
			t.Errorf("%d is called %q and reads back as %d", s, s, got)
		}
	}
	if chat.Medical < chat.Crisis || chat.Crisis < chat.CrisisMaybe || chat.CrisisMaybe < chat.NoSignal {
		t.Error("the most urgent signal does not win")
	}
}

func TestAPacerKnowsItsLength(t *testing.T) {
	pace, _ := messages()["a pacer"].(chat.Pace)
	if got := pace.Length(); got != 38*time.Second {
		t.Errorf("got %v", got)
	}
}
