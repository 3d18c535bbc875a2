package telegram

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func aReader() reader {
	return reader{username: "stillbot", known: func(name string) bool { return name == "checkin" }}
}

const (
	inPrivate = `"chat":{"id":41,"type":"private"},"from":{"id":41,"language_code":"es"},"date":1`
	inGroup   = `"chat":{"id":-5,"type":"supergroup"},"from":{"id":41,"language_code":"es"},"date":1`
)

func event(id string, e chat.Event) meaning {
	return heard{in: chat.Inbound{ID: id, Actor: person(41), Locale: "es", Event: e}, chat: 41}
}

func TestWhatAnUpdateMeans(t *testing.T) {
	ofAlbum := heard{in: chat.Inbound{ID: "m9", Actor: person(41), Locale: "es", Event: chat.Unread{}}, chat: 41, album: "77"}
	for name, story := range map[string]struct {
		raw  string
		want meaning
	}{
		"a text":              {`"message":{"message_id":9,` + inPrivate + `,"text":"hello"}`, event("m9", chat.Text{Text: "hello"})},
		"a forwarded text":    {`"message":{"message_id":9,` + inPrivate + `,"text":"hello","forward_origin":{"type":"user"}}`, event("m9", chat.Text{Text: "hello"})},
		"a command":           {`"message":{"message_id":9,` + inPrivate + `,"text":"/checkin now"}`, event("m9", chat.Command{Name: "checkin", Args: "now"})},
		"a command for us":    {`"message":{"message_id":9,` + inPrivate + `,"text":"/checkin@StillBot"}`, event("m9", chat.Command{Name: "checkin"})},
		"one for another bot": {`"message":{"message_id":9,` + inPrivate + `,"text":"/checkin@OtherBot"}`, nil},
		"a link to a script":  {`"message":{"message_id":9,` + inPrivate + `,"text":"/start checkin"}`, event("m9", chat.Command{Name: "checkin"})},
		"a link to anything":  {`"message":{"message_id":9,` + inPrivate + `,"text":"/start secret_script"}`, event("m9", chat.Command{Name: "start", Args: "secret_script"})},
		"a picture with words": {
			`"message":{"message_id":9,` + inPrivate + `,"photo":[{"file_id":"x"}],"caption":"see"}`, event("m9", chat.Unread{Caption: "see"}),
		},
		"one of several pictures": {`"message":{"message_id":9,` + inPrivate + `,"photo":[],"media_group_id":"77"}`, ofAlbum},
		"a voice note":            {`"message":{"message_id":9,` + inPrivate + `,"voice":{"duration":3}}`, event("m9", chat.Unread{})},
		"a kind of the future":    {`"message":{"message_id":9,` + inPrivate + `,"dream":{}}`, event("m9", chat.Unread{})},
		"somebody pinned":         {`"message":{"message_id":9,` + inPrivate + `,"pinned_message":{"message_id":1}}`, nil},
		"nothing at all":          {`"message":{"message_id":9,` + inPrivate + `}`, nil},
		"another bot":             {`"message":{"message_id":9,"chat":{"id":41,"type":"private"},"from":{"id":6,"is_bot":true},"text":"hello"}`, nil},
		"an edit": {
			`"edited_message":{"message_id":9,` + inPrivate + `,"edit_date":1234,"text":"hullo"}`, event("e9.1234", chat.Edit{Of: "m9", Text: "hullo"}),
		},
		"an edited caption is looked at":  {`"edited_message":{"message_id":9,` + inPrivate + `,"edit_date":5,"photo":[],"caption":"see"}`, event("e9.5", chat.Edit{Of: "m9", Text: "see"})},
		"a place that moves":              {`"edited_message":{"message_id":9,` + inPrivate + `,"edit_date":5,"location":{}}`, nil},
		"an edit in a group":              {`"edited_message":{"message_id":9,` + inGroup + `,"edit_date":5,"text":"x"}`, nil},
		"the bot was blocked":             {`"my_chat_member":{` + inPrivate + `,"new_chat_member":{"status":"kicked"}}`, event("u3", chat.Lifecycle{Change: chat.Blocked})},
		"and unblocked":                   {`"my_chat_member":{` + inPrivate + `,"new_chat_member":{"status":"member"}}`, event("u3", chat.Lifecycle{Change: chat.Joined})},
		"the bot was put into a group":    {`"my_chat_member":{` + inGroup + `,"new_chat_member":{"status":"member"}}`, changed{group: -5}},
		"a text in a group":               {`"message":{"message_id":9,` + inGroup + `,"text":"I am sad"}`, nil},
		"a command in a group":            {`"message":{"message_id":9,` + inGroup + `,"text":"/checkin"}`, invited{to: address{chat: -5}, command: "checkin", locale: "es"}},
		"a command in a topic":            {`"message":{"message_id":9,` + inGroup + `,"is_topic_message":true,"message_thread_id":4,"text":"/start"}`, invited{to: address{chat: -5, thread: 4}, command: "start", locale: "es"}},
		"a command in answer to somebody": {`"message":{"message_id":9,` + inGroup + `,"message_thread_id":4,"text":"/checkin@stillbot"}`, invited{to: address{chat: -5}, command: "checkin", locale: "es"}},
		"an unknown command in a group":   {`"message":{"message_id":9,` + inGroup + `,"text":"/roll 1d6"}`, nil},
		"a group that moved":              {`"message":{"message_id":9,` + inGroup + `,"migrate_to_chat_id":-1005}`, moved{from: -5, to: -1005, id: "u3", locale: "es"}},
		"a press": {
			`"callback_query":{"id":"88","from":{"id":41,"language_code":"es"},"data":"7.n1","message":{"message_id":9,` + inPrivate +
				`,"text":"How?","reply_markup":{"inline_keyboard":[[{"text":"Well","callback_data":"7.n1"}]]}}}`,
			pressed{
				in: chat.Inbound{ID: "c88", Actor: person(41), Locale: "es", Event: chat.Press{Question: 7, Token: "n1"}},
				id: "88", on: target{chat: 41, message: 9, question: 7, text: "How?"}, says: "Well",
			},
		},
		"a press of a message out of reach": {
			`"callback_query":{"id":"88","from":{"id":41,"language_code":"es"},"data":"7.n1","message":{"message_id":9,"chat":{"id":41,"type":"private"},"date":0}}`,
			pressed{
				in: chat.Inbound{ID: "c88", Actor: person(41), Locale: "es", Event: chat.Press{Question: 7, Token: "n1"}},
				id: "88", on: target{chat: 41, message: 9, question: 7},
			},
		},
		"a press of nothing we know": {`"callback_query":{"id":"88","from":{"id":41},"data":"x"}`, stray{id: "88"}},
		"a press in a group":         {`"callback_query":{"id":"88","from":{"id":41},"data":"7.n1","message":{"message_id":9,` + inGroup + `}}`, stray{id: "88"}},
		"a kind nobody asked for":    {`"poll":{"id":"1"}`, nil},
	} {
		t.Run(name, func(t *testing.T) { means(t, aReader(), story.raw, story.want) })
	}
}

