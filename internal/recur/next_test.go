package recur_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// run is a rule in a zone, the date it starts on, and its first instants in UTC.
type run struct {
	says, zone, from, rule string
	times                  []recur.Clock
	want                   []string
}

func hm(hour, minute int) recur.Clock { return recur.Clock(60*hour + minute) }

func at(hour, minute int) []recur.Clock { return []recur.Clock{hm(hour, minute)} }

func runs() []run {
	return []run{
		{
			"a time that the clocks jump over moves forward", "America/New_York", "2026-03-06", "FREQ=DAILY", at(2, 30),
			[]string{"2026-03-06 07:30", "2026-03-07 07:30", "2026-03-08 07:30", "2026-03-09 06:30"},
		},
		{
			"Dublin, whose winter is its saving time", "Europe/Dublin", "2026-03-28", "FREQ=DAILY", at(1, 0),
			[]string{"2026-03-28 01:00", "2026-03-29 01:00", "2026-03-30 00:00"},
		},
		{
			"half an hour of saving", "Australia/Lord_Howe", "2026-10-02", "FREQ=DAILY", at(2, 15),
			[]string{"2026-10-01 15:45", "2026-10-02 15:45", "2026-10-03 15:45", "2026-10-04 15:15"},
		},
		{
			"no midnight", "America/Santiago", "2026-09-04", "FREQ=DAILY", at(0, 0),
			[]string{"2026-09-04 04:00", "2026-09-05 04:00", "2026-09-06 04:00", "2026-09-07 03:00"},
		},
		{
			"a day left out falls together with the next", "Pacific/Apia", "2011-12-28", "FREQ=DAILY", at(9, 0),
			[]string{"2011-12-28 19:00", "2011-12-29 19:00", "2011-12-30 19:00", "2011-12-31 19:00"},
		},
		{
			"a day left out, several times a day, in order", "Pacific/Apia", "2011-12-29", "FREQ=DAILY",
			[]recur.Clock{hm(9, 0), hm(13, 0)},
			[]string{"2011-12-29 19:00", "2011-12-29 23:00", "2011-12-30 19:00", "2011-12-30 23:00", "2011-12-31 19:00"},
		},
		{
			"Kwajalein left out a Saturday, whose weekly run comes on Sunday", "Pacific/Kwajalein", "1993-08-14", "FREQ=WEEKLY;BYDAY=SA", at(9, 0),
			[]string{"1993-08-14 21:00", "1993-08-21 21:00", "1993-08-27 21:00"},
		},
		{
			"an hour that comes twice is meant the first time", "Europe/Berlin", "2026-10-24", "FREQ=DAILY", at(2, 30),
			[]string{"2026-10-24 00:30", "2026-10-25 00:30", "2026-10-26 01:30"},
		},
		{
			"a fold at midnight", "America/Havana", "2026-10-31", "FREQ=DAILY", at(0, 30),
			[]string{"2026-10-31 04:30", "2026-11-01 04:30", "2026-11-02 05:30"},
		},
		{
			"two that fall together fire once", "America/New_York", "2026-03-08", "FREQ=DAILY",
			[]recur.Clock{hm(2, 0), hm(3, 0)},
			[]string{"2026-03-08 07:00", "2026-03-09 06:00", "2026-03-09 07:00"},
		},
		{
			"a moved time may come behind a later one", "America/New_York", "2026-03-08", "FREQ=DAILY",
			[]recur.Clock{hm(2, 30), hm(3, 30)},
			[]string{"2026-03-08 07:30", "2026-03-09 06:30", "2026-03-09 07:30"},
		},
		{
			"two weeks on the wall are two weeks across a change", "America/New_York", "2026-02-23", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", at(8, 0),
			[]string{"2026-02-23 13:00", "2026-03-09 12:00", "2026-03-23 12:00"},
		},
		{
			"the last weekday of the month", "Europe/Madrid", "2026-02-01", "FREQ=MONTHLY;BYDAY=-1FR", at(17, 0),
			[]string{"2026-02-27 16:00", "2026-03-27 16:00", "2026-04-24 15:00"},
		},
		{
			"the 31st where there is one", "UTC", "2026-01-01", "FREQ=MONTHLY;BYMONTHDAY=31", at(9, 0),
			[]string{"2026-01-31 09:00", "2026-03-31 09:00", "2026-05-31 09:00"},
		},
		{
			"29 February only in leap years", "UTC", "2024-02-29", "FREQ=YEARLY", at(9, 0),
			[]string{"2024-02-29 09:00", "2028-02-29 09:00", "2032-02-29 09:00"},
		},
		{
			"fourteen hours ahead", "Pacific/Kiritimati", "2026-01-01", "FREQ=DAILY", at(0, 0),
			[]string{"2025-12-31 10:00", "2026-01-01 10:00"},
		},
		{
			"thirteen and three quarters in summer", "Pacific/Chatham", "2026-04-04", "FREQ=DAILY", at(3, 0),
			[]string{"2026-04-03 13:15", "2026-04-04 13:15", "2026-04-05 14:15"},
		},
		{
			"a zone that stopped changing", "Europe/Moscow", "2014-10-25", "FREQ=DAILY", at(1, 30),
			[]string{"2014-10-24 21:30", "2014-10-25 21:30", "2014-10-26 22:30"},
		},
		{
			"a year between, and a change of the clocks too", "Europe/Paris", "2026-01-15", "FREQ=YEARLY", at(7, 0),
			[]string{"2026-01-15 06:00", "2027-01-15 06:00"},
		},
		{
			"COUNT counts from the start, on the wall", "Pacific/Apia", "2011-12-29", "FREQ=DAILY;COUNT=3", at(9, 0),
			[]string{"2011-12-29 19:00", "2011-12-30 19:00", ""},
		},
		{
			"UNTIL as a date includes the day", "UTC", "2026-01-01", "FREQ=DAILY;UNTIL=20260102", at(9, 0),
			[]string{"2026-01-01 09:00", "2026-01-02 09:00", ""},
		},
		{
			"UNTIL in UTC ends at its instant", "Asia/Tokyo", "2026-01-01", "FREQ=DAILY;UNTIL=20260102T000000Z", at(9, 0),
			[]string{"2026-01-01 00:00", "2026-01-02 00:00", ""},
		},
		{
			"UNTIL on the wall", "Asia/Tokyo", "2026-01-01", "FREQ=DAILY;UNTIL=20260102T085959", at(9, 0),
			[]string{"2026-01-01 00:00", ""},
		},
		{
			"hours that fit into a day", "UTC", "2026-01-01", "FREQ=HOURLY;INTERVAL=8", at(9, 0),
			[]string{"2026-01-01 09:00", "2026-01-01 17:00", "2026-01-02 01:00"},
		},
		{
			"hours that do not", "UTC", "2026-01-01", "FREQ=HOURLY;INTERVAL=15;BYDAY=TH,FR", at(9, 0),
			[]string{"2026-01-01 09:00", "2026-01-02 00:00", "2026-01-02 15:00", "2026-01-08 06:00"},
		},
		{
			"BYHOUR and BYMINUTE are further times, from the start on", "UTC", "2026-01-01", "FREQ=DAILY;BYHOUR=6,18;BYMINUTE=30", at(9, 0),
			[]string{"2026-01-01 18:30", "2026-01-02 06:30", "2026-01-02 18:30"},
		},
		{
			"a weekday and an ordinal one together", "UTC", "2026-01-01", "FREQ=MONTHLY;BYDAY=1TU,SU", at(9, 0),
			[]string{"2026-01-04 09:00", "2026-01-06 09:00", "2026-01-11 09:00"},
		},
		{
			"the last working day", "UTC", "2026-01-01", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", at(9, 0),
			[]string{"2026-01-30 09:00", "2026-02-27 09:00"},
		},
	}
}

