package discordtest_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestAnInteractionIsAnsweredOnce(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	b.srv.Person("", "en-US").Command("checkin", nil, discordtest.Place{})
	i := e.interaction()
	b.must("POST", i.callback(), m{"type": 4, "data": words("Hello")})
	if a := b.call("POST", i.callback(), m{"type": 5}); a.code() != 40060 {
		t.Errorf("a second answer: %d %s", a.status, a.raw)
	}
	if a := b.call("POST", "/interactions/1/x/callback", m{"type": 5}); a.code() != 10062 {
		t.Errorf("an answer to nothing: %d %s", a.status, a.raw)
	}
}

func TestAnAnswerAfterThreeSecondsIsTooLate(t *testing.T) {
	c := newClock()
	b := start(t, discordtest.Config{Now: c.read})
	e := listen(t, b.srv)
	ann := b.srv.Person("", "en-US")
	asked := ann.Command("checkin", nil, discordtest.Place{})
	i := e.interaction()
	c.move(3*time.Second + time.Millisecond)
	if a := b.call("POST", i.callback(), m{"type": 5}); a.code() != 10062 || a.status != http.StatusNotFound {
		t.Errorf("a late answer: %d %s", a.status, a.raw)
	}
	if _, err := asked.Answered(soon(t)); !errors.Is(err, discordtest.ErrUnanswered) || !asked.Failed() {
		t.Errorf("the person waits for %v", err)
	}
	ann.Command("checkin", nil, discordtest.Place{})
	i = e.interaction()
	c.move(2 * time.Second)
	b.must("POST", i.callback(), m{"type": 5})
	took := b.srv.Answers()
	if len(took) != 2 || !took[0].Late || took[1].Late || took[1].Took != 2*time.Second || took[1].Kind != 2 {
		t.Errorf("the clock says %+v", took)
	}
}

func TestWhoeverWaitsForAnAnswerIsToldThatNoneCame(t *testing.T) {
	b := start(t, discordtest.Config{AnswerWithin: 20 * time.Millisecond})
	asked := b.srv.Person("", "en-US").Command("checkin", nil, discordtest.Place{})
	if _, err := asked.Answered(soon(t)); !errors.Is(err, discordtest.ErrUnanswered) {
		t.Errorf("got %v", err)
	}
}

func TestADeferredAnswerArrives(t *testing.T) {
	for name, method := range map[string]string{"as an edit of the original": "PATCH", "as the first message after it": "POST"} {
		t.Run(name, func(t *testing.T) {
			b := start(t, discordtest.Config{})
			e := listen(t, b.srv)
			ann := b.srv.Person("", "en-US")
			asked := ann.Command("week", nil, discordtest.Place{})
			i := e.interaction()
			hook := "/webhooks/" + b.srv.AppID() + "/" + i.Token
			if a := b.call("POST", hook, words("early")); a.code() != 10015 {
				t.Fatalf("a message before the answer: %d %s", a.status, a.raw)
			}
			b.must("POST", i.callback(), m{"type": 5, "data": m{"flags": 64}})
			if !asked.Deferred() || ann.Waiting() != 0 {
				t.Fatal("the person does not see thinking")
			}
			path := hook
			if method == "PATCH" {
				path += "/messages/@original"
			}
			b.must(method, path, words("Your week"))
			seen, err := ann.Next(soon(t))
			if err != nil || seen.Content != "Your week" || !seen.Ephemeral || seen.Thinking || asked.Deferred() {
				t.Fatalf("saw %+v, %v", seen, err)
			}
			if original, ok := asked.Original(); !ok || original.ID != seen.ID {
				t.Errorf("the original is %+v", original)
			}
			b.must("POST", hook, with(words("And more"), "flags", 64))
			more, err := ann.Next(soon(t))
			if err != nil || more.Content != "And more" || more.ID == seen.ID {
				t.Fatalf("then saw %+v, %v", more, err)
			}
			b.must("PATCH", hook+"/messages/"+more.ID, words("And less"))
			if now, err := ann.Changed(soon(t)); err != nil || now.Content != "And less" {
				t.Errorf("changed to %+v, %v", now, err)
			}
			if a := b.must("GET", hook+"/messages/@original", nil); a.id() != seen.ID {
				t.Errorf("the original reads %s", a.raw)
			}
			b.must("DELETE", hook+"/messages/@original", nil)
			if now, _ := ann.Look(seen.ID); !now.Deleted {
				t.Error("a deleted message is still there")
			}
			if a := b.call("GET", "/channels/"+ann.DM()+"/messages/"+more.ID, nil); a.code() != 10008 {
				t.Errorf("an ephemeral message could be read by the channel: %s", a.raw)
			}
		})
	}
}

