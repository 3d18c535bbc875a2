package schedule_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/schedule"
)

// TestWhateverModeratorsDoNothingFiresThatShouldNot walks at random: moderators make,
// change, pause, skip and delete; timers fire on time, late, twice and left over.
func TestWhateverModeratorsDoNothingFiresThatShouldNot(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := &walk{world: newWorld(), t: t, off: map[string]bool{}, last: map[string]int64{}, posted: map[string]bool{}}
		for range rapid.IntRange(1, 60).Draw(r, "steps") {
			w.step(r)
		}
	})
}

type walk struct {
	*world
	t      *testing.T
	drafts int
	off    map[string]bool  // paused or deleted, by timer
	last   map[string]int64 // the occurrence posted last, by timer
	posted map[string]bool
	stale  []chat.Due
}

func (w *walk) step(r *rapid.T) {
	id := strconv.Itoa(rapid.IntRange(1, 4).Draw(r, "id"))
	name := "r" + id
	switch rapid.IntRange(0, 11).Draw(r, "does") {
	case 0, 1:
		w.make(r)
	case 2:
		w.change(r, id)
	case 3:
		if w.did(chat.Act{Which: id, Do: chat.Pause}) {
			w.off[name] = true
		}
	case 4:
		if w.did(chat.Act{Which: id, Do: chat.Resume}) {
			delete(w.off, name)
		}
	case 5:
		w.did(chat.Act{Which: id, Do: chat.Skip})
	case 6:
		if w.did(chat.Tap{Token: "k" + id}) {
			w.off[name] = true
		}
	case 7:
		w.did(chat.Adjust{Zone: rapid.SampledFrom([]string{"Paris", "Tokyo", "Lima", "New York"}).Draw(r, "zone")})
	case 8:
		w.play(w.t, chat.Lifecycle{Change: rapid.SampledFrom([]chat.Change{chat.Blocked, chat.Joined}).Draw(r, "life")})
	case 9:
		w.leftOver(r)
	default:
		w.tick(r)
	}
}

// did asks for something, and tells whether it was done. That whoever asks is there is
// found out before.
func (w *walk) did(ask chat.Request) bool {
	w.ask(w.t, ana, chat.Overview{})
	out := w.ask(w.t, ana, ask)
	checkReply(w.t, out.Reply)
	if len(out.Posts) > 0 {
		w.t.Fatal("arranging posts something")
	}
	return !out.Idle
}

var phrases = []string{"every day 9:00", "every hour", "every day 2:30", "every weekday 8:00 and 20:00", "tomorrow 12:00", "every month on the 31st 7:00"}

func (w *walk) make(r *rapid.T) {
	in := chat.Draft{
		When: rapid.SampledFrom(phrases).Draw(r, "when"), What: "water", Spread: rapid.SampledFrom([]int{0, 10, 30}).Draw(r, "spread"),
	}
	if w.did(in) {
		w.confirm(r)
	}
}

func (w *walk) change(r *rapid.T, id string) {
	in := chat.Alter{Which: id}
	if rapid.Bool().Draw(r, "rule") {
		in.Draft.When = rapid.SampledFrom(phrases).Draw(r, "when")
	} else {
		in.Draft.Spread = rapid.SampledFrom([]int{-1, 5, 20, 30}).Draw(r, "spread")
	}
	if w.did(in) {
		w.confirm(r)
	}
}

// confirm presses once or twice.
func (w *walk) confirm(r *rapid.T) {
	w.drafts++
	token := fmt.Sprint("c", w.drafts)
	w.did(chat.Tap{Token: token})
	if rapid.Bool().Draw(r, "twice") && w.did(chat.Tap{Token: token}) {
		w.t.Fatal("a draft was saved twice")
	}
}

// tick goes on to the next timer, or a little further.
func (w *walk) tick(r *rapid.T) {
	names := slices.SortedFunc(maps.Keys(w.timers), func(a, b string) int { return w.timers[a].Compare(w.timers[b]) })
	if len(names) == 0 {
		w.now = w.now.Add(3 * time.Hour)
		return
	}
	due := chat.Due{Timer: names[0], At: w.timers[names[0]]}
	late := time.Duration(rapid.SampledFrom([]int{0, 0, 0, 5, 25, 200, 3000}).Draw(r, "late")) * time.Minute
	w.now = later(w.now, due.At.Add(late))
	w.check(due, w.play(w.t, due))
	w.stale = append(w.stale, due)
	if again := w.play(w.t, due); len(again.Posts) > 0 {
		w.t.Fatalf("%s fired twice", due.Timer)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// leftOver plays a timer that was found before it was moved.
func (w *walk) leftOver(r *rapid.T) {
	if len(w.stale) == 0 {
		return
	}
	due := rapid.SampledFrom(w.stale).Draw(r, "stale")
	if due.At.Equal(w.timers[due.Timer]) {
		return
	}
	if out := w.play(w.t, due); len(out.Posts) > 0 {
		w.t.Fatalf("a timer that was left over posted %s", due.Timer)
	}
}

func (w *walk) check(due chat.Due, out schedule.Outcome) {
	for _, timer := range out.Set {
		if !timer.At.After(due.At) {
			w.t.Fatalf("%s is due at %s after %s", timer.Name, timer.At, due.At)
		}
	}
	for _, p := range out.Posts {
		source := p.Source
		key := fmt.Sprint(source.Timer, "@", source.Due)
		switch {
		case source.Timer != due.Timer || w.off[source.Timer]:
			w.t.Fatalf("%s posted, and it is paused or deleted", source.Timer)
		case w.posted[key]:
			w.t.Fatalf("%s was posted twice", key)
		case source.Due > w.now.UnixMilli():
			w.t.Fatalf("%s was posted before it is due", key)
		case source.Due <= w.last[source.Timer]:
			w.t.Fatalf("%s went back in time", key)
		}
		w.posted[key], w.last[source.Timer] = true, source.Due
	}
}
