package conversation_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// TestAnEditReachesTheRecordThatWasKept: the person's export has the corrected words.
func TestAnEditReachesTheRecordThatWasKept(t *testing.T) {
	p := somebody(t, true).says("/journal", "a long dya")
	p.hears()
	of := p.lastID()
	if err := p.handle("e1", chat.Edit{Of: of, Text: "a long day"}); err != nil {
		t.Fatal(err)
	}
	if heard := p.hears(); !strings.Contains(heard, "Your last answer was changed") {
		t.Errorf("heard:\n%s", heard)
	}
	data, err := p.talk.Export(t.Context(), p.actor())
	if err != nil || !strings.Contains(string(data), "a long day") || strings.Contains(string(data), "dya") {
		t.Errorf("kept: %s, %v", data, err)
	}
}

// TestAnEditOfSomethingElseIsStoredNowhere: it is no turn.
func TestAnEditOfSomethingElseIsStoredNowhere(t *testing.T) {
	p := somebody(t, true).says("/evening", "7")
	p.hears()
	before := p.version()
	answer, err := p.answer("e1", chat.Edit{Of: p.lastID(), Text: "8"})
	if heard := p.hears(); err != nil || answer.Open == 0 || heard != "" || p.version() != before {
		t.Errorf("answered %+v, %v; version %d became %d, heard:\n%s", answer, err, before, p.version(), heard)
	}
}

// TestACrisisIsSeenWhereverThereAreWords: in an edit, and in what stands under a picture.
func TestACrisisIsSeenWhereverThereAreWords(t *testing.T) {
	const words = "I want to kill myself"
	for name, e := range map[string]chat.Event{
		"an edit":                chat.Edit{Of: "somewhere", Text: words},
		"the words of a picture": chat.Unread{Caption: words},
	} {
		t.Run(name, func(t *testing.T) {
			p := somebody(t, true)
			if err := p.handle("c", e); err != nil {
				t.Fatal(err)
			}
			if heard := p.hears(); !strings.Contains(heard, "988") && !strings.Contains(heard, "112") && !strings.Contains(heard, "999") {
				t.Errorf("heard:\n%s", heard)
			}
			p.store.down = errors.New("away")
			if err := p.handle("d", e); err == nil || len(p.direct) == 0 {
				t.Errorf("without a store %d messages were said, %v", len(p.direct), err)
			}
		})
	}
}

func (p *person) lastID() string { return fmt.Sprint("event-", p.events) }
