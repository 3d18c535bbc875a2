package simulation

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
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
	last        string // what somebody last asked for, beside which one
}

// tally is what the year was made of.
type tally struct {
	commits, fired, merged, gone, waited, stale, doubts, again, restarts, jumps, outages, forgotten, late, lost, failed, snoozed int
}

func (y *year) fail(format string, args ...any) {
	if y.wrong++; y.wrong > 20 {
		y.t.Fatal("and more")
	}
	y.t.Errorf("%s, %s of %s: %s", time.UnixMilli(y.now).UTC().Format("2006-01-02 15:04:05.000"), name(y.in), y.in.Actor.ID+", who said "+y.last, fmt.Sprintf(format, args...))
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
	truth := y.now - y.now%quarter.Milliseconds()
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
// The whole of it is 9.4 million commits and takes six minutes; here 300 people take two:
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
