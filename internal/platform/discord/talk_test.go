package discord_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// replies makes a house that sends a message for every event, as delivery would,
// before the event counts as done.
func replies(h *house, m func(in chat.Inbound) (chat.Message, chat.Answer)) {
	var n atomic.Int64
	h.answer = func(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
		message, after := m(in)
		if message != nil {
			id := fmt.Sprint("m", n.Add(1))
			h.sends.Go(func() { // delivery has its own pace
				if err := h.d.Send(context.WithoutCancel(ctx), in.Actor, id, message); err != nil {
					h.t.Errorf("sending: %v", err)
				}
			})
		}
		return after, nil
	}
}

func TestACheckInInPrivate(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, nil)
	replies(h, func(in chat.Inbound) (chat.Message, chat.Answer) {
		switch e := in.Event.(type) {
		case chat.Command:
			return ask(7), chat.Answer{Open: 7}
		case chat.Press:
			if e.Question != 7 || e.Token != "good" {
				t.Errorf("pressed %+v", e)
			}
			return chat.Say{Text: "Thank you."}, chat.Answer{}
		}
		return nil, chat.Answer{}
	})
	h.connect()
	ann := srv.Person("", "es-ES")
	if got, err := ann.Command("checkin", nil, discordtest.Place{}).Answered(soon(t)); err != nil || got.Type != discordtest.AnswerMessage {
		t.Errorf("answered with %+v, %v", got, err)
	}
	shown := next(t, ann)
	if shown.Ephemeral || shown.Content != "How is your mood?" || len(shown.Buttons()) != 3 {
		t.Errorf("saw %+v", shown)
	}
	in := h.events(1)[0]
	if in.Locale != "es-ES" || in.Event != (chat.Command{Name: "checkin"}) || !strings.HasPrefix(in.ID, "i") {
		t.Errorf("got %+v", in)
	}
	if got, err := press(t, ann, shown, "Good").Answered(soon(t)); err != nil || got.Type != discordtest.AnswerEdit {
		t.Errorf("answered with %+v, %v", got, err)
	}
	if changed, err := ann.Until(soon(t), shown.ID, func(m discordtest.Message) bool { return m.Version > 0 }); err != nil ||
		len(changed.Buttons()) != 0 || changed.Content != "How is your mood?\n> Good" {
		t.Errorf("the question became %+v, %v", changed, err)
	}
	if thanks := next(t, ann); thanks.Content != "Thank you." || thanks.Interaction != "" || thanks.Nonce == "" {
		t.Errorf("saw %+v", thanks)
	}
}

func TestACheckInInAServerIsSeenByNobodyElse(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, nil)
	replies(h, func(in chat.Inbound) (chat.Message, chat.Answer) {
		switch e := in.Event.(type) {
		case chat.Command:
			say := ask(35)
			say.Write = "Write it"
			return say, chat.Answer{Open: 35}
		case chat.Text:
			return chat.Say{Text: "You wrote: " + e.Text}, chat.Answer{}
		}
		return nil, chat.Answer{}
	})
	h.connect()
	place := srv.Guild("", "en-US").Channel("")
	ann, ben := srv.Person("", "en-US"), srv.Person("", "en-US")
	ben.Visit(place)
	ann.Command("journal", nil, place)
	shown := next(t, ann)
	if !shown.Ephemeral {
		t.Errorf("others see %+v", shown)
	}
	opened := press(t, ann, shown, "Write it")
	form, err := ann.Modal(soon(t))
	if err != nil || form.Title != "Write it" || len(form.Inputs()) != 1 {
		t.Fatalf("opened %+v, %v", form, err)
	}
	if got, err := opened.Answered(soon(t)); err != nil || got.Type != discordtest.AnswerModal {
		t.Errorf("answered with %+v, %v", got, err)
	}
	ann.SubmitModal(form, map[string]string{form.Inputs()[0].CustomID: "a *quiet* day\nwith rain"})
	if got := texts(h.events(2))[1]; got != "a *quiet* day\nwith rain" {
		t.Errorf("got %q", got)
	}
	thanks := next(t, ann)
	if !thanks.Ephemeral || !strings.HasPrefix(thanks.Content, "You wrote") {
		t.Errorf("saw %+v", thanks)
	}
	closed, err := ann.Until(soon(t), shown.ID, func(m discordtest.Message) bool { return m.Version > 0 })
	if err != nil || len(closed.Buttons()) != 0 || !strings.HasSuffix(closed.Content, `a \*quiet\* day with rain`) {
		t.Errorf("the question became %+v, %v", closed, err)
	}
	if ben.Waiting() != 0 {
		t.Error("somebody else saw it")
	}
}

func TestAPressThatChangesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		after   chat.Answer
		first   int
		buttons int
		content string
	}{
		"its question is still open: the word comes alone": {chat.Answer{Notice: "One moment.", Open: 3}, discordtest.AnswerMessage, 3, "How is your mood?"},
		"its question is over: the buttons go":             {chat.Answer{Notice: "That is over.", Open: 9}, discordtest.AnswerEdit, 0, "How is your mood?"},
		"nothing to say and still open":                    {chat.Answer{Open: 3}, discordtest.AnswerDeferredEdit, 3, "How is your mood?"},
	} {
		t.Run(name, func(t *testing.T) {
			srv := server(t, discordtest.Config{})
			h := build(t, srv, nil)
			replies(h, func(in chat.Inbound) (chat.Message, chat.Answer) {
				if _, ok := in.Event.(chat.Command); ok {
					return ask(3), chat.Answer{Open: 3}
				}
				return nil, c.after
			})
			h.connect()
			ann, place := srv.Person("", "en-US"), srv.Guild("", "en-US").Channel("")
			ann.Command("checkin", nil, place)
			shown := next(t, ann)
			if got, err := press(t, ann, shown, "Low").Answered(soon(t)); err != nil || got.Type != c.first {
				t.Errorf("answered with %+v, %v", got, err)
			}
			if c.after.Notice != "" {
				if word := next(t, ann); !word.Ephemeral || word.Content != c.after.Notice {
					t.Errorf("saw %+v", word)
				}
			}
			if m, _ := ann.Look(shown.ID); len(m.Buttons()) != c.buttons || m.Content != c.content {
				t.Errorf("the question is %+v", m)
			}
		})
	}
}

func TestManyChoicesAreAList(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, nil)
	say := chat.Say{Text: "Where?", Question: 5, Controls: []chat.Control{{Token: "skip", Label: "Skip"}}}
	for i := range 30 {
		say.Choices = append(say.Choices, chat.Choice{Token: fmt.Sprint("c", i), Label: fmt.Sprint("Area ", i)})
	}
	replies(h, func(in chat.Inbound) (chat.Message, chat.Answer) {
		if _, ok := in.Event.(chat.Command); ok {
			return say, chat.Answer{Open: 5}
		}
		return nil, chat.Answer{}
	})
	h.connect()
	ann := srv.Person("", "en-US")
	ann.Command("body", nil, discordtest.Place{})
	shown := next(t, ann)
	lists := shown.Selects()
	if len(lists) != 2 || len(lists[0].Options) != 25 || len(lists[1].Options) != 5 || len(shown.Buttons()) != 1 {
		t.Fatalf("saw %+v", shown)
	}
	if _, err := ann.Select(shown, lists[1].CustomID, lists[1].Options[4].Value); err != nil {
		t.Fatal(err)
	}
	if got := h.events(2)[1].Event; got != (chat.Press{Question: 5, Token: "c29"}) {
		t.Errorf("got %+v", got)
	}
	if m, err := ann.Until(soon(t), shown.ID, func(m discordtest.Message) bool { return m.Version > 0 }); err != nil || m.Content != "Where?\n> Area 29" {
		t.Errorf("the question became %+v, %v", m, err)
	}
}

