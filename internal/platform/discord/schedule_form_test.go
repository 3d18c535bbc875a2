package discord_test

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
)

// theForm asks for the words of a reminder.
func theForm() *chat.Reply {
	return &chat.Reply{Text: "What shall it say?", Form: &chat.Form{
		Token: "d1.text", Title: "A new reminder", Label: "Its words", Text: "Breathe", Most: 600, Button: "Write it",
	}}
}

func TestWordsAreAskedForInAForm(t *testing.T) {
	for name, slow := range map[string]bool{
		"it opens at once when the house is quick":       false,
		"a button opens it when the house took its time": true,
	} {
		t.Run(name, func(t *testing.T) {
			srv := calm(t, nil)
			h := community(t, srv, func(c *discord.Config) {
				if slow {
					c.Timing.Defer = time.Millisecond
				}
			})
			thinking := make(chan struct{})
			answers(h, func(m chat.Manage) *chat.Reply {
				if fill, ok := m.Ask.(chat.Fill); ok {
					return &chat.Reply{Text: fill.Token + ": " + fill.Text, Settled: true}
				}
				if slow {
					<-thinking
				}
				return theForm()
			})
			h.connect()
			at := srv.Guild("", "en-US").Channel("")
			ann := srv.Person("", "en-US")
			asked := schedule(ann, at, "new", text("when", "every day 9:00"))
			if slow {
				until(t, "it is thought about", asked.Deferred)
				close(thinking)
				shown := next(t, ann)
				if !shown.Ephemeral || shown.Content != "What shall it say?" {
					t.Errorf("saw %+v", shown)
				}
				press(t, ann, shown, "Write it")
			}
			form, err := ann.Modal(soon(t))
			if err != nil || form.Title != "A new reminder" || len(form.Inputs()) != 1 {
				t.Fatalf("opened %+v, %v", form, err)
			}
			if in := form.Inputs()[0]; in.Label != "Its words" || in.Value != "Breathe" || in.MaxLength != 600 {
				t.Errorf("asked with %+v", in)
			}
			ann.SubmitModal(form, map[string]string{form.Inputs()[0].CustomID: "Tea?"})
			if slow {
				m, err := ann.Changed(soon(t))
				if err != nil || m.Content != "d1.text: Tea?" || len(m.Buttons()) != 0 {
					t.Errorf("it became %+v, %v", m, err)
				}
				return
			}
			if m := next(t, ann); !m.Ephemeral || m.Content != "d1.text: Tea?" {
				t.Errorf("saw %+v", m)
			}
		})
	}
}

func TestAFormOpensAlsoAfterARestart(t *testing.T) {
	srv := calm(t, nil)
	first := community(t, srv, nil)
	answers(first, func(m chat.Manage) *chat.Reply {
		if _, ok := m.Ask.(chat.Fill); ok { // no form can open over a form
			return theForm()
		}
		return theForm()
	})
	first.connect()
	at := srv.Guild("", "en-US").Channel("")
	ann := srv.Person("", "en-US")
	schedule(ann, at, "new", text("when", "every day 9:00"))
	form, err := ann.Modal(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	ann.SubmitModal(form, map[string]string{form.Inputs()[0].CustomID: "too long"})
	shown := next(t, ann)
	if err := first.close(); err != nil {
		t.Fatal(err)
	}
	second := community(t, srv, nil)
	second.connect()
	press(t, ann, shown, "Write it")
	again, err := ann.Modal(soon(t))
	if err != nil || again.CustomID != form.CustomID || again.Inputs()[0].MaxLength != 600 || again.Title != "Write it" {
		t.Errorf("opened %+v, %v", again, err)
	}
}