// means wants an update, without its id, to mean something.
func means(t *testing.T, r reader, raw string, want meaning) {
	t.Helper()
	whole := []byte(`{"update_id":3,` + raw + `}`)
	u, err := decode(whole)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.read(u, whole); !reflect.DeepEqual(got, want) {
		t.Errorf("it means %#v and not %#v", got, want)
	}
}

// FuzzAnyUpdateIsReadOrPassedOver: nothing that comes in can stop the poller, and
// what is handed on is complete.
func FuzzAnyUpdateIsReadOrPassedOver(f *testing.F) {
	for _, seed := range []string{
		`{"update_id":3,"message":{"message_id":9,` + inPrivate + `,"text":"hello"}}`,
		`{"update_id":3,"message":{"message_id":9,` + inPrivate + `,"photo":[]}}`,
		`{"update_id":3,"callback_query":{"id":"8","data":"7.n1","from":{"id":1},"message":{"chat":{"id":1,"type":"private"}}}}`,
		`{"update_id":3,"my_chat_member":{` + inPrivate + `,"new_chat_member":{"status":"kicked"}}}`,
		`{"update_id":3,"message":{"message_id":9,` + inGroup + `,"text":"/schedule list","reply_to_message":{"message_id":4}}}`,
		`{"update_id":3,"callback_query":{"id":"8","data":"d.-5.c","from":{"id":1},"message":{"chat":{"id":1,"type":"private"}}}}`,
		`{"update_id":3,"chat_member":{` + inGroup + `,"new_chat_member":{"status":"left","user":{"id":7}}}}`,
		`{"update_id":3,"edited_message":null}`, `{"update_id":"x"}`, `[]`, `null`, `{"update_id":3,"message":7}`,
	} {
		f.Add([]byte(seed))
	}
	r := aReader()
	r.desk, r.links = true, someLinks(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !json.Valid(raw) {
			t.Skip()
		}
		u, err := decode(raw)
		if err != nil {
			return
		}
		switch m := r.read(u, raw).(type) {
		case heard:
			if m.in.Event == nil || m.in.ID == "" || m.in.Actor.Kind != chat.Person {
				t.Errorf("%s is %+v", raw, m)
			}
		case pressed:
			if m.in.Event == nil || m.in.Actor.Kind != chat.Person {
				t.Errorf("%s is %+v", raw, m)
			}
		case managed:
			if m.id == "" || m.ask == nil && m.link == "" || m.group > 0 {
				t.Errorf("%s is %+v", raw, m)
			}
		case invited, moved, stray, joined, changed, called, nil:
		}
	})
}

// FuzzWrittenTextsReadBack: what is written by hand is JSON, and says the same.
func FuzzWrittenTextsReadBack(f *testing.F) {
	for _, seed := range []string{"", "plain", "\"quoted\" \\ \n\t\x00\x7f", "🌱 ñ", "\xff\xfe", "</script>\u2028"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, body := range [][]byte{
			sendBody(address{chat: -1, thread: 2}, text, [][]button{{{Text: text, Data: text}, {Text: text, URL: "x" + text}}}),
			editBody(1, 2, text, nil), toastBody("1", text),
		} {
			var got struct {
				Text *string `json:"text"`
			}
			if err := json.Unmarshal(body, &got); err != nil || got.Text != nil && *got.Text != string([]rune(text)) {
				t.Errorf("%q is written as %s: %v", text, body, err)
			}
		}
	})
}
