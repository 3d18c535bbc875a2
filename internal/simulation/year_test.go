package simulation

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime/debug"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/script"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
	"github.com/stillpoint-bot/stillpoint/internal/wake"
)

var (
	yearPeople = flag.Int("people", 0, "how many people live through the year; 0 is as many as take two minutes")
	yearSeed   = flag.Uint64("year", 1, "the seed of the year")
)

// yearScripts is how people arrange things in the year: one thing each.
func yearScripts() map[string]string {
	ask := func(name, values, steps string) string {
		return "script: y-" + name + "\ntitle: Y " + name + "\ncommand: y_" + name + "\n" + values + "steps:\n" + steps
	}
	which := func(name string) string {
		return ask(name, "values: {which: reminder}\n", "  - {ask: which, say: Which one?}\n  - {remind: "+name+", which: which}\n")
	}
	scripts := map[string]string{
		"zone":    ask("zone", "", "  - {ask: person.zone, say: Where are you?}\n"),
		"own":     ask("own", "values: {text: text 200, when: schedule}\n", "  - {ask: text, say: Which words?}\n  - {ask: when, say: When?}\n  - {remind: add, what: text, at: when}\n"),
		"what":    ask("what", "values: {what: {one-of: reminders}, when: schedule}\n", "  - {ask: what, say: What?}\n  - {ask: when, say: When?}\n  - {remind: add, what: what, at: when}\n"),
		"move":    ask("move", "values: {which: reminder, when: schedule}\n", "  - {ask: which, say: Which one?}\n  - {ask: when, say: When?}\n  - {remind: move, which: which, at: when}\n"),
		"quiet":   ask("quiet", "", "  - {ask: person.quiet_from, say: From when?}\n  - {ask: person.quiet_to, say: Until when?}\n"),
		"silence": ask("silence", "", "  - {quiet: 5h}\n  - {say: It is quiet.}\n"),
		"busy":    ask("busy", "values: {done: yes-no}\n", "  - {ask: done, say: Are you done?, patience: {let-go: 50m}}\n"),
		"pause":   which("pause"), "resume": which("resume"), "skip": which("skip"), "delete": which("delete"),
	}
	files := map[string]string{}
	for name, text := range scripts {
		files["scripts/y-"+name+".yaml"] = text
	}
	return files
}

func loadYear(t testing.TB) *script.Library {
	t.Helper()
	lib, problems := script.Load(over{os.DirFS("../../prompts"), yearScripts()})
	if lib == nil {
		t.Fatalf("the prompts do not load:\n%v", problems)
	}
	return lib
}

// year is a world in which time goes in quarters of an hour. Everything happens one
// after the other: a seed decides all of it.
type year struct {
	t           *testing.T
	lib         *script.Library
	rng         *rand.Rand
	almanac     *almanac
	store       *memstore.Store
	ring        *vault.Ring
	guard       *safety.Guard
	people      []chat.Actor
	communities []chat.Actor
	lives       map[chat.Actor]*liver
	now         int64 // Unix milliseconds: what the house takes the time to be
	ahead       int64 // how far that is from the truth
	talk        *conversation.Conversation
	wakers      [2]*wake.Waker
	ports       [2]*yearPort
	trouble     float64 // how likely a call of the store fails
	in          chat.Inbound
	heard       bool                                 // the house learns of the commit
	acts        map[string]func(l *liver, now int64) // what an event means, once it is applied
	events      int
	outbox      []sending
	passed      map[reminder.Reason]int // as the house counts
	should      map[reminder.Reason]int // as it must
	tally       tally
	wrong       int
	last        string // command
}

// tally is what the year was made of.
type tally struct {
	commits, fired, merged, gone, waited, stale, doubts, again, restarts, jumps, outages, forgotten, late, lost, failed, snoozed int
}

func (y *year) fail(format string, args ...any) {
	if y.wrong++; y.wrong > 20 {
		y.t.Fatal("and more")
	}
	y.t.Errorf("%s, %s of %s: %s", time.UnixMilli(y.now).UTC().Format("2006-01-02 15:04:05.000"), name(y.in)+y.last, y.in.Actor.ID, fmt.Sprintf(format, args...))
}

func newYear(t *testing.T, people int, seed uint64) *year {
	y := &year{
		t: t, lib: loadYear(t), rng: stream(seed, "year"), almanac: newAlmanac(), store: memstore.New(), lives: map[chat.Actor]*liver{},
		acts: map[string]func(*liver, int64){}, passed: map[reminder.Reason]int{}, should: map[reminder.Reason]int{}, now: yearBegins.UnixMilli(),
	}
	y.guard = load(t).guard
	for i := range people {
		y.people = append(y.people, chat.Actor{Platform: platformName, Kind: chat.Person, ID: fmt.Sprint(i)})
		y.lives[y.people[i]] = &liver{}
		y.lives[y.people[i]].reset()
	}
	for i := range max(1, people/20) {
		c := chat.Actor{Platform: platformName, Kind: chat.Community, ID: fmt.Sprint("c", i)}
		y.communities = append(y.communities, c)
		y.lives[c] = &liver{}
		y.lives[c].reset()
		y.lives[c].many = true
	}
	y.restart()
	return y
}