func TestATokenLastsFifteenMinutes(t *testing.T) {
	c := newClock()
	b := start(t, discordtest.Config{Now: c.read})
	e := listen(t, b.srv)
	b.srv.Person("", "en-US").Command("week", nil, discordtest.Place{})
	i := e.interaction()
	hook := "/webhooks/" + b.srv.AppID() + "/" + i.Token
	b.must("POST", i.callback(), m{"type": 5})
	c.move(14 * time.Minute)
	b.must("PATCH", hook+"/messages/@original", words("Here"))
	c.move(2 * time.Minute)
	if a := b.call("POST", hook, words("More")); a.code() != 50027 {
		t.Errorf("got %d %s", a.status, a.raw)
	}
}

func TestAnAcknowledgedPressMayEditItsMessageLater(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	ann := b.srv.Person("", "en-US")
	b.must("POST", "/channels/"+ann.DM()+"/messages", with(words("Well?"), "components", []m{
		row(m{"type": 3, "custom_id": "2.area", "options": []m{{"label": "Head", "value": "head"}, {"label": "Chest", "value": "chest"}}}),
	}))
	seen, err := ann.Next(soon(t))
	if err != nil || len(seen.Selects()) != 1 {
		t.Fatalf("saw %+v, %v", seen, err)
	}
	if _, err := ann.Press(seen, "other"); !errors.Is(err, discordtest.ErrGone) {
		t.Errorf("a button that never was: %v", err)
	}
	asked, err := ann.Select(seen, "2.area", "chest")
	if err != nil {
		t.Fatal(err)
	}
	i := e.interaction()
	if !strings.Contains(string(i.Data), `"values":["chest"]`) {
		t.Errorf("the choice came as %s", i.Data)
	}
	b.must("POST", i.callback(), m{"type": 6})
	b.must("PATCH", "/webhooks/"+b.srv.AppID()+"/"+i.Token+"/messages/@original", m{"components": []m{}})
	now, err := ann.Until(soon(t), seen.ID, func(got discordtest.Message) bool { return len(got.Components) == 0 })
	if err != nil || now.Content != "Well?" {
		t.Errorf("became %+v, %v", now, err)
	}
	if original, _ := asked.Original(); original.ID != seen.ID {
		t.Error("the original of a press is not its message")
	}
}

func TestAnAnswerFitsItsInteraction(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	ann := b.srv.Person("", "en-US")
	for _, c := range []struct {
		name   string
		do     func()
		answer m
		status int
	}{
		{"an edit for a command", func() { ann.Command("a", nil, discordtest.Place{}) }, m{"type": 7, "data": words("x")}, 400},
		{"choices for a command", func() { ann.Command("a", nil, discordtest.Place{}) }, m{"type": 8, "data": m{"choices": []m{}}}, 400},
		{"an empty message", func() { ann.Command("a", nil, discordtest.Place{}) }, m{"type": 4, "data": m{}}, 400},
		{"an unknown type", func() { ann.Command("a", nil, discordtest.Place{}) }, m{"type": 77}, 400},
		{"a message for suggestions", func() { ann.Autocomplete("a", nil, discordtest.Place{}) }, m{"type": 4, "data": words("x")}, 400},
		{"choices for suggestions", func() { ann.Autocomplete("a", nil, discordtest.Place{}) }, m{"type": 8, "data": m{"choices": []m{}}}, 204},
		{"a message for something new", func() { ann.Interact(99, []byte(`{"what":1}`), discordtest.Place{}, nil) }, m{"type": 4, "data": words("x")}, 204},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.do()
			if a := b.call("POST", e.interaction().callback(), c.answer); a.status != c.status {
				t.Errorf("got %d %s", a.status, a.raw)
			}
		})
	}
}

