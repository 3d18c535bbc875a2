package reminder_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// The owner of these reminders lives in Paris; it is a Monday in November.
const day = 24 * time.Hour

func paris(t testing.TB) *time.Location {
	t.Helper()
	zone, err := recur.Zone("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// at is a moment in Paris: "Mon 21:00" is that of the first week, "Tue2 9:00" of the
// second.
func at(t testing.TB, text string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation("2 15:04", text, paris(t))
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(2026, time.November, moment.Day(), moment.Hour(), moment.Minute(), 0, 0, paris(t))
}

// when reads a phrase on Monday 2 November at noon.
func when(t testing.TB, phrase string) recur.When {
	t.Helper()
	w, err := recur.Parse(phrase, recur.Context{Lang: "en", Now: at(t, "2 12:00")})
	if err != nil {
		t.Fatalf("%q: %v", phrase, err)
	}
	return w
}

// set is a reminder that was set on Monday 2 November at noon.
func set(t testing.TB, phrase string) reminder.Reminder {
	t.Helper()
	r, ok := reminder.Reminder{ID: 1, When: when(t, phrase)}.Start(at(t, "2 12:00"), paris(t))
	if !ok {
		t.Fatalf("%q never comes", phrase)
	}
	return r
}

// moment is a person's prompt that is due, as things usually are.
func moment(now time.Time) reminder.Moment {
	return reminder.Moment{Now: now, Zone: now.Location(), Window: reminder.PromptWindow, Night: true, Asks: true}
}

func TestWhatBecomesOfAnOccurrence(t *testing.T) {
	for _, c := range []struct {
		story  string
		phrase string
		due    string // what was due; empty: the first
		now    string
		with   func(*reminder.Moment)

		fires  string // the occurrence that came
		late   time.Duration
		waits  string
		passed reminder.Reason
		n      int
		next   string
	}{
		{story: "on time", phrase: "every day 21:00", now: "2 21:00", fires: "2 21:00", next: "3 21:00"},
		{story: "two minutes are not called late", phrase: "every day 21:00", now: "2 21:02", fires: "2 21:00", next: "3 21:00"},
		{story: "an hour late says so", phrase: "every day 20:00", now: "2 21:00", fires: "2 20:00", late: time.Hour, next: "3 20:00"},
		{story: "two hours are the most", phrase: "every day 18:00", now: "2 20:00", fires: "2 18:00", late: 2 * time.Hour, next: "3 18:00"},
		{story: "a minute more is too late", phrase: "every day 18:00", now: "2 20:01", passed: reminder.TooLate, n: 1, next: "3 18:00"},
		{story: "26 hours away, a daily one comes once", phrase: "every day 18:00", now: "3 19:30", fires: "3 18:00", late: 90 * time.Minute, passed: reminder.Merged, n: 1, next: "4 18:00"},
		{story: "26 hours away and the last was long ago too", phrase: "every day 15:00", now: "3 18:00", passed: reminder.TooLate, n: 2, next: "4 15:00"},
		{story: "26 hours away, an hourly one comes once", phrase: "every hour", due: "2 13:00", now: "3 15:10", fires: "3 15:00", late: 10 * time.Minute, passed: reminder.Merged, n: 26, next: "3 16:00"},
		{story: "an hourly one is not late into the next hour", phrase: "every hour", due: "2 13:00", now: "2 13:31", passed: reminder.TooLate, n: 1, next: "2 14:00"},
		{story: "a community's comes half an hour late at most", phrase: "every day 18:00", now: "2 18:31", with: func(m *reminder.Moment) { m.Window = reminder.PostWindow }, passed: reminder.TooLate, n: 1, next: "3 18:00"},
		{story: "what comes once comes days late", phrase: "tomorrow 18:00", now: "7 10:00", fires: "3 18:00", late: 88 * time.Hour},

		{story: "quiet hours of its own: a moment later is soon enough", phrase: "every day 21:00", now: "2 21:00", with: quiet("20:00", "22:00"), waits: "2 22:00", next: "2 22:00"},
		{story: "quiet hours of its own: the night is too long", phrase: "every day 22:30", now: "2 22:30", with: quiet("22:00", "7:00"), passed: reminder.QuietHours, n: 1, next: "3 22:30"},
		{story: "quiet hours end: it is said", phrase: "every day 7:00", now: "3 7:00", due: "3 7:00", with: quiet("22:00", "7:00"), fires: "3 7:00", next: "4 7:00"},
		{story: "quiet hours: once waits for the morning", phrase: "tomorrow 23:00", now: "3 23:00", with: quiet("22:00", "7:00"), waits: "4 7:00", next: "4 7:00"},
		{story: "without quiet hours half past eleven is half past eleven", phrase: "every day 23:30", now: "2 23:30", fires: "2 23:30", next: "3 23:30"},
		{story: "a little late at night is not worth waiting for the morning", phrase: "every day 21:45", now: "2 22:10", fires: "2 21:45", late: 25 * time.Minute, next: "3 21:45"},
		{story: "what is late keeps out of the usual night", phrase: "every day 21:00", now: "2 22:30", passed: reminder.QuietHours, n: 1, next: "3 21:00"},
		{story: "what comes once and is late keeps out of the night too", phrase: "tomorrow 21:00", now: "3 23:30", waits: "4 7:00", next: "4 7:00"},
		{story: "own words may come a little late at night", phrase: "every day 22:00", now: "2 22:31", with: own, fires: "2 22:00", late: 31 * time.Minute, next: "3 22:00"},
		{story: "own words of the evening may come a little late at night", phrase: "every day 21:00", now: "2 22:30", with: own, fires: "2 21:00", late: 90 * time.Minute, next: "3 21:00"},
		{story: "own words are too late after two hours at night as well", phrase: "every day 22:00", now: "3 0:01", with: own, passed: reminder.TooLate, n: 1, next: "3 22:00"},
		{story: "own words that come once and are hours late wait for the morning", phrase: "tomorrow 21:00", now: "3 23:30", with: own, waits: "4 7:00", next: "4 7:00"},
		{story: "own words keep the hours that were set", phrase: "every day 22:30", now: "2 22:30", with: both(quiet("22:00", "7:00"), own), passed: reminder.QuietHours, n: 1, next: "3 22:30"},
		{story: "nothing is left to say", phrase: "every day 18:00", now: "2 18:00", with: gone, passed: reminder.Gone, n: 1, next: "3 18:00"},
		{story: "a community has no night", phrase: "every day 21:40", now: "2 22:10", with: func(m *reminder.Moment) { m.Night = false }, fires: "2 21:40", late: 30 * time.Minute, next: "3 21:40"},

		{story: "silence that ends soon is waited for", phrase: "every day 18:00", now: "2 18:00", with: silent("2 19:00"), waits: "2 19:00", next: "2 19:00"},
		{story: "silence until morning", phrase: "every day 18:00", now: "2 18:00", with: silent("3 8:00"), passed: reminder.Silence, n: 1, next: "3 18:00"},
		{story: "silence that is over", phrase: "every day 18:00", now: "2 18:00", with: silent("2 18:00"), fires: "2 18:00", next: "3 18:00"},
		{story: "silence that ends in quiet hours", phrase: "tomorrow 18:00", now: "3 18:00", with: both(silent("3 23:00"), quiet("22:00", "7:00")), waits: "4 7:00", next: "4 7:00"},

		{story: "in the middle of something", phrase: "every day 18:00", now: "2 18:00", with: held(10 * time.Minute), waits: "2 18:10", next: "2 18:10"},
		{story: "in the middle of something for too long", phrase: "every day 18:00", now: "2 19:55", with: held(10 * time.Minute), passed: reminder.Busy, n: 1, next: "3 18:00"},
		{story: "somebody who is away misses what repeats", phrase: "every day 18:00", now: "2 18:00", with: away, passed: reminder.Away, n: 1, next: "3 18:00"},
		{story: "what comes once waits for somebody who is away", phrase: "tomorrow 18:00", now: "3 18:00", with: away},
	} {
		t.Run(c.story, func(t *testing.T) {
			r := set(t, c.phrase)
			if c.due != "" {
				r.Due = at(t, c.due).UTC()
			}
			m := moment(at(t, c.now))
			if c.with != nil {
				c.with(&m)
			}
			after, out := r.Fire(m)
			same(t, "fires", firesAt(out), c.fires)
			same(t, "waits until", out.Waits, c.waits)
			same(t, "comes next", after.Due, c.next)
			if out.Late != c.late {
				t.Errorf("it is %v late, not %v", out.Late, c.late)
			}
			passed := reminder.Passing{}
			if len(out.Passed) > 0 {
				passed = out.Passed[0]
			}
			if passed != (reminder.Passing{Why: c.passed, N: c.n}) || len(out.Passed) > 1 || after.Passed != uint32(c.n) {
				t.Errorf("passed over: %v, counted %d", out.Passed, after.Passed)
			}
			if waits := c.waits != ""; waits == after.PutOff.IsZero() && after.State == reminder.On && !after.Due.IsZero() {
				t.Errorf("it was put off from %v", after.PutOff)
			}
		})
	}
}

func firesAt(out reminder.Outcome) time.Time {
	if !out.Fires {
		return time.Time{}
	}
	return out.At
}

// same tells whether a moment is the one that is written; empty is none.
func same(t *testing.T, what string, got time.Time, want string) {
	t.Helper()
	switch {
	case want == "" && !got.IsZero():
		t.Errorf("%s %v, not at all was expected", what, got)
	case want != "" && !got.Equal(at(t, want)):
		t.Errorf("%s %v, not %v", what, got.In(paris(t)), at(t, want))
	}
}

func clock(text string) int {
	c, _ := time.Parse("15:04", text)
	return c.Hour()*60 + c.Minute()
}

func quiet(from, to string) func(*reminder.Moment) {
	return func(m *reminder.Moment) { m.Quiet = reminder.Hours{From: clock(from), To: clock(to)} }
}

func silent(until string) func(*reminder.Moment) {
	return func(m *reminder.Moment) {
		end, _ := time.ParseInLocation("2006-01-2 15:04", "2026-11-"+until, m.Now.Location())
		m.Silent = end
	}
}

func held(d time.Duration) func(*reminder.Moment) {
	return func(m *reminder.Moment) { m.Held = d }
}

func away(m *reminder.Moment) { m.Away = true }

func both(a, b func(*reminder.Moment)) func(*reminder.Moment) {
	return func(m *reminder.Moment) { a(m); b(m) }
}

func TestWhatWasPutOffKeepsItsTime(t *testing.T) {
	r := set(t, "every day 18:00")
	for i, now := range []string{"2 18:00", "2 18:30", "2 19:00", "2 19:30"} {
		m := moment(at(t, now))
		m.Held = 30 * time.Minute
		var out reminder.Outcome
		if r, out = r.Fire(m); out.Waits.IsZero() || !r.Occurrence().Equal(at(t, "2 18:00")) {
			t.Fatalf("put off for the %d. time it waits until %v for %v", i+1, out.Waits, r.Occurrence())
		}
	}
	t.Run("and is late by all of it", func(t *testing.T) {
		after, out := r.Fire(moment(at(t, "2 20:00")))
		if !out.Fires || out.Late != 2*time.Hour || !out.At.Equal(at(t, "2 18:00")) {
			t.Errorf("%+v", out)
		}
		same(t, "comes next", after.Due, "3 18:00")
	})
	t.Run("and is given up when the window is over", func(t *testing.T) {
		m := moment(at(t, "2 20:00"))
		m.Held = time.Minute
		after, out := r.Fire(m)
		if out.Fires || len(out.Passed) != 1 || out.Passed[0].Why != reminder.Busy || !after.Last.Equal(at(t, "2 18:00")) {
			t.Errorf("%+v %+v", out, after)
		}
	})
	t.Run("and is skipped, moved, paused and left where it is", func(t *testing.T) {
		same(t, "after skipping comes", r.SkipNext(paris(t)).Due, "3 18:00")
		moved, _ := r.Move(when(t, "every day 9:00"), at(t, "2 19:45"), paris(t))
		same(t, "after moving comes", moved.Due, "3 9:00")
		if paused := r.Pause(); !paused.Due.IsZero() || !paused.PutOff.IsZero() {
			t.Errorf("paused it comes %v", paused.Due)
		}
		same(t, "recomputed comes", r.Recompute(at(t, "2 19:45"), time.UTC).Due, "2 20:00")
		same(t, "back again comes", r.Back(at(t, "2 19:45")).Due, "2 20:00")
	})
}

func TestWhatComesOnceComesWhenItsOwnerIsBack(t *testing.T) {
	m := moment(at(t, "3 18:00"))
	m.Away = true
	r, out := set(t, "tomorrow 18:00").Fire(m)
	if out.Fires || len(out.Passed) > 0 || r.State != reminder.On || !r.Due.IsZero() {
		t.Fatalf("%+v %+v", out, r)
	}
	r = r.Back(at(t, "9 10:00"))
	same(t, "back it comes", r.Due, "9 10:00")
	after, out := r.Fire(moment(at(t, "9 10:00")))
	if !out.Fires || !out.At.Equal(at(t, "3 18:00")) || out.Late < 5*day || after.State != reminder.Over {
		t.Errorf("%+v %+v", out, after)
	}
}

func TestSilenceMakesAnAskingReminderRarer(t *testing.T) {
	r := set(t, "every day 18:00")
	var came []int
	for n := range 60 {
		now := at(t, "2 18:00").AddDate(0, 0, n)
		var out reminder.Outcome
		if r, out = r.Fire(moment(now)); out.Fires {
			came = append(came, n+1)
		} else if out.Passed[0].Why != reminder.Resting {
			t.Fatalf("day %d: %v", n+1, out.Passed)
		}
	}
	want := []int{1, 2, 3, 5, 7, 9, 16, 23, 30}
	if len(came) != len(want) {
		t.Fatalf("it came on the days %v", came)
	}
	for i := range want {
		if came[i] != want[i] {
			t.Fatalf("it came on the days %v, not %v", came, want)
		}
	}
	if r.Rest() != reminder.Asleep {
		t.Error("it is not asleep")
	}
	if _, out := r.Answered().Fire(moment(at(t, "2 18:00").AddDate(0, 0, 60))); !out.Fires {
		t.Error("it does not come again when its owner is there")
	}
}

func TestSilenceMeansNothingWhereNothingIsAsked(t *testing.T) {
	r := set(t, "every day 18:00")
	for n := range 60 {
		m := moment(at(t, "2 18:00").AddDate(0, 0, n))
		m.Asks = false
		var out reminder.Outcome
		if r, out = r.Fire(m); !out.Fires || r.Unanswered != 0 {
			t.Fatalf("day %d: %+v, unanswered %d", n+1, out, r.Unanswered)
		}
	}
}

func TestAnAnswerStartsTheCountAnew(t *testing.T) {
	r := set(t, "every day 18:00")
	for n := range 30 {
		var out reminder.Outcome
		if r, out = r.Fire(moment(at(t, "2 18:00").AddDate(0, 0, n))); !out.Fires {
			t.Fatalf("day %d: %+v", n+1, out)
		}
		if n%3 == 2 {
			r = r.Answered()
		}
	}
}

func TestSeveralOnADayCountOnce(t *testing.T) {
	r := set(t, "every day 14:00, 17:00 and 20:00")
	for _, now := range []string{"2 14:00", "2 17:00", "2 20:00", "3 14:00", "3 17:00", "3 20:00"} {
		var out reminder.Outcome
		if r, out = r.Fire(moment(at(t, now))); !out.Fires {
			t.Fatalf("%s: %+v", now, out)
		}
	}
	if r.Unanswered != 2 {
		t.Errorf("unanswered on %d days", r.Unanswered)
	}
}

func TestThreeFailuresInARowStallIt(t *testing.T) {
	r := set(t, "every day 18:00")
	next := func() {
		var out reminder.Outcome
		if r, out = r.Fire(moment(r.Due.In(paris(t)))); !out.Fires {
			t.Fatalf("%+v", out)
		}
		r = r.Answered()
	}
	next()
	r = r.Fail()
	next()
	r = r.Fail()
	next() // this one gets through
	next()
	if r.Failures != 0 || r.Failed {
		t.Fatalf("one that got through is forgotten: %+v", r)
	}
	for range 3 {
		if r.State != reminder.On {
			t.Fatalf("it has stalled too early: %+v", r)
		}
		r = r.Fail()
		if r.State == reminder.On {
			next()
		}
	}
	if r.State != reminder.Stalled || !r.Due.IsZero() {
		t.Fatalf("it goes on: %+v", r)
	}
	resumed := r.Resume(at(t, "20 12:00"), paris(t))
	same(t, "resumed it comes", resumed.Due, "20 18:00")
	if resumed = resumed.Fail(); resumed.State != reminder.On {
		t.Error("the old failures still count")
	}
	moved, ok := r.Move(when(t, "every day 9:00"), at(t, "20 12:00"), paris(t))
	if same(t, "moved it comes", moved.Due, "21 9:00"); !ok || moved.Failures != 0 {
		t.Errorf("%+v", moved)
	}
}

func TestWhatNobodySawWaitsForNoAnswer(t *testing.T) {
	r, _ := set(t, "every day 18:00").Fire(moment(at(t, "2 18:00")))
	if r.Fail().Unanswered != 0 {
		t.Error("what failed counts as unanswered")
	}
	late := r.Lapse(at(t, "2 18:00"))
	if late.Unanswered != 0 || late.Failures != 0 || late.Passed != 1 || late.Why != reminder.TooLate {
		t.Errorf("%+v", late)
	}
}

func TestWhatItsOwnerDoesWithIt(t *testing.T) {
	noon := at(t, "2 12:00")
	r := set(t, "every day 18:00")
	t.Run("skips one, and one more", func(t *testing.T) {
		once := r.SkipNext(paris(t))
		same(t, "comes next", once.Due, "3 18:00")
		if same(t, "comes next", once.SkipNext(paris(t)).Due, "4 18:00"); once.Passed != 1 || once.Why != reminder.Skipped {
			t.Errorf("%+v", once)
		}
	})
	t.Run("skips the only one", func(t *testing.T) {
		if over := set(t, "tomorrow 18:00").SkipNext(paris(t)); over.State != reminder.Over || !over.Due.IsZero() {
			t.Errorf("%+v", over)
		}
	})
	t.Run("pauses and resumes", func(t *testing.T) {
		paused := r.Pause()
		if paused.State != reminder.Paused || !paused.Due.IsZero() || paused.SkipNext(paris(t)) != paused {
			t.Errorf("%+v", paused)
		}
		same(t, "resumed days later it comes", paused.Resume(at(t, "8 20:00"), paris(t)).Due, "9 18:00")
		if over := set(t, "tomorrow 18:00").Pause().Resume(at(t, "8 20:00"), paris(t)); over.State != reminder.Over {
			t.Errorf("%+v", over)
		}
	})
	t.Run("resumes what is at work", func(t *testing.T) {
		if r.Resume(noon, paris(t)) != r {
			t.Error("it changes something")
		}
	})
	t.Run("pauses what is over", func(t *testing.T) {
		over, _ := set(t, "tomorrow 18:00").Fire(moment(at(t, "3 18:00")))
		if over.Pause() != over {
			t.Error("it changes something")
		}
	})
	t.Run("moves it while it is paused", func(t *testing.T) {
		moved, ok := r.Pause().Move(when(t, "every day 9:00"), noon, paris(t))
		if !ok || moved.State != reminder.Paused || !moved.Due.IsZero() {
			t.Errorf("%+v", moved)
		}
		same(t, "resumed it comes", moved.Resume(noon, paris(t)).Due, "3 9:00")
	})
	t.Run("moves it into the past", func(t *testing.T) {
		if _, ok := r.Move(when(t, "tomorrow 9:00"), at(t, "9 12:00"), paris(t)); ok {
			t.Error("it is taken")
		}
	})
	t.Run("goes somewhere else", func(t *testing.T) {
		tokyo, err := recur.Zone("Asia/Tokyo")
		if err != nil {
			t.Fatal(err)
		}
		moved := r.Recompute(noon, tokyo)
		if got := moved.Due.In(tokyo).Format("2 15:04"); got != "3 18:00" { // there it is 20:00 already
			t.Errorf("it comes at %s", got)
		}
		if due := r.Recompute(at(t, "2 18:00"), tokyo); due != r {
			t.Error("what is due already is moved")
		}
		if once := set(t, "tomorrow 3:00"); once.Recompute(at(t, "3 1:00"), tokyo) != once {
			t.Error("what comes once is lost in a zone where its time has gone by")
		}
	})
}

func TestTheLastOneEndsIt(t *testing.T) {
	r := set(t, "every day 18:00 until 4 november 2026")
	var out reminder.Outcome
	for _, now := range []string{"2 18:00", "3 18:00", "4 18:00"} {
		if r, out = r.Fire(moment(at(t, now))); !out.Fires {
			t.Fatalf("%s: %+v", now, out)
		}
	}
	if r.State != reminder.Over || !r.Due.IsZero() {
		t.Errorf("%+v", r)
	}
}

func TestYearsOfAbsenceAreWalkedOverQuickly(t *testing.T) {
	r := set(t, "every hour")
	now := at(t, "2 12:10").AddDate(40, 0, 0)
	after, out := r.Fire(moment(now))
	if !out.Fires || now.Sub(out.At) > time.Hour || !after.Due.After(now) || after.Passed < 1000 || after.Passed > 1100 {
		t.Errorf("%+v, passed %d", out, after.Passed)
	}
	yearly := set(t, "every year on 5 november at 12:00")
	if after, out := yearly.Fire(moment(now)); out.Fires || out.Passed[0] != (reminder.Passing{Why: reminder.TooLate, N: 40}) || !after.Due.After(now) {
		t.Errorf("%+v %+v", out, after)
	}
}

func own(m *reminder.Moment)  { m.Own = true }
func gone(m *reminder.Moment) { m.Gone = true }
