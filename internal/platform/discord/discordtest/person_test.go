package discordtest_test

import (
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestACommandIsAnsweredAndItsButtonPressed(t *testing.T) {
	b := start(t, discordtest.Config{Specs: discordtest.SpecsFromEnv()})
	e := listen(t, b.srv)
	ann := b.srv.Person("", "es-ES")
	asked := ann.Command("checkin", nil, discordtest.Place{})
	i := e.interaction()
	if i.Type != 2 || i.Locale != "es-ES" || i.User == nil || i.User.ID != ann.ID() || i.Context != 1 {
		t.Fatalf("the command came as %+v", i)
	}
	data := with(words("How are you?"), "components", []m{row(button("1.a", "Well"), button("1.b", "Not so well"))})
	b.must("POST", i.callback(), m{"type": 4, "data": data})
	got, err := asked.Answered(soon(t))
	if err != nil || got.Type != discordtest.AnswerMessage {
		t.Fatalf("answered with %+v, %v", got, err)
	}
	seen, err := ann.Next(soon(t))
	if err != nil || seen.Content != "How are you?" || len(seen.Buttons()) != 2 || seen.Interaction != asked.ID {
		t.Fatalf("saw %+v, %v", seen, err)
	}
	well, _ := seen.Button("Well")
	if _, err := ann.Press(seen, well.CustomID); err != nil {
		t.Fatal(err)
	}
	i = e.interaction()
	if i.Type != 3 || i.Message == nil || i.Message.ID != seen.ID {
		t.Fatalf("the press came as %+v", i)
	}
	b.must("POST", i.callback(), m{"type": 7, "data": m{"content": "How are you? Well", "components": []m{}, "allowed_mentions": m{"parse": []string{}}}})
	after, err := ann.Changed(soon(t))
	if err != nil || after.Version != 1 || len(after.Buttons()) != 0 {
		t.Fatalf("changed to %+v, %v", after, err)
	}
	if _, err := ann.Press(seen, well.CustomID); err == nil {
		t.Error("a button that is gone could be pressed")
	}
	if v := b.srv.Violations(); len(v) != 0 {
		t.Errorf("violations: %v", v)
	}
}