func TestTheFirstAnswerIsInTimeHoweverSlowTheHouse(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, func(c *discord.Config) { c.Timing.Defer = 50 * time.Millisecond })
	release := make(chan struct{})
	h.answer = func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		<-release
		return chat.Answer{}, nil
	}
	h.connect()
	place := srv.Guild("", "en-US").Channel("")
	var asked []*discordtest.Interaction
	for i := range 200 {
		p := srv.Person("", "en-US")
		where := place
		if i%2 == 0 {
			where = discordtest.Place{}
		}
		asked = append(asked, p.Command("checkin", nil, where))
	}
	for _, i := range asked {
		if got, err := i.Answered(soon(t)); err != nil || got.Type != discordtest.AnswerDeferred {
			t.Errorf("answered with %+v, %v", got, err)
		}
	}
	close(release)
	for _, in := range h.events(200) {
		if err := h.d.Send(soon(t), in.Actor, "w", ask(1)); err != nil {
			t.Fatal(err)
		}
	}
	for n, i := range asked {
		m, ok := i.Original()
		if !ok || m.Thinking || len(m.Buttons()) != 3 || m.Ephemeral != (n%2 == 1) {
			t.Errorf("answer %d is %+v", n, m)
		}
	}
	for _, a := range srv.Answers() {
		if a.Late {
			t.Error("an answer was late")
		}
	}
}

func TestASlowPressIsAcknowledgedAndClosedLater(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, func(c *discord.Config) { c.Timing.Defer = 30 * time.Millisecond })
	release := make(chan struct{})
	h.answer = func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		if _, ok := in.Event.(chat.Press); ok {
			<-release
		}
		return chat.Answer{}, nil
	}
	h.connect()
	ann := srv.Person("", "en-US")
	ann.Command("checkin", nil, srv.Guild("", "en-US").Channel(""))
	h.events(1)
	h.mustSend(ann, "1", ask(1))
	shown := next(t, ann)
	if got, err := press(t, ann, shown, "Good").Answered(soon(t)); err != nil || got.Type != discordtest.AnswerDeferredEdit {
		t.Errorf("answered with %+v, %v", got, err)
	}
	close(release)
	if m, err := ann.Until(soon(t), shown.ID, func(m discordtest.Message) bool { return m.Version > 0 }); err != nil || len(m.Buttons()) != 0 {
		t.Errorf("the question became %+v, %v", m, err)
	}
	h.mustSend(ann, "2", chat.Say{Text: "next"})
	if m := next(t, ann); m.Content != "next" || !m.Ephemeral {
		t.Errorf("saw %+v", m)
	}
}

func TestWhatCannotBeReadAndWhatWasCorrected(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, nil)
	ann := srv.Person("", "en-US")
	said := ann.Say("sevn")
	ann.Edit(said, "seven")
	ann.SendSticker()
	ann.SendPhoto("")
	ann.SendPhoto("my foot")
	ann.Say("/Breathe box please")
	ann.Say("!stop")
	ann.Say("!!")
	all := h.events(8)
	want := []chat.Event{
		chat.Text{Text: "sevn"},
		chat.Edit{Of: all[0].ID, Text: "seven"},
		chat.Unread{},
		chat.Unread{},
		chat.Unread{Caption: "my foot"},
		chat.Command{Name: "breathe", Args: "box please"},
		chat.Command{Name: "stop"},
		chat.Text{Text: "!!"},
	}
	for i, in := range all {
		if in.Event != want[i] {
			t.Errorf("event %d is %+v, want %+v", i, in.Event, want[i])
		}
	}
	if !strings.HasPrefix(all[1].ID, "e"+all[0].ID[1:]+".") {
		t.Errorf("the correction is %q of %q", all[1].ID, all[0].ID)
	}
}

func TestOptionsOfACommandAreItsArguments(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, nil)
	srv.Person("", "en-US").Command("remind", []discordtest.Option{{Name: "me", Options: []discordtest.Option{
		{Name: "when", Value: "daily 21:00"}, {Name: "times", Value: 3},
	}}}, discordtest.Place{})
	if got := h.events(1)[0].Event; got != (chat.Command{Name: "remind", Args: "me daily 21:00 3"}) {
		t.Errorf("got %+v", got)
	}
}

