package discord

import (
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func TestWhatAnEventMeans(t *testing.T) {
	for name, c := range map[string]struct {
		event, data string
		id          string
		want        chat.Event
	}{
		"words in private":           {"MESSAGE_CREATE", `{"id":"1","channel_id":"2","author":{"id":"3"},"content":"hello"}`, "m1", chat.Text{Text: "hello"}},
		"a reply in private":         {"MESSAGE_CREATE", `{"id":"1","channel_id":"2","type":19,"author":{"id":"3"},"content":"hello"}`, "m1", chat.Text{Text: "hello"}},
		"a picture with words":       {"MESSAGE_CREATE", `{"id":"1","channel_id":"2","author":{"id":"3"},"content":"look","attachments":[{"id":"4"}]}`, "m1", chat.Unread{Caption: "look"}},
		"a sticker":                  {"MESSAGE_CREATE", `{"id":"1","channel_id":"2","author":{"id":"3"},"sticker_items":[{}]}`, "m1", chat.Unread{}},
		"words in a server":          {"MESSAGE_CREATE", `{"id":"1","channel_id":"2","guild_id":"9","author":{"id":"3"},"content":"hello"}`, "", nil},
		"words of a bot":             {"MESSAGE_CREATE", `{"id":"1","channel_id":"2","author":{"id":"3","bot":true},"content":"hello"}`, "", nil},
		"words of a webhook":         {"MESSAGE_CREATE", `{"id":"1","channel_id":"2","webhook_id":"8","author":{"id":"3"},"content":"hello"}`, "", nil},
		"a note about a call":        {"MESSAGE_CREATE", `{"id":"1","channel_id":"2","type":3,"author":{"id":"3"}}`, "", nil},
		"a preview was added":        {"MESSAGE_UPDATE", `{"id":"1","channel_id":"2","author":{"id":"3"},"content":"https://a.b","edited_timestamp":null,"embeds":[{}]}`, "", nil},
		"words were changed":         {"MESSAGE_UPDATE", `{"id":"1","channel_id":"2","author":{"id":"3"},"content":"six","edited_timestamp":"2026-11-22T19:00:00Z"}`, "e1.2026-11-22T19:00:00Z", chat.Edit{Of: "m1", Text: "six"}},
		"a command":                  {"INTERACTION_CREATE", `{"id":"5","token":"t","type":2,"user":{"id":"3"},"data":{"name":"checkin"}}`, "i5", chat.Command{Name: "checkin"}},
		"a context menu":             {"INTERACTION_CREATE", `{"id":"5","token":"t","type":2,"user":{"id":"3"},"data":{"name":"checkin","type":2}}`, "", nil},
		"a button":                   {"INTERACTION_CREATE", `{"id":"5","token":"t","type":3,"member":{"user":{"id":"3"}},"guild_id":"8","data":{"custom_id":"15.a"}}`, "i5", chat.Press{Question: 41, Token: "a"}},
		"a button of somebody else":  {"INTERACTION_CREATE", `{"id":"5","token":"t","type":3,"user":{"id":"3"},"data":{"custom_id":"vote"}}`, "", nil},
		"a list":                     {"INTERACTION_CREATE", `{"id":"5","token":"t","type":3,"user":{"id":"3"},"data":{"custom_id":"15!s0","values":["15.b"]}}`, "i5", chat.Press{Question: 41, Token: "b"}},
		"a list of nothing":          {"INTERACTION_CREATE", `{"id":"5","token":"t","type":3,"user":{"id":"3"},"data":{"custom_id":"15!s0","values":[]}}`, "", nil},
		"a sheet in rows":            {"INTERACTION_CREATE", `{"id":"5","token":"t","type":5,"user":{"id":"3"},"data":{"custom_id":"15!w","components":[{"type":1,"components":[{"type":4,"custom_id":"words","value":"well"}]}]}}`, "i5", chat.Text{Text: "well"}},
		"a sheet with labels":        {"INTERACTION_CREATE", `{"id":"5","token":"t","type":5,"user":{"id":"3"},"data":{"custom_id":"15!w","components":[{"type":18,"label":{"x":1},"component":{"type":4,"custom_id":"words","value":"well"}}]}}`, "i5", chat.Text{Text: "well"}},
		"a sheet of somebody else":   {"INTERACTION_CREATE", `{"id":"5","token":"t","type":5,"user":{"id":"3"},"data":{"custom_id":"form","components":[]}}`, "", nil},
		"a kind that is new":         {"INTERACTION_CREATE", `{"id":"5","token":"t","type":77,"user":{"id":"3"}}`, "", nil},
		"a token that is an address": {"INTERACTION_CREATE", `{"id":"5","token":"../../x","type":2,"user":{"id":"3"},"data":{"name":"checkin"}}`, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, err := decode(c.event, []byte(c.data))
			if err != nil {
				t.Fatal(err)
			}
			if c.want == nil {
				if got.in != nil {
					t.Fatalf("handed in as %+v", got.in)
				}
				return
			}
			if got.in == nil || got.in.Event != c.want || got.in.ID != c.id || got.in.Actor != person("3") {
				t.Errorf("got %+v", got.in)
			}
		})
	}
}

