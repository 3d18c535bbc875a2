package app

import (
	"fmt"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// The scripts of the crash test: questions, records, a pause, patience, something
// that begins later, and the end of everything.
func crashScripts() map[string]string {
	return map[string]string{
		"scripts/day.yaml": `script: day
title: Day
command: day
patience: {remind: 10m, let-go: 1h}
values:
  mood: 0..10
  note: text
steps:
  - say: {any: [Hello again., Good to see you., Welcome back.]}
  - ask: mood
    say: How is your mood right now?
  - record: check-in
  - pause: 5m
    say: A pause of five minutes.
  - ask: note
    say: What came up?
    optional: true
  - record: check-in
  - later: after
    at: 1d
  - say: Thank you.
`,
		"scripts/after.yaml": `script: after
title: The day after
steps:
  - say: A day has passed.
`,
	}
}

// moment is a line of the inbound log: at that time this event comes, or nothing
// does and only time has passed.
type moment struct {
	ID    string
	Who   string
	At    time.Duration // since the beginning
	Text  string        // typed; a slash makes it a command
	Label string        // of a button that is pressed
	Press chat.Press    // that button
	Sky   string        // what the platform answers meanwhile: "", "busy" or "unreachable"
}

func (m moment) event() chat.Event {
	switch {
	case m.Label != "":
		return m.Press
	case m.Text == "":
		return nil
	case m.Text[0] == '/':
		return chat.Command{Name: m.Text[1:]}
	}
	return chat.Text{Text: m.Text}
}

func (m moment) actor() chat.Actor {
	return chat.Actor{Platform: "file", Kind: chat.Person, ID: m.Who}
}

// crashStory is what happens, and what must be left of it.
type crashStory struct {
	name    string
	moments []moment
	nothing bool // no key is left
}

const busy, unreachable = "busy", "unreachable"

func crashStories() []crashStory {
	stories := []crashStory{
		{name: "a check-in with a pause that ends by the clock", moments: []moment{
			{At: 0, Text: "/day"},
			{At: time.Minute, Label: "7", Sky: busy},
			{At: 3 * time.Minute, Text: "too early"},
			{At: 7 * time.Minute},
			{At: 8 * time.Minute, Text: "a walk by the river"},
			{At: 25 * time.Hour},
		}},
		{name: "a question that is reminded of and let go", moments: []moment{
			{At: 0, Text: "/day"},
			{At: 11 * time.Minute, Sky: unreachable},
			{At: 12 * time.Minute},
			{At: 2 * time.Hour},
			{At: 30 * time.Hour, Text: "quero morrer"},
		}},
		{name: "a stop in the middle of a pause", moments: []moment{
			{At: 0, Text: "/day"},
			{At: time.Minute, Text: "4"},
			{At: 2 * time.Minute, Text: "stop"},
			{At: 30 * time.Minute},
			{At: 48 * time.Hour},
		}},
		{name: "everything is deleted", nothing: true, moments: []moment{
			{At: 0, Text: "/day"},
			{At: time.Minute, Label: "3", Sky: busy},
			{At: 3 * time.Minute, Text: "/delete"},
			{At: 4 * time.Minute, Label: "Yes"},
			{At: 30 * time.Minute},
			{At: 48 * time.Hour},
		}},
		{name: "two persons, and one cannot be reached", moments: []moment{
			{At: 0, Text: "/day"},
			{At: time.Second, Who: "other", Text: "/day"},
			{At: time.Minute, Label: "8", Sky: unreachable},
			{At: 2 * time.Minute, Who: "other", Label: "2"},
			{At: 10 * time.Minute},
			{At: 11 * time.Minute, Who: "other", Text: "skip"},
		}},
	}
	for i := range stories {
		for j := range stories[i].moments {
			m := &stories[i].moments[j]
			m.ID = fmt.Sprint("event ", j)
			if m.Who == "" {
				m.Who = "somebody"
			}
		}
	}
	return stories
}
