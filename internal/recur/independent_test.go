package recur_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/teambition/rrule-go"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// change is one of a zone's transitions, found by looking at its clock.
type change struct {
	at            int64 // the first second of the new offset
	before, after int64
}

// changesOf looks at a zone's clock every six hours, and to the second where it differs.
// It asks nothing of the package under test.
func changesOf(zone *time.Location, from, to time.Time) []change {
	offset := func(unix int64) int64 {
		_, o := time.Unix(unix, 0).In(zone).Zone()
		return int64(o)
	}
	const step = 6 * 3600
	var list []change
	was := offset(from.Unix())
	for at := from.Unix(); at < to.Unix(); at += step {
		if offset(at+step) == was {
			continue
		}
		low, high := at, at+step
		for high-low > 1 {
			if mid := (low + high) / 2; offset(mid) == was {
				low = mid
			} else {
				high = mid
			}
		}
		list = append(list, change{high, was, offset(high)})
		was = offset(high)
		if offset(at+step) != was { // twice within the step
			panic("two changes within a step")
		}
	}
	return list
}

// place is a zone as its first offset and its changes.
type place struct {
	first   int64
	changes []change
}

// shows is every instant at which the wall time is shown, in order.
func (p place) shows(wall int64) []int64 {
	var list []int64
	start, offset := int64(-1<<62), p.first
	for i := 0; i <= len(p.changes); i++ {
		end := int64(1 << 62)
		if i < len(p.changes) {
			end = p.changes[i].at
		}
		if at := wall - offset; at >= start && at < end {
			list = append(list, at)
		}
		if i < len(p.changes) {
			start, offset = end, p.changes[i].after
		}
	}
	return list
}

// resolve is the rule of the house: the first showing, and over a jump the same
// distance after it.
func (p place) resolve(wall int64) int64 {
	if list := p.shows(wall); len(list) > 0 {
		return list[0]
	}
	for _, c := range p.changes {
		if c.after > c.before && wall >= c.at+c.before && wall < c.at+c.after {
			return wall + (c.after - c.before) - c.after
		}
	}
	panic("a wall time that is neither shown nor jumped over")
}