// restart makes everything anew that is not in the store.
func (y *year) restart() {
	ring, err := vault.NewWith([]vault.Key{{ID: 1, Secret: [32]byte{1}}}, vault.Config{Random: noise{y.rng}})
	if err != nil {
		y.t.Fatal(err)
	}
	y.ring = ring
	now := func() time.Time { return time.UnixMilli(y.now).UTC() }
	y.ports[0], y.ports[1] = &yearPort{y: y}, &yearPort{y: y}
	y.talk = conversation.New(conversation.Config{
		Library: func() *script.Library { return y.lib }, Store: y.ports[0], Vault: ring, Guard: y.guard, Now: now, Agreed: true,
		Seed: y.rng.Uint32, Sends: func(chat.Platform) bool { return true }, Committed: y.committed,
		Passed: func(p reminder.Passing) { y.passed[p.Why] += p.N },
	})
	for i, port := range y.ports {
		y.wakers[i] = wake.New(wake.Config{Timers: port, Handle: y.fire, Now: now})
	}
	y.tally.restarts++
}

// fire is how a waker hands over what is due.
func (y *year) fire(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
	y.in = in
	return y.talk.Handle(ctx, in)
}

const quarter = 15 * time.Minute

// live goes through the year.
func (y *year) live() {
	for _, a := range y.people {
		y.settle(a)
	}
	for _, c := range y.communities {
		y.plan(c)
	}
	truth := y.now
	for truth < yearEnds.UnixMilli() && y.wrong == 0 {
		truth += quarter.Milliseconds()
		truth += y.weather()
		y.now = truth + y.ahead + y.rng.Int64N(4000)
		y.wakeUp()
		y.deliver()
		y.dayOf()
		y.deliver()
		if y.rng.IntN(96) == 0 {
			y.sweepUp(context.Background())
			y.look()
		}
	}
	y.trouble = 0
	y.wakeUp()
	y.sweepUp(context.Background())
	y.look()
	y.leave()
}

// weather is what goes wrong from now on. It says for how long nobody is there at all.
func (y *year) weather() (gone int64) {
	switch n := y.rng.IntN(5000); {
	case n < 4: // the house is down
		gone = int64(1+y.rng.IntN(26*4)) * quarter.Milliseconds()
		y.tally.outages++
		y.restart()
	case n < 12:
		y.restart()
	case n < 20: // the clock is wrong by hours
		y.ahead += y.rng.Int64N(3 * 3600_000)
		y.tally.jumps++
	case n < 120 && y.ahead > 0: // and is set right
		y.ahead = 0
		y.tally.jumps++
	case n < 124:
		y.ahead -= y.rng.Int64N(40 * 60_000)
		y.tally.jumps++
	case n < 160 && y.ahead < 0:
		y.ahead = 0
	}
	switch n := y.rng.IntN(400); {
	case n < 10:
		y.trouble = 0.002
	case n < 11:
		y.trouble = 0.2
	case n < 40:
		y.trouble = 0
	}
	return gone
}

// wakeUp fires what is due. Sometimes another waker does the same with a list that is
// out of date by then.
func (y *year) wakeUp() {
	ctx := context.Background()
	if y.rng.IntN(8) == 0 {
		due, _, _ := y.store.Due(ctx, store.AllPartitions, time.UnixMilli(y.now).UTC(), 1<<20)
		y.ports[1].stale = due
	}
	_, _ = y.wakers[0].Fire(ctx) // what fails is tried again in a quarter of an hour
	if y.ports[1].stale != nil {
		y.tally.stale += len(y.ports[1].stale)
		if y.rng.IntN(4) == 0 {
			y.now -= y.rng.Int64N(90_000) // the clock is set back between looking and firing
		}
		_, _ = y.wakers[1].Fire(ctx)
		y.ports[1].stale = nil
	}
	_, next, _ := y.store.Due(ctx, store.AllPartitions, time.UnixMilli(y.now).UTC(), 1)
	if y.trouble == 0 && !next.IsZero() && next.UnixMilli() <= y.now {
		y.fail("something is due still")
	}
}

// TestAYearOfHourlyReminders: a thousand people with an hourly reminder each, and other
// ones, for a year of virtual time, with everything that can go wrong. The real engine,
// conversation, waker and memory store, and beside them plain calendar arithmetic that
// knows for every occurrence what must become of it, and checks every single commit.
//
// The whole of it is 8.8 million firings:
//
//	go test ./internal/simulation -run TestAYear -people=1000 -timeout=1h
func TestAYearOfHourlyReminders(t *testing.T) {
	people := *yearPeople
	switch {
	case people > 0:
	case raceEnabled || testing.Short():
		people = 3
	default:
		people = 300
	}
	defer debug.SetGCPercent(debug.SetGCPercent(1000)) // little lives long, and there is room
	y := newYear(t, people, *yearSeed)
	begin := time.Now()
	y.live()
	t.Logf("%d people, %d commits in %v: %+v\npassed over: %v", people, y.tally.commits, time.Since(begin).Round(time.Second), y.tally, y.passed)
}
