package telegramtest

import (
	"strconv"
	"time"
)

// appendUser writes a User.
func appendUser(b []byte, id int64, isBot bool, name, username, lang string) []byte {
	b = append(b, `{"id":`...)
	b = strconv.AppendInt(b, id, 10)
	b = strconv.AppendBool(append(b, `,"is_bot":`...), isBot)
	b = appendTextField(b, "first_name", name)
	if username != "" {
		b = appendTextField(b, "username", username)
	}
	if lang != "" {
		b = appendTextField(b, "language_code", lang)
	}
	return append(b, '}')
}

// privateChat writes the Chat of a private conversation.
func privateChat(id int64, name string) []byte {
	b := strconv.AppendInt([]byte(`{"id":`), id, 10)
	return append(appendTextField(b, "first_name", name), `,"type":"private"}`...)
}

// sharedChat writes the Chat of a group.
func sharedChat(id int64, kind, title string, forum bool) []byte {
	b := strconv.AppendInt([]byte(`{"id":`), id, 10)
	b = appendTextField(b, "type", kind)
	b = appendTextField(b, "title", title)
	if forum {
		b = append(b, `,"is_forum":true`...)
	}
	return append(b, '}')
}

// appendMessage writes a Message that from, a User in JSON, sent to r.
func appendMessage(b []byte, r *room, from []byte, m *Message) []byte {
	b = strconv.AppendInt(append(b, `{"message_id":`...), m.ID, 10)
	b = append(appendField(b, "from"), from...)
	b = append(appendField(b, "chat"), r.chat...)
	b = appendIntField(b, "date", m.Date.Unix())
	if m.Topic != 0 {
		b = append(appendIntField(b, "message_thread_id", m.Topic), `,"is_topic_message":true`...)
	}
	return append(appendContent(b, m), '}')
}

func appendContent(b []byte, m *Message) []byte {
	text, entities := "caption", "caption_entities"
	if m.Kind == Text {
		text, entities = "text", "entities"
	}
	if m.Kind == Text || m.Text != "" {
		b = appendTextField(b, text, m.Text)
	}
	if m.entities != nil {
		b = append(appendField(b, entities), m.entities...)
	}
	if m.Edits > 0 {
		b = appendIntField(b, "edit_date", m.Date.Unix())
	}
	if m.keyboard != nil {
		b = append(appendField(b, "reply_markup"), m.keyboard...)
	}
	return append(b, m.extra...)
}

// appendMember writes a ChatMember. User is a User in JSON.
func appendMember(b []byte, status string, user []byte) []byte {
	b = appendTextField(append(b, `{"user":`+string(user)...), "status", status)
	switch status {
	case "creator":
		b = append(b, `,"is_anonymous":false`...)
	case "administrator":
		b = append(b, administratorRights...)
	case "kicked":
		b = append(b, `,"until_date":0`...)
	}
	return append(b, '}')
}

const administratorRights = `,"can_be_edited":false,"is_anonymous":false,"can_manage_chat":true,` +
	`"can_delete_messages":true,"can_manage_video_chats":true,"can_restrict_members":true,` +
	`"can_promote_members":false,"can_change_info":true,"can_invite_users":true,` +
	`"can_post_stories":false,"can_edit_stories":false,"can_delete_stories":false`

// memberChange writes a ChatMemberUpdated about who, a User in JSON, changed by by.
func memberChange(r *room, by, who []byte, from, to string, at time.Time) []byte {
	b := append([]byte(`{"chat":`), r.chat...)
	b = append(appendField(b, "from"), by...)
	b = appendIntField(b, "date", at.Unix())
	b = appendMember(appendField(b, "old_chat_member"), from, who)
	return append(appendMember(appendField(b, "new_chat_member"), to, who), '}')
}