func TestTheCommandMenuIsSetWhenItChanged(t *testing.T) {
	srv := server(t, discordtest.Config{})
	menus := []chat.Menu{
		{Lang: "en", Entries: []chat.Entry{{Name: "checkin", Description: "How are you?"}, {Name: "stop", Description: "Stop here"}}},
		{Lang: "es", Entries: []chat.Entry{{Name: "checkin", Description: "¿Cómo estás?"}, {Name: "parar", Description: "Parar aquí"}}},
	}
	h := build(t, srv, func(c *discord.Config) { c.Menus = func() []chat.Menu { return menus } })
	puts := func() (n int) {
		for _, c := range srv.Calls() {
			if c.Method == http.MethodPut {
				n++
			}
		}
		return n
	}
	for range 3 {
		if err := h.d.SetCommands(soon(t)); err != nil {
			t.Fatal(err)
		}
	}
	got := srv.Commands("")
	if len(got) != 2 || puts() != 1 || !strings.Contains(string(got[1]), `"es-419":"parar"`) || !strings.Contains(string(got[0]), `"contexts":[0,1]`) {
		t.Errorf("%d calls, %s", puts(), got)
	}
	menus[0].Entries[0].Description = "How are you today?"
	if err := h.d.SetCommands(soon(t)); err != nil || puts() != 2 {
		t.Errorf("%d calls, %v", puts(), err)
	}
}

func TestALongTextIsCutAndTheButtonsStayBelow(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, nil)
	ann := srv.Person("", "en-US")
	ann.Say("hi")
	h.events(1)
	say := ask(2)
	say.Text = strings.Repeat(strings.Repeat("word ", 120)+"\n\n", 6)
	h.mustSend(ann, "long", say)
	first, last := next(t, ann), next(t, ann)
	if len(first.Buttons()) != 0 || len(last.Buttons()) != 3 || first.Nonce == last.Nonce {
		t.Errorf("saw %d and %d buttons", len(first.Buttons()), len(last.Buttons()))
	}
	h.mustSend(ann, "long", say) // again, after an acknowledgement was lost
	if ann.Waiting() != 0 {
		t.Error("it came twice")
	}
}

func TestAFileComesAlong(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, nil)
	ann, place := srv.Person("", "en-US"), srv.Guild("", "en-US").Channel("")
	file := chat.Document{Name: "../my data.json", Type: "application/json", Caption: "All of it.", Data: []byte(`{"a":1}`)}
	for i, where := range []discordtest.Place{{}, place} {
		asked := ann.Command("export", nil, where)
		h.events(i + 1)
		h.mustSend(ann, fmt.Sprint("file", i), file)
		m, ok := asked.Original()
		if !ok || m.Content != "All of it." || len(m.Files) != 1 || m.Files[0].Name != "my-data.json" || string(m.Files[0].Data) != `{"a":1}` || m.Ephemeral != (i == 1) {
			t.Errorf("saw %+v", m)
		}
		h.mustSend(ann, fmt.Sprint("more", i), file)
		if m := last(t, ann); len(m.Files) != 1 {
			t.Errorf("saw %+v", m)
		}
	}
}

func last(t *testing.T, p *discordtest.Person) discordtest.Message {
	t.Helper()
	m := next(t, p)
	for p.Waiting() > 0 {
		m = next(t, p)
	}
	return m
}