func TestSuggestionsReachThePerson(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	asked := b.srv.Person("", "en-US").Autocomplete("zone", []discordtest.Option{{Name: "city", Value: "Mad", Focused: true}}, discordtest.Place{})
	i := e.interaction()
	if i.Type != 4 || !strings.Contains(string(i.Data), `"focused":true`) {
		t.Errorf("came as %d %s", i.Type, i.Data)
	}
	b.must("POST", i.callback(), m{"type": 8, "data": m{"choices": []m{{"name": "Madrid", "value": "Europe/Madrid"}}}})
	got, err := asked.Answered(soon(t))
	if err != nil || !strings.Contains(string(got.Choices), "Europe/Madrid") {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAFormOpensAndComesBackInItsOwnShape(t *testing.T) {
	input := m{"type": 4, "custom_id": "3.note", "style": 2}
	for name, c := range map[string]struct {
		part m
		want string
	}{
		"with rows":   {row(with(input, "label", "A note")), `"components":[{"custom_id":"3.note"`},
		"with labels": {m{"type": 18, "label": "A note", "component": input}, `"component":{"custom_id":"3.note"`},
	} {
		t.Run(name, func(t *testing.T) {
			b := start(t, discordtest.Config{Specs: discordtest.SpecsFromEnv()})
			e := listen(t, b.srv)
			ann := b.srv.Person("", "en-US")
			b.must("POST", "/channels/"+ann.DM()+"/messages", with(words("Write"), "components", []m{row(button("3.w", "Write"))}))
			seen, err := ann.Next(soon(t))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := ann.Press(seen, "3.w"); err != nil {
				t.Fatal(err)
			}
			b.must("POST", e.interaction().callback(), m{"type": 9, "data": m{"custom_id": "3.form", "title": "A note", "components": []m{c.part}}})
			form, err := ann.Modal(soon(t))
			if err != nil || len(form.Inputs()) != 1 || form.CustomID != "3.form" {
				t.Fatalf("opened %+v, %v", form, err)
			}
			ann.SubmitModal(form, map[string]string{"3.note": "quiet"})
			i := e.interaction()
			if i.Type != 5 || i.Message == nil || !strings.Contains(string(i.Data), c.want) || !strings.Contains(string(i.Data), `"value":"quiet"`) {
				t.Errorf("the form came back as %s", i.Data)
			}
			if a := b.call("POST", i.callback(), m{"type": 9, "data": m{"custom_id": "x", "title": "x", "components": []m{c.part}}}); a.status != 400 {
				t.Errorf("a form after a form: %d", a.status)
			}
			b.must("POST", i.callback(), m{"type": 7, "data": with(words("Written"), "components", []m{})})
			if now, err := ann.Changed(soon(t)); err != nil || now.Content != "Written" {
				t.Errorf("then saw %+v, %v", now, err)
			}
			if v := b.srv.Violations(); len(v) != 0 {
				t.Errorf("violations: %v", v)
			}
		})
	}
}

func TestAnAnswerCanBeShownToTheBot(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	ann := b.srv.Person("", "en-US")
	ann.Command("checkin", nil, discordtest.Place{})
	a := b.must("POST", e.interaction().callback()+"?with_response=true", m{"type": 4, "data": words("Hello")})
	seen, err := ann.Next(soon(t))
	resource, _ := a.body["resource"].(map[string]any)
	message, _ := resource["message"].(map[string]any)
	if err != nil || message["id"] != seen.ID || message["content"] != "Hello" {
		t.Errorf("got %s, %v", a.raw, err)
	}
}

func TestAnInteractionTellsWhereItHappened(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	ann := b.srv.Person("", "en-US")
	g := b.srv.Guild("", "de")
	for _, c := range []struct {
		name    string
		place   discordtest.Place
		context int
		owner   string
		member  bool
	}{
		{"in private", discordtest.Place{}, 1, "0", false},
		{"in a server", g.Channel("77"), 0, "0", true},
		{"in a server where only the person brought the bot", discordtest.Place{Guild: "88", Channel: "89", UserInstalled: true}, 0, "1", true},
		{"among people", discordtest.Place{Channel: "99"}, 2, "1", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := ann.Command("help", nil, c.place.Moderating())
			i := e.interaction()
			_, owned := i.Owners[c.owner]
			if i.Context != c.context || !owned || (i.Member != nil) != c.member || (i.User != nil) == c.member {
				t.Errorf("came as %+v", i)
			}
			if c.member && (i.Member.User.ID != ann.ID() || i.Member.Permissions == "0") {
				t.Errorf("the member is %+v", i.Member)
			}
			b.must("POST", i.callback(), m{"type": 4, "data": with(words("Only you"), "flags", 64)})
			if got, err := ann.Next(soon(t)); err != nil || !got.Ephemeral || got.Interaction != asked.ID {
				t.Errorf("saw %+v, %v", got, err)
			}
		})
	}
	if a := b.call("POST", "/channels/99/messages", words("Hello all")); a.code() != 50001 {
		t.Errorf("a post among people without the bot: %d %s", a.status, a.raw)
	}
}

func TestWhatAnEphemeralAnswerSaysStaysWithItsPerson(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	place := b.srv.Guild("", "en-US").Channel("")
	ann, ben := b.srv.Person("", "en-US"), b.srv.Person("", "en-US")
	ben.Visit(place)
	ann.Command("checkin", nil, place)
	b.must("POST", e.interaction().callback(), m{"type": 4, "data": with(words("Between us"), "flags", 64)})
	b.must("POST", "/channels/"+place.Channel+"/messages", words("For all"))
	if got, err := ben.Next(soon(t)); err != nil || got.Content != "For all" {
		t.Errorf("the other one saw %+v, %v", got, err)
	}
	if got, err := ann.Next(soon(t)); err != nil || got.Content != "Between us" {
		t.Errorf("the person saw %+v, %v", got, err)
	}
}
