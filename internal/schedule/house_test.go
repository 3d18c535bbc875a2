package schedule_test

import (
	"fmt"
	"os"
	"path"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/schedule"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// house is a small library: the languages that ship, and three templates of its own.
var house = sync.OnceValue(func() *script.Library {
	files := fstest.MapFS{}
	for _, l := range []string{"en", "es"} {
		for _, name := range []string{"ui.yaml", "words.yaml"} {
			files[path.Join("lang", l, name)] = file("../../prompts/lang/" + l + "/" + name)
		}
	}
	files["lang/es/reminders.yaml"] = file("testdata/house/es/reminders.yaml")
	files["reminders.yaml"] = file("testdata/house/reminders.yaml")
	files["scripts/breathe.yaml"] = file("testdata/house/scripts/breathe.yaml")
	lib, problems := script.Load(files)
	if lib == nil {
		panic(problems.Error())
	}
	return lib
})

func file(name string) *fstest.MapFile {
	data, err := os.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return &fstest.MapFile{Data: data}
}

// start is when the stories begin: a Sunday evening in Paris.
var start = time.Date(2026, 11, 22, 20, 4, 0, 0, time.UTC)

var server = chat.Actor{Platform: "discord", Kind: chat.Community, ID: "4711"}

func rules() schedule.Rules { return schedule.Rules{Library: house()} }

// ana manages the server.
var ana = chat.Moderator{ID: "a", Name: "Ana", Locale: "en-US", Manages: true}

// world is one community with its timers, as its store keeps them.
type world struct {
	rules  schedule.Rules
	plan   schedule.Plan
	now    time.Time
	timers map[string]time.Time
	events int
	posts  []chat.Post
}

func newWorld() *world {
	return &world{rules: rules(), now: start, timers: map[string]time.Time{}}
}

// play hands in an event; the plan goes through its bytes, as it does in the store.
func (w *world) play(t testing.TB, event chat.Event) schedule.Outcome {
	t.Helper()
	w.events++
	in := chat.Inbound{ID: fmt.Sprint("e", w.events), Actor: server, Event: event}
	before := string(w.plan.Encode(nil))
	after, out := schedule.Advance(w.rules, w.plan, in, w.now)
	if string(w.plan.Encode(nil)) != before {
		t.Fatal("the plan that was given has changed")
	}
	if out.Idle && string(after.Encode(nil)) != before {
		t.Fatal("nothing changed, and the plan did")
	}
	w.store(t, event, after, out)
	return out
}

func (w *world) store(t testing.TB, event chat.Event, after schedule.Plan, out schedule.Outcome) {
	t.Helper()
	if due, is := event.(chat.Due); is && w.timers[due.Timer].Equal(due.At) {
		delete(w.timers, due.Timer)
	}
	if !out.Idle {
		decoded, err := schedule.Decode(after.Encode(nil))
		if err != nil {
			t.Fatal(err)
		}
		w.plan = decoded
	}
	for _, name := range out.Cancel {
		delete(w.timers, name)
	}
	for _, timer := range out.Set {
		w.timers[timer.Name] = timer.At
	}
	w.posts = append(w.posts, out.Posts...)
}

// ask hands in a request of a moderator.
func (w *world) ask(t testing.TB, by chat.Moderator, ask chat.Request) schedule.Outcome {
	t.Helper()
	return w.play(t, chat.Manage{By: by, Ask: ask})
}

// fire goes on to the timer of that name and plays it, late by so much.
func (w *world) fire(t testing.TB, name string, late time.Duration) schedule.Outcome {
	t.Helper()
	at, ok := w.timers[name]
	if !ok {
		t.Fatalf("there is no timer %s among %v", name, w.timers)
	}
	if w.now.Before(at.Add(late)) {
		w.now = at.Add(late)
	}
	return w.play(t, chat.Due{Timer: name, At: at})
}