func TestRunsComeWhenTheyShould(t *testing.T) {
	for _, c := range runs() {
		t.Run(c.says, func(t *testing.T) {
			zone, start := zonesOf(t, c.zone)[0], date(t, c.from)
			w, err := recur.ParseRule(c.rule, c.times, start, c.zone)
			if err != nil {
				t.Fatal(err)
			}
			if got := firstOf(w, zone, start.In(zone).Add(-time.Second), len(c.want)); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// firstOf are the first runs after an instant; an empty one says that there is none.
func firstOf(w recur.When, zone *time.Location, after time.Time, most int) []string {
	var list []string
	for range most {
		next, ok := w.Next(after, zone)
		if !ok {
			return append(list, "")
		}
		list = append(list, next.Format("2006-01-02 15:04"))
		after = next
	}
	return list
}

func date(t *testing.T, text string) recur.Date {
	t.Helper()
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return recur.DateOf(at)
}

func TestMonthEndsAreClampedOrSkipped(t *testing.T) {
	utc := time.UTC
	from := time.Date(2027, 1, 30, 0, 0, 0, 0, utc)
	w, err := recur.Parse("every month on the 29th and 31st 9:00", recur.Context{Now: from})
	if err != nil {
		t.Fatal(err)
	}
	clamped := []string{"2027-01-31 09:00", "2027-02-28 09:00", "2027-03-29 09:00", "2027-03-31 09:00", "2027-04-29 09:00", "2027-04-30 09:00"}
	if got := firstOf(w, utc, from, 6); !slices.Equal(got, clamped) {
		t.Errorf("clamped: %q", got)
	}
	skipped := []string{"2027-01-31 09:00", "2027-03-29 09:00", "2027-03-31 09:00", "2027-04-29 09:00", "2027-05-29 09:00", "2027-05-31 09:00"}
	if got := firstOf(w.WithMonthEnd(recur.Skip), utc, from, 6); !slices.Equal(got, skipped) {
		t.Errorf("skipped: %q", got)
	}
	if w.WithMonthEnd(recur.Skip).WithMonthEnd(recur.Clamp) != w {
		t.Error("the choice cannot be taken back")
	}
	plain, err := recur.Parse("every day 9:00", recur.Context{Now: from})
	if err != nil || plain.WithMonthEnd(recur.Skip) != plain {
		t.Error("the choice changes a rule that has no such day")
	}
}

// Whatever instant one asks after, the answer is the first of the runs behind it.
func TestNextIsTheSameFromEveryInstant(t *testing.T) {
	for _, c := range []struct{ zone, from, rule string }{
		{"Pacific/Apia", "2011-12-27", "FREQ=DAILY"},
		{"Pacific/Apia", "2011-12-27", "FREQ=DAILY;BYHOUR=0,1,13,23"},
		{"America/New_York", "2026-03-07", "FREQ=HOURLY"},
		{"America/New_York", "2026-10-31", "FREQ=HOURLY"},
		{"Australia/Lord_Howe", "2026-10-03", "FREQ=HOURLY"},
		{"Africa/Casablanca", "2026-02-14", "FREQ=DAILY;BYHOUR=2,3"},
	} {
		zone, start := zonesOf(t, c.zone)[0], date(t, c.from)
		w, err := recur.ParseRule(c.rule, at(2, 15), start, c.zone)
		if err != nil {
			t.Fatal(err)
		}
		from := start.In(zone).Unix() - 7200
		all := ours(t, w, zone, from, from+6*86400)
		for unix := from; unix < all[len(all)-1]; unix += 7 * 60 {
			next, ok := w.Next(time.Unix(unix, 0), zone)
			i, _ := slices.BinarySearch(all, unix+1)
			if !ok || next.Unix() != all[i] {
				t.Fatalf("%s %s after %s: %s, want %s", c.zone, c.rule, time.Unix(unix, 0).UTC(), next, time.Unix(all[i], 0).UTC())
			}
		}
	}
}

func TestOftenIsTheShortestTimeBetween(t *testing.T) {
	in := recur.Context{Now: time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)}
	const day = 24 * time.Hour
	for text, want := range map[string]time.Duration{
		"every hour": time.Hour, "every day 9:00": day, "every day 9:00, 13:00 and 18:00": 4 * time.Hour,
		"every day 0:00 and 23:00": time.Hour, "every weekday 9:00": day, "every monday 9:00": 7 * day,
		"every 2 weeks on mon and thu 9:00": 3 * day, "every month on the 1st 9:00": 28 * day,
		"every month on the 31st 9:00": 28 * day, "every year on 24 december 9:00": 365 * day,
		"every 5 hours": 5 * time.Hour, "tomorrow 9:00": 0, "every day 9:00 1 times": 0,
	} {
		w, err := recur.Parse(text, in)
		if err != nil {
			t.Fatal(text, err)
		}
		if got := w.Often(); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
		if once := text == "tomorrow 9:00"; w.Once() != once {
			t.Errorf("%s: once is %t", text, w.Once())
		}
	}
}

func TestTheZeroWhenNeverHappens(t *testing.T) {
	if at, ok := (recur.When{}).Next(time.Unix(0, 0), time.UTC); ok {
		t.Error(at)
	}
}
