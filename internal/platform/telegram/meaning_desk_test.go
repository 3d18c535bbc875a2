package telegram

import (
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func TestWhatIsAskedOfTheDesk(t *testing.T) {
	r := aReader()
	r.desk, r.links = true, someLinks(t)
	ana := user{ID: 41, Locale: "es"}
	script, _ := r.links.script("evening")
	line := func(text string, place chat.Place, group int64) meaning {
		said := chat.Inbound{ID: "m9", Actor: person(41), Locale: "es", Event: chat.Text{Text: text}}
		asks := request{id: "u3", by: ana, ask: chat.Line{Text: text, Place: place}, place: place, group: group, said: said}
		if group != 0 {
			asks.said.ID, asks.line = "u3", 9
		}
		return managed{asks}
	}
	for name, story := range map[string]struct {
		raw  string
		want meaning
	}{
		"a line in a group":              {`"message":{"message_id":9,` + inGroup + `,"text":"/schedule list"}`, line("list", chat.Place{}, -5)},
		"a line in a topic":              {`"message":{"message_id":9,` + inGroup + `,"is_topic_message":true,"message_thread_id":4,"reply_to_message":{"message_id":4,"forum_topic_created":{"name":"Evenings"}},"text":"/schedule"}`, line("", chat.Place{ID: "4", Name: "Evenings"}, -5)},
		"a line in answer to somebody":   {`"message":{"message_id":9,` + inGroup + `,"message_thread_id":4,"text":"/schedule list"}`, line("list", chat.Place{}, -5)},
		"a line in private":              {`"message":{"message_id":9,` + inPrivate + `,"text":"/schedule every day 9:00"}`, line("every day 9:00", chat.Place{}, 0)},
		"a link from a group":            {`"message":{"message_id":9,` + inPrivate + `,"text":"/start s-Xy_-9"}`, managed{request{id: "u3", by: ana, link: "s-Xy_-9"}}},
		"a link to a script":             {`"message":{"message_id":9,` + inPrivate + `,"text":"/start ` + script + `"}`, event("m9", chat.Begin{Script: "evening"})},
		"an edited line":                 {`"edited_message":{"message_id":9,` + inGroup + `,"edit_date":5,"text":"/schedule list"}`, nil},
		"a line in a channel":            {`"message":{"message_id":9,"chat":{"id":-5,"type":"channel"},"from":{"id":41},"text":"/schedule list"}`, nil},
		"a line of the group itself":     {`"message":{"message_id":9,"chat":{"id":-5,"type":"supergroup"},"sender_chat":{"id":-5,"type":"supergroup"},"from":{"id":1087968824,"is_bot":true},"text":"/schedule list"}`, managed{request{id: "u3", anonymous: true, ask: chat.Line{Text: "list"}, group: -5, line: 9}}},
		"another command of the group":   {`"message":{"message_id":9,"chat":{"id":-5,"type":"supergroup"},"sender_chat":{"id":-5},"from":{"id":1087968824,"is_bot":true},"text":"/checkin"}`, nil},
		"the bot was put into a group":   {`"my_chat_member":{` + inGroup + `,"old_chat_member":{"status":"left"},"new_chat_member":{"status":"member"}}`, joined{id: "u3", group: -5, locale: "es", change: chat.Joined}},
		"the bot was thrown out":         {`"my_chat_member":{` + inGroup + `,"old_chat_member":{"status":"administrator"},"new_chat_member":{"status":"kicked"}}`, joined{id: "u3", group: -5, locale: "es", change: chat.Blocked}},
		"the bot may do less":            {`"my_chat_member":{` + inGroup + `,"old_chat_member":{"status":"administrator"},"new_chat_member":{"status":"restricted","is_member":true}}`, changed{group: -5}},
		"the bot was put into a channel": {`"my_chat_member":{"chat":{"id":-6,"type":"channel"},"from":{"id":41},"old_chat_member":{"status":"left"},"new_chat_member":{"status":"administrator"}}`, changed{group: -6}},
		"somebody leads no longer":       {`"chat_member":{` + inGroup + `,"old_chat_member":{"status":"administrator","user":{"id":42}},"new_chat_member":{"status":"member","user":{"id":42}}}`, changed{group: -5, who: 42}},
		"a group that came from another": {`"message":{"message_id":1,` + inGroup + `,"migrate_from_chat_id":-4}`, moved{from: -4, to: -5, id: "u3", locale: "es"}},
		"a topic that was opened":        {`"message":{"message_id":4,` + inGroup + `,"message_thread_id":4,"forum_topic_created":{"name":"Evenings"}}`, called{address{-5, 4}, "Evenings"}},
		"a topic that has a new picture": {`"message":{"message_id":9,` + inGroup + `,"message_thread_id":4,"forum_topic_edited":{"icon_custom_emoji_id":"7"}}`, nil},
		"a press of the desk's button": {
			`"callback_query":{"id":"88","from":{"id":41,"language_code":"es"},"data":"d.-5.c12","message":{"message_id":9,` + inPrivate + `}}`,
			managed{request{id: "u3", by: ana, ask: chat.Tap{Token: "c12"}, group: -5, on: target{chat: 41, message: 9}, press: "88"}},
		},
		"a press of it in a group": {`"callback_query":{"id":"88","from":{"id":41},"data":"d.-5.c12","message":{"message_id":9,` + inGroup + `}}`, stray{id: "88"}},
		"a press of question thirteen": {
			`"callback_query":{"id":"88","from":{"id":41,"language_code":"es"},"data":"d.r3.30","message":{"message_id":9,` + inPrivate + `}}`,
			pressed{in: chat.Inbound{ID: "c88", Actor: person(41), Locale: "es", Event: chat.Press{Question: 13, Token: "r3.30"}}, id: "88", on: target{chat: 41, message: 9, question: 13}},
		},
	} {
		t.Run(name, func(t *testing.T) { means(t, r, story.raw, story.want) })
	}
}