// expected are all instants of a rule, computed as far from the package's way as
// possible: expanded by another library in UTC, all resolved, sorted, doubles dropped.
func expected(t *testing.T, p place, text string, start time.Time, times []recur.Clock, end time.Time) []int64 {
	t.Helper()
	var list []int64
	for _, c := range times {
		option, err := rrule.StrToROption(text)
		if err != nil {
			t.Fatal(text, err)
		}
		option.Dtstart = start.Add(time.Duration(c) * time.Minute)
		option.Until = end
		r, err := rrule.NewRRule(*option)
		if err != nil {
			t.Fatal(text, err)
		}
		for _, wall := range r.All() {
			list = append(list, p.resolve(wall.Unix()))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// ours are all instants of a rule by Next, each asked for after the one before.
func ours(t *testing.T, w recur.When, zone *time.Location, from, to int64) []int64 {
	t.Helper()
	var list []int64
	at := time.Unix(from-1, 0)
	for {
		next, ok := w.Next(at, zone)
		if !ok || next.Unix() >= to {
			return list
		}
		if !next.After(at) {
			t.Fatalf("%s is not after %s", next, at)
		}
		list = append(list, next.Unix())
		at = next
	}
}

func zoneNames(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("zones.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(data))
}

// rules are one of each kind, with the times of the day that zones jump over most.
func rules() []string {
	return []string{
		"FREQ=DAILY", "FREQ=DAILY;INTERVAL=2", "FREQ=DAILY;INTERVAL=3;BYMONTH=3,10,11", "FREQ=DAILY;BYDAY=SU,SA",
		"FREQ=DAILY;BYMONTHDAY=-1,1,29,30,31",
		"FREQ=WEEKLY;BYDAY=SU", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO",
		"FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", "FREQ=WEEKLY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1",
		"FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;BYDAY=1MO,3MO",
		"FREQ=MONTHLY;INTERVAL=3;BYDAY=2SU", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
		"FREQ=MONTHLY;BYMONTHDAY=29,30,31;INTERVAL=2",
		"FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "FREQ=YEARLY;BYDAY=20MO,-1FR",
		"FREQ=YEARLY;BYYEARDAY=1,60,100,-1", "FREQ=YEARLY;BYWEEKNO=1,20,53,-1;BYDAY=MO,SU", "FREQ=YEARLY;INTERVAL=2;BYMONTH=1,4;BYDAY=SU,MO",
		"FREQ=YEARLY;BYDAY=SU;BYMONTH=3;BYSETPOS=2,-1", "FREQ=YEARLY;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=3",
		"FREQ=YEARLY;BYWEEKNO=20;BYDAY=SU;WKST=SU",
		"FREQ=HOURLY", "FREQ=HOURLY;INTERVAL=5", "FREQ=HOURLY;INTERVAL=7;BYDAY=SU,MO", "FREQ=HOURLY;INTERVAL=6;BYMONTH=3,10",
		"FREQ=DAILY;BYHOUR=0,2,3,23", "FREQ=MONTHLY;BYDAY=2SU;BYHOUR=1,2,3;BYSETPOS=2", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2,3;BYMINUTE=30",
		"FREQ=DAILY;COUNT=50", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=7",
	}
}

// Every rule in some zones over two decades, and every zone with some rules.
func TestNoneIsEarlyLostOrTwice(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 2026))
	from, to := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2041, 1, 1, 0, 0, 0, 0, time.UTC)
	clocks := []recur.Clock{0, 30, 60, 90, 120, 135, 150, 180, 23 * 60, 1439, 540}
	names := zoneNames(t)
	random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	if testing.Short() {
		names = names[:60]
	}
	always := []string{
		"America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca", "Asia/Tehran",
		"Asia/Gaza", "America/Havana", "Pacific/Kiritimati", "Pacific/Chatham", "Asia/Beirut", "Africa/Cairo", "Antarctica/Troll", "America/Nuuk",
	}
	for i, name := range append(always, names...) {
		zone, err := recur.Zone(name)
		if err != nil {
			t.Fatal(name, err)
		}
		p := place{changes: changesOf(zone, from.AddDate(0, 0, -3), to.AddDate(0, 0, 3))}
		_, first := from.AddDate(0, 0, -3).In(zone).Zone()
		p.first = int64(first)
		list := rules()
		if i >= len(always) {
			list = []string{list[random.IntN(len(list))], list[random.IntN(len(list))]}
		}
		for _, text := range list {
			times := []recur.Clock{clocks[random.IntN(len(clocks))]}
			if !oneTime(text) {
				if more := clocks[random.IntN(len(clocks))]; more >= times[0]+60 {
					times = append(times, more)
				}
			}
			start := from.AddDate(0, random.IntN(12), random.IntN(31))
			compare(t, zone, p, text, times, start, to)
		}
	}
}

// oneTime says whether another time of the day would be another rule for the library
// that is compared with.
func oneTime(text string) bool {
	for _, part := range []string{"COUNT", "BYSETPOS", "HOURLY", "BYHOUR"} {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// Zones that left out days, changed their rules and changed several times a year.
func TestZonesOfThePast(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 1993))
	from, to := time.Date(1988, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, name := range []string{
		"Pacific/Kwajalein", "Pacific/Apia", "Pacific/Fakaofo", "Pacific/Kiritimati", "Pacific/Enderbury", "Africa/Casablanca",
		"Africa/Cairo", "Asia/Pyongyang", "America/Caracas", "Europe/Moscow", "Europe/Simferopol", "Asia/Gaza", "America/Argentina/San_Luis",
		"Antarctica/Casey", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Istanbul", "America/Metlakatla",
	} {
		zone, err := recur.Zone(name)
		if err != nil {
			t.Fatal(name, err)
		}
		before := from.AddDate(0, 0, -3)
		_, first := before.In(zone).Zone()
		p := place{first: int64(first), changes: changesOf(zone, before, to.AddDate(0, 0, 3))}
		list := rules()
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		for _, text := range list[:10] {
			times := []recur.Clock{recur.Clock(30 * random.IntN(8))}
			if !oneTime(text) {
				times = append(times, times[0]+recur.Clock(60+30*random.IntN(30)))
			}
			compare(t, zone, p, text, times, from.AddDate(0, random.IntN(60), random.IntN(31)), to)
		}
	}
}

// A clamped day is the same as the last of those up to it.
func TestClampedDaysAreTheLastUpToThem(t *testing.T) {
	zone, start := zonesOf(t, "America/New_York")[0], recur.Date{Year: 2023, Month: 12, Day: 31}
	for rule, same := range map[string]string{
		"FREQ=MONTHLY;BYMONTHDAY=31":          "FREQ=MONTHLY;BYMONTHDAY=-1",
		"FREQ=MONTHLY":                        "FREQ=MONTHLY;BYMONTHDAY=-1",
		"FREQ=MONTHLY;BYMONTHDAY=30":          "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
		"FREQ=MONTHLY;BYMONTHDAY=29":          "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
	} {
		w, err := recur.ParseRule(rule, at(2, 30), start, "")
		if err != nil {
			t.Fatal(err)
		}
		v, err := recur.ParseRule(same, at(2, 30), start, "")
		if err != nil {
			t.Fatal(err)
		}
		end := time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
		clamped := ours(t, w.WithMonthEnd(recur.Clamp), zone, start.In(zone).Unix(), end)
		if want := ours(t, v, zone, start.In(zone).Unix(), end); len(want) < 15 || !slices.Equal(clamped, want) {
			t.Errorf("%s clamped is not %s: %d and %d", rule, same, len(clamped), len(want))
		}
	}
}

func compare(t *testing.T, zone *time.Location, p place, text string, times []recur.Clock, start, end time.Time) {
	t.Helper()
	if strings.Contains(text, "HOURLY") { // many: a few years of them
		end = start.AddDate(2, 0, 0)
	}
	w, err := recur.ParseRule(text, times, recur.DateOf(start), zone.String())
	if err != nil {
		t.Fatal(text, err)
	}
	last := end.AddDate(0, 0, -2).Unix() // away from where the other list is cut
	want := expected(t, p, text, start, times, end)
	for len(want) > 0 && want[len(want)-1] >= last {
		want = want[:len(want)-1]
	}
	got := ours(t, w, zone, start.AddDate(0, 0, -2).Unix(), last)
	if !slices.Equal(got, want) {
		i := 0
		for i < len(got) && i < len(want) && got[i] == want[i] {
			i++
		}
		t.Errorf("%s %s %v from %s: %d and %d, differ at %d", zone, text, times, recur.DateOf(start), len(got), len(want), i)
		if i < len(got) && i < len(want) {
			t.Errorf("  %s and not %s", time.Unix(got[i], 0).In(zone), time.Unix(want[i], 0).In(zone))
		}
	}
}
