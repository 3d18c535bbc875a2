package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// update is what the adapter reads of one update, and no more: a field that is not
// named here may change its shape as it likes.
type update struct {
	ID       int64         `json:"update_id"`
	Message  *message      `json:"message"`
	Edited   *message      `json:"edited_message"`
	Callback *callback     `json:"callback_query"`
	Member   *memberChange `json:"my_chat_member"`
	Others   *memberChange `json:"chat_member"`
}

type message struct {
	ID        int    `json:"message_id"`
	Thread    int    `json:"message_thread_id"`
	InTopic   bool   `json:"is_topic_message"`
	From      user   `json:"from"`
	Chat      room   `json:"chat"`
	EditDate  int64  `json:"edit_date"`
	Text      string `json:"text"`
	Caption   string `json:"caption"`
	Album     string `json:"media_group_id"`
	MigrateTo int64  `json:"migrate_to_chat_id"`
	// MigrateFrom stands in the group's new place, as MigrateTo does in the old one.
	MigrateFrom int64           `json:"migrate_from_chat_id"`
	Sender      room            `json:"sender_chat"` // the group or channel that somebody writes as
	Forwarded   bool            `json:"is_automatic_forward"`
	ReplyTo     *replied        `json:"reply_to_message"`
	Opened      topic           `json:"forum_topic_created"`
	Renamed     topic           `json:"forum_topic_edited"`
	Markup      json.RawMessage `json:"reply_markup"` // only one of its buttons is ever read
}

// replied is the message that another one answers. What is written in a topic answers
// the line that opened it.
type replied struct {
	ID    int   `json:"message_id"`
	From  user  `json:"from"`
	Topic topic `json:"forum_topic_created"`
}

// topic is what a line of the platform's own says of a topic. An edit may leave the name.
type topic struct {
	Name string `json:"name"`
}

type user struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
	Username  string `json:"username"`
	Locale    string `json:"language_code"`
}

// name is what others read, never empty for somebody who has one.
func (u user) name() string {
	name := strings.TrimSpace(u.FirstName + " " + u.LastName)
	if name == "" {
		return u.Username
	}
	return name
}

type room struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

// private tells a chat with one person from a group.
func (r room) private() bool { return r.Type == "private" }

// group tells a group from a channel, which nobody talks in.
func (r room) group() bool { return r.Type == "group" || r.Type == "supergroup" }

type callback struct {
	ID      string   `json:"id"`
	From    user     `json:"from"`
	Message *message `json:"message"`
	Data    string   `json:"data"`
}

type memberChange struct {
	Chat room   `json:"chat"`
	From user   `json:"from"`
	Old  member `json:"old_chat_member"`
	New  member `json:"new_chat_member"`
}

type member struct {
	User   user   `json:"user"`
	Status string `json:"status"`
	In     bool   `json:"is_member"` // where the status alone does not say it
}

// there tells whether a member is in the chat.
func (m member) there() bool {
	switch m.Status {
	case "creator", "administrator", "member":
		return true
	case "restricted":
		return m.In
	}
	return false
}

// errUpdate says that an update could not be read. Its id is still there when it
// had one.
var errUpdate = errors.New("not an update that can be read")

// decode reads one update. An unreadable one is an error beside as much of it as
// could be read, so that it can be named and passed over.
func decode(raw []byte) (update, error) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		return u, fmt.Errorf("%w: %T", errUpdate, err) // the cause may quote what was written
	}
	if u.ID == 0 {
		return u, fmt.Errorf("%w: it has no id", errUpdate)
	}
	return u, nil
}

// has tells what a message without text consists of.
type content byte

const (
	nothingToSay content = iota // a message of the service: somebody pinned something
	unreadable                  // a picture, a voice note, whatever comes next
)

// contentOf looks at the names of a message's fields. What it has never heard of
// counts as something that a person sent, because silence is worse than a gentle
// word too much.
func contentOf(raw []byte) content {
	var u struct {
		Message map[string]json.RawMessage `json:"message"`
	}
	if json.Unmarshal(raw, &u) != nil {
		return nothingToSay
	}
	found := nothingToSay
	for name := range u.Message {
		switch kindOf(name) {
		case fieldService:
			return nothingToSay
		case fieldContent:
			found = unreadable
		case fieldFrame:
		}
	}
	return found
}

type fieldKind byte

const (
	fieldFrame   fieldKind = iota // about the message itself
	fieldService                  // the chat changed, nobody said anything
	fieldContent                  // what somebody sent
)

// kindOf sorts a message's fields.
func kindOf(name string) fieldKind {
	switch name {
	case "message_id", "message_thread_id", "direct_messages_topic", "from", "sender_chat", "sender_boost_count", "sender_business_bot",
		"sender_tag", "date", "guest_query_id", "business_connection_id", "chat", "forward_origin", "is_topic_message", "is_automatic_forward",
		"reply_to_message", "external_reply", "quote", "reply_to_story", "reply_to_checklist_task_id", "reply_to_poll_option_id", "via_bot",
		"guest_bot_caller_user", "guest_bot_caller_chat", "edit_date", "has_protected_content", "is_from_offline", "is_paid_post",
		"media_group_id", "author_signature", "paid_star_count", "entities", "link_preview_options", "suggested_post_info", "effect_id",
		"caption_entities", "show_caption_above_media", "has_media_spoiler", "reply_markup", "forward_from", "forward_from_chat", "forward_date":
		return fieldFrame
	case "new_chat_members", "left_chat_member", "chat_owner_left", "chat_owner_changed", "new_chat_title", "new_chat_photo",
		"delete_chat_photo", "group_chat_created", "supergroup_chat_created", "channel_chat_created", "message_auto_delete_timer_changed",
		"migrate_to_chat_id", "migrate_from_chat_id", "pinned_message", "users_shared", "chat_shared", "connected_website",
		"write_access_allowed", "proximity_alert_triggered", "boost_added", "chat_background_set", "checklist_tasks_done",
		"checklist_tasks_added", "direct_message_price_changed", "forum_topic_created", "forum_topic_edited", "forum_topic_closed",
		"forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden", "giveaway_created", "giveaway",
		"giveaway_winners", "giveaway_completed", "managed_bot_created", "paid_message_price_changed", "poll_option_added",
		"poll_option_deleted", "video_chat_scheduled", "video_chat_started", "video_chat_ended", "video_chat_participants_invited",
		"gift", "unique_gift", "gift_upgrade_sent", "successful_payment", "refunded_payment", "web_app_data":
		return fieldService
	}
	return fieldContent
}
