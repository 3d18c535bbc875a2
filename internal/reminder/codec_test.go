package reminder_test

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// phrases are rules of every kind.
func phrases() []string {
	return []string{
		"every day 21:00", "every weekday 9:30", "every hour", "every 2 weeks on mon 8:00", "tomorrow 20:00", "in 20 minutes",
		"every month on the 31st 10:00", "every day 9:00, 12:00 and 18:00", "every day 21:00 until 31 december 2026",
	}
}

// lived is a reminder after some random weeks.
func lived(t testing.TB, phrase string, random *rand.Rand) reminder.Reminder {
	r := set(t, phrase)
	now := at(t, "2 12:00")
	for range random.IntN(40) {
		r, now = step(t, r, now, random)
	}
	return r
}

// step is something that happens to a reminder, and when it did.
func step(t testing.TB, r reminder.Reminder, now time.Time, random *rand.Rand) (reminder.Reminder, time.Time) {
	zone := paris(t)
	switch n := random.IntN(20); {
	case n == 0:
		return r.Pause(), now
	case n == 1:
		return r.Resume(now, zone), now
	case n == 2:
		return r.SkipNext(zone), now
	case n == 3:
		return r.Fail(), now
	case n == 4:
		return r.Answered(), now
	case n == 5:
		return r.Back(now), now
	case n == 6:
		return r.Recompute(now, zone), now
	case n == 7:
		moved, _ := r.Move(when(t, phrases()[random.IntN(len(phrases()))]), now, zone)
		return moved, now
	case n == 8:
		return r.Lapse(now), now
	case r.Due.IsZero():
		return r, now.Add(time.Duration(random.IntN(3600)) * time.Second)
	}
	if r.Due.After(now) {
		now = r.Due.In(zone)
	}
	if random.IntN(3) == 0 {
		now = now.Add(time.Duration(random.IntN(90_000)) * time.Second)
	}
	m := moment(now)
	m.Away, m.Asks = random.IntN(10) == 0, random.IntN(2) == 0
	m.Held = time.Duration(random.IntN(3)) * 5 * time.Minute * time.Duration(random.IntN(2))
	if random.IntN(8) == 0 {
		m.Silent = now.Add(time.Duration(random.IntN(8)) * time.Hour)
	}
	if random.IntN(3) == 0 {
		m.Quiet = reminder.Hours{From: random.IntN(1440), To: random.IntN(1440)}
	}
	after, out := r.Fire(m)
	checkFired(t, r, after, out, m)
	return after, now
}

// checkFired holds what is promised of every occurrence.
func checkFired(t testing.TB, before, after reminder.Reminder, out reminder.Outcome, m reminder.Moment) {
	switch {
	case !after.Due.IsZero() && !after.Due.After(m.Now):
		t.Fatalf("what comes next is due at once: %v at %v", after.Due, m.Now)
	case out.Fires && out.At.After(m.Now):
		t.Fatalf("%v fires at %v already", out.At, m.Now)
	case out.Fires && out.At.Before(before.Occurrence()):
		t.Fatalf("%v fires, after %v", out.At, before.Occurrence())
	case out.Fires && !before.When.Once() && m.Now.Sub(out.At) > m.Window:
		t.Fatalf("%v fires at %v", out.At, m.Now)
	case out.Fires && (m.Away || m.Held > 0 || m.Silent.After(m.Now) || m.Quiet.Has(m.Now)):
		t.Fatalf("it fires in spite of %+v", m)
	case out.Fires && !out.Waits.IsZero():
		t.Fatal("it fires and waits")
	case !out.Waits.IsZero() && (!out.Waits.Equal(after.Due) || after.PutOff.Before(before.Occurrence())):
		t.Fatalf("it waits until %v and is due at %v", out.Waits, after.Due)
	}
	passed := uint32(0)
	for _, p := range out.Passed {
		passed += uint32(p.N)
	}
	if after.Passed != before.Passed+passed {
		t.Fatalf("%d were passed over, %d are counted", passed, after.Passed-before.Passed)
	}
}

// TestWhateverHappensItComesBackFromItsBytes lets reminders live for a while; step holds
// each occurrence to what is promised.
func TestWhateverHappensItComesBackFromItsBytes(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 7))
		r := lived(t, phrases()[seed%uint64(len(phrases()))], random)
		b := r.Append([]byte("before"))
		again, rest, err := reminder.Decode(append(b, "after"...)[len("before"):])
		if err != nil || again != r || string(rest) != "after" {
			t.Fatalf("seed %d: %+v\nbecomes %+v, %q, %v", seed, r, again, rest, err)
		}
	}
}

func TestAPlainReminderIsSmall(t *testing.T) {
	r := set(t, "every day 21:00")
	if n := len(r.Append(nil)); n > 16 {
		t.Errorf("a new one takes %d bytes", n)
	}
	r, _ = r.Fire(moment(at(t, "2 21:00")))
	if n := len(r.Append(nil)); n > 22 {
		t.Errorf("one that was sent takes %d bytes", n)
	}
}

func TestWhatIsNoReminderIsRefused(t *testing.T) {
	good := set(t, "every day 21:00").Append(nil)
	for i := range good {
		if _, _, err := reminder.Decode(good[:i]); !errors.Is(err, reminder.ErrCode) {
			t.Errorf("%d of %d bytes are taken: %v", i, len(good), err)
		}
	}
	for story, bad := range map[string]func(b []byte){
		"no id":                           func(b []byte) { b[0] = 0 },
		"a state nobody knows":            func(b []byte) { b[1] = 'y' },
		"paused, and it comes":            func(b []byte) { b[1] = byte(reminder.Paused) },
		"a flag nobody knows":             func(b []byte) { b[2] |= 0x80 },
		"a flag without what it promises": func(b []byte) { b[2] |= 0x40 },
	} {
		b := append([]byte(nil), good...)
		bad(b)
		if _, _, err := reminder.Decode(b); !errors.Is(err, reminder.ErrCode) {
			t.Errorf("%s is taken: %v", story, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for i, phrase := range phrases() {
		f.Add(lived(f, phrase, rand.New(rand.NewPCG(uint64(i), 3))).Append(nil))
	}
	zone := paris(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		r, rest, err := reminder.Decode(b)
		if err != nil {
			if !errors.Is(err, reminder.ErrCode) {
				t.Fatalf("an error of another kind: %v", err)
			}
			return
		}
		if again := r.Append(nil); string(again)+string(rest) != string(b) {
			t.Fatalf("%x\nbecomes\n%x + %x", b, again, rest)
		}
		if r.Due.IsZero() || r.Due.Year() < 1900 || r.Due.Year() > 2200 {
			return
		}
		m := moment(r.Due.In(zone))
		after, out := r.Fire(m)
		if out.Fires && out.At.After(m.Now) && r.PutOff.IsZero() {
			t.Fatalf("%v fires at %v", out.At, m.Now)
		}
		if _, _, err := reminder.Decode(after.Append(nil)); err != nil {
			t.Fatalf("after it was due it does not come back: %v", err)
		}
	})
}