func TestWhereAnInteractionCameFrom(t *testing.T) {
	for data, server := range map[string]bool{
		`"user":{"id":"3"},"context":1`:                                false,
		`"user":{"id":"3"}`:                                            false,
		`"user":{"id":"3"},"context":2`:                                true, // among people
		`"member":{"user":{"id":"3"}},"guild_id":"8"`:                  true,
		`"member":{"user":{"id":"3"}},"guild_id":"8","context":0`:      true,
		`"user":{"id":"3"},"context":1,"channel_id":"4","guild_id":""`: false,
	} {
		got, ok, err := decode("INTERACTION_CREATE", []byte(`{"id":"5","token":"t","type":2,"data":{"name":"a"},`+data+`}`))
		if err != nil || !ok || got.slot.server != server {
			t.Errorf("%s: %+v, %v", data, got.slot, err)
		}
	}
}

func TestWhatABarePressShowsItAsAnswered(t *testing.T) {
	data := `{"id":"5","token":"t","type":3,"user":{"id":"3"},"data":{"custom_id":"1.b"},"message":{"content":"Well?",
		"components":[{"type":17,"components":[{"type":1,"components":[{"type":2,"custom_id":"1.a","label":"Yes"},{"type":2,"custom_id":"1.b","label":"No"}]}]}]}}`
	got, _, err := decode("INTERACTION_CREATE", []byte(data))
	if err != nil || *got.slot.pressed != (pressed{question: 1, content: "Well?", chosen: "No"}) {
		t.Errorf("got %+v, %v", got.slot.pressed, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("MESSAGE_CREATE", []byte(`{"id":"1","channel_id":"2","author":{"id":"3"},"content":"hello"}`))
	f.Add("MESSAGE_UPDATE", []byte(`{"id":"1","channel_id":"2","author":{"id":"3"},"content":"six","edited_timestamp":"x"}`))
	f.Add("INTERACTION_CREATE", []byte(`{"id":"5","token":"t","type":3,"user":{"id":"3"},"data":{"custom_id":"15!s0","values":["15.b"]},"message":{"components":[{"options":[{"value":"15.b","label":"x"}]}]}}`))
	f.Add("INTERACTION_CREATE", []byte(`{"id":"5","token":"t","type":5,"user":{"id":"3"},"data":{"custom_id":"1!w","components":[{"component":{"custom_id":"words","value":"x"}}]}}`))
	f.Add("INTERACTION_CREATE", []byte(`{"id":"5","token":"t","type":2,"user":{"id":"3"},"data":{"name":"a","options":[{"name":"b","options":[{"value":1}]}]}}`))
	f.Add("INTERACTION_CREATE", []byte(`{"id":"5","token":"t","type":2,"guild_id":"7","channel_id":"8","member":{"user":{"id":"3"},"permissions":"8","roles":["7"]},"data":{"name":"schedule","options":[{"name":"new","options":[{"name":"role","value":"7"},{"name":"spread","value":3}]}],"resolved":{"roles":{"7":{"name":"x"}}}}}`))
	f.Add("INTERACTION_CREATE", []byte(`{"id":"5","token":"t","type":4,"guild_id":"7","member":{"user":{"id":"3"}},"data":{"name":"schedule","options":[{"name":"new","options":[{"name":"when","value":"e","focused":true}]}]}}`))
	f.Add("INTERACTION_CREATE", []byte(`{"id":"5","token":"t","type":3,"guild_id":"7","member":{"user":{"id":"3"}},"data":{"custom_id":"f:600:d1"}}`))
	f.Add("GUILD_DELETE", []byte(`{"id":"7","unavailable":false}`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		got, ok, _ := decode(name, data)
		if !ok {
			return
		}
		if !isID(got.who.ID) || got.in != nil && got.in.Actor != got.who {
			t.Fatalf("%s is about %+v", name, got)
		}
		if _, nameless := eventOf(got).(chat.Lifecycle); got.in != nil && (got.in.ID == "") != nameless {
			t.Fatalf("%s is called %q", name, got.in.ID)
		}
		keepsToItself(t, got)
		if got.slot != nil && (!isID(got.slot.id) || strings.ContainsAny(got.slot.token, "/?#% ")) {
			t.Fatal("an address could be made of it")
		}
		if got.in == nil && got.slot == nil {
			t.Fatal("it concerns us and says nothing")
		}
	})
}

func eventOf(got received) chat.Event {
	if got.in == nil {
		return nil
	}
	return got.in.Event
}

// keepsToItself: what is about a server is no person's, and everybody is no role of it.
func keepsToItself(t *testing.T, got received) {
	t.Helper()
	manage, about := eventOf(got).(chat.Manage)
	if about && (got.who.Kind != chat.Community || !got.asks()) || got.asks() && got.who.Kind != chat.Community {
		t.Fatalf("a moderator's request is about %v", got.who)
	}
	if draft, ok := manage.Ask.(chat.Draft); ok && (draft.Role.ID == got.who.ID || draft.Place.ID != "" && !isID(draft.Place.ID)) {
		t.Fatal("everybody could be called, or an address made of a place")
	}
}

func FuzzFrame(f *testing.F) {
	f.Add([]byte(`{"op":10,"d":{"heartbeat_interval":41250}}`))
	f.Add([]byte(`{"op":0,"s":1,"t":"READY","d":{"session_id":"a"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := decodeFrame(data)
		if err != nil {
			return
		}
		if wait, err := hello(got.Data); err == nil && wait <= 0 {
			t.Fatalf("beats every %v", wait)
		}
	})
}
