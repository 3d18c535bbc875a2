package telegram

import (
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// address is a chat, or a topic of one when thread is not 0.
type address struct {
	chat   int64
	thread int
}

// person is somebody's private chat.
func person(id int64) chat.Actor {
	return chat.Actor{Platform: Platform, Kind: chat.Person, ID: strconv.FormatInt(id, 10)}
}

// self is the bot, for notes of its own.
func self() chat.Actor {
	return chat.Actor{Platform: Platform, Kind: chat.Service, ID: "bot"}
}

// addressOf reads an actor's id: "123" for a person, "-100123" or "-100123/45"
// for a community.
func addressOf(a chat.Actor) (address, bool) {
	if a.Platform != Platform || a.Kind != chat.Person && a.Kind != chat.Community {
		return address{}, false
	}
	id, topic, threaded := strings.Cut(a.ID, "/")
	where, err := strconv.ParseInt(id, 10, 64)
	if err != nil || where == 0 || (where > 0) != (a.Kind == chat.Person) {
		return address{}, false
	}
	if !threaded {
		return address{chat: where}, true
	}
	thread, err := strconv.Atoi(topic)
	if err != nil || thread <= 0 || a.Kind == chat.Person {
		return address{}, false
	}
	return address{chat: where, thread: thread}, true
}