func TestAPacerMovesUntilThePersonDoesSomething(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, func(c *discord.Config) { c.Timing.Edit = 5 * time.Millisecond })
	h.connect()
	pace := chat.Pace{
		Text: "Small breaths. Stop when you like.", Rounds: 1000, Question: 4,
		Phases:   []chat.Phase{{Kind: chat.In, Label: "In", Last: 10 * time.Millisecond}, {Kind: chat.Out, Label: "Out", Last: 20 * time.Millisecond}},
		Controls: []chat.Control{{Token: "stop", Label: "Stop"}},
	}
	ann := srv.Person("", "en-US")
	for i, where := range []discordtest.Place{{}, srv.Guild("", "en-US").Channel("")} {
		ann.Command("breathe", nil, where)
		h.events(2*i + 1)
		h.mustSend(ann, fmt.Sprint("p", i), pace)
		shown := next(t, ann)
		if !strings.Contains(shown.Content, "In 0.01 · Out 0.02 (× 1000)") {
			t.Errorf("saw %q", shown.Content)
		}
		if _, err := ann.Until(soon(t), shown.ID, func(m discordtest.Message) bool {
			return m.Version > 3 && strings.Contains(m.Content, "○ → ● In") && strings.Contains(m.Content, "Stop when") && len(m.Buttons()) == 1
		}); err != nil {
			t.Fatal(err)
		}
		press(t, ann, shown, "Stop")
		h.events(2*i + 2)
		if m, err := ann.Until(soon(t), shown.ID, func(m discordtest.Message) bool { return strings.HasSuffix(m.Content, "> Stop") }); err != nil || strings.Contains(m.Content, "→") {
			t.Errorf("it came to rest as %+v, %v", m, err)
		}
	}
}

func TestAPacerWhoseQuestionStaysOpenComesToRest(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, func(c *discord.Config) { c.Timing.Edit = 5 * time.Millisecond })
	h.answer = func(context.Context, chat.Inbound) (chat.Answer, error) {
		return chat.Answer{Open: 4, Notice: "One breath at a time."}, nil
	}
	h.connect()
	ann := srv.Person("", "en-US")
	ann.Say("hi")
	h.events(1)
	h.mustSend(ann, "p", chat.Pace{
		Text: "Small breaths.", Rounds: 1000, Question: 4,
		Phases:   []chat.Phase{{Kind: chat.In, Label: "In", Last: 10 * time.Millisecond}},
		Controls: []chat.Control{{Token: "help", Label: "Help"}},
	})
	shown, err := ann.Until(soon(t), next(t, ann).ID, func(m discordtest.Message) bool { return strings.Contains(m.Content, "→") })
	if err != nil {
		t.Fatal(err)
	}
	press(t, ann, shown, "Help")
	if m, err := ann.Until(soon(t), shown.ID, func(m discordtest.Message) bool { return !strings.Contains(m.Content, "→") }); err != nil || len(m.Buttons()) != 1 {
		t.Errorf("it came to rest as %+v, %v", m, err)
	}
	if m := next(t, ann); m.Content != "One breath at a time." || !m.Ephemeral {
		t.Errorf("saw %+v", m)
	}
}

func TestAfterFifteenMinutesThePrivateChatIsUsed(t *testing.T) {
	srv := server(t, discordtest.Config{})
	var ahead atomic.Int64
	h := open(t, srv, func(c *discord.Config) {
		c.Now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	})
	ann, ben, place := srv.Person("", "en-US"), srv.Person("", "en-US"), srv.Guild("", "en-US").Channel("")
	ann.Say("hi")
	h.events(1)
	ann.Command("checkin", nil, place)
	h.events(2)
	ben.Command("checkin", nil, place)
	h.events(3)
	h.mustSend(ann, "1", chat.Say{Text: "in the server"})
	h.mustSend(ben, "1", chat.Say{Text: "in the server"})
	if m := next(t, ann); !m.Ephemeral {
		t.Errorf("saw %+v", m)
	}
	next(t, ben)
	ahead.Store(int64(16 * time.Minute))
	h.mustSend(ann, "2", chat.Say{Text: "a reminder"})
	if m := next(t, ann); m.Ephemeral || m.Channel != ann.DM() {
		t.Errorf("saw %+v", m)
	}
	if err := h.send(ben, "2", chat.Say{Text: "a reminder"}); !errors.Is(err, chat.ErrUnreachable) {
		t.Errorf("sent without being asked: %v", err)
	}
	ahead.Store(0)
	ben.Command("checkin", nil, place)
	h.events(4)
	h.mustSend(ben, "3", chat.Say{Text: "hello again"})
	got := []string{next(t, ben).Content, next(t, ben).Content}
	if !slices.Equal(got, []string{"hello again", "Your private chat is closed to me."}) {
		t.Errorf("saw %q", got)
	}
}
