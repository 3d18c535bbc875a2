package simulation

import (
	"fmt"
	"slices"
	"sort"
	"time"
)

// The year begins in June 2011: it has a leap day, a Friday that Samoa left out, clocks
// that go forward and back on both halves of the globe, and countries that gave it up.
var (
	yearBegins = time.Date(2011, 6, 1, 12, 0, 0, 0, time.UTC)
	yearEnds   = yearBegins.AddDate(1, 0, 0)
	// almanacEnds leaps some years ahead: what comes once a year can be skipped.
	almanacEnds = yearBegins.AddDate(25, 0, 0)
)

// yearZones are where people are.
func yearZones() []string {
	return []string{
		"Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati",
		"Asia/Kathmandu", "Pacific/Chatham", "America/St_Johns", "Africa/Casablanca", "Europe/Moscow", "Asia/Tehran", "Africa/Cairo",
		"Asia/Kolkata", "Pacific/Pago_Pago", "America/Sao_Paulo", "Asia/Gaza", "America/Havana", "Asia/Tokyo", "Atlantic/Azores", "Australia/Adelaide",
	}
}

// rule is something that comes again and again, in the words that people type and as
// plain arithmetic: which days, and at which minutes of them.
type rule struct {
	say   string
	zone  string // empty: where its owner is
	often time.Duration
	days  func(day time.Time) bool // nil: every day
	times []int
}

func at(clocks ...string) (minutes []int) {
	for _, c := range clocks {
		var h, m int
		_, _ = fmt.Sscanf(c, "%d:%d", &h, &m)
		minutes = append(minutes, h*60+m)
	}
	return minutes
}

const day = 24 * time.Hour

// everyHour is what everybody has.
func everyHour() *rule {
	r := &rule{say: "every hour", often: time.Hour}
	for h := range 24 {
		r.times = append(r.times, h*60)
	}
	return r
}

// otherRules are what some have besides.
func otherRules() []*rule {
	last := func(d time.Time) bool { return d.AddDate(0, 0, 1).Day() == 1 }
	return []*rule{
		{say: "every day 2:30", often: day, times: at("2:30")},
		{say: "every day 0:00", often: day, times: at("0:00")},
		{say: "every day 21:00", often: day, times: at("21:00")},
		{say: "every day 7:00, 13:00 and 22:30", often: 6 * time.Hour, times: at("7:00", "13:00", "22:30")},
		{say: "every weekday 9:30", often: day, times: at("9:30"), days: func(d time.Time) bool { return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday }},
		{say: "every 2 weeks on monday 8:00 starting 2011-06-06", often: 14 * day, times: at("8:00"), days: func(d time.Time) bool {
			return int(d.Sub(time.Date(2011, 6, 6, 0, 0, 0, 0, time.UTC)).Hours()/24)%14 == 0 && d.Year() > 2010 && d.After(time.Date(2011, 6, 5, 0, 0, 0, 0, time.UTC))
		}},
		{say: "every month on the 31st 9:00", often: 28 * day, times: at("9:00"), days: last},
		{say: "every last friday 17:00", often: 28 * day, times: at("17:00"), days: func(d time.Time) bool {
			return d.Weekday() == time.Friday && d.AddDate(0, 0, 7).Month() != d.Month()
		}},
		{say: "every year on 29 february 8:00", often: 365 * day, times: at("8:00"), days: func(d time.Time) bool { return d.Month() == time.February && last(d) }},
		{say: "every day 9:00 Asia/Tokyo", zone: "Asia/Tokyo", often: day, times: at("9:00")},
		{say: "every day 1:15 and 23:45", often: 90 * time.Minute, times: at("1:15", "23:45")},
	}
}

// almanac knows every moment of every rule in every zone: worked out beforehand.
type almanac struct {
	zones map[string]*offsets
	known map[string][]int64
}

func newAlmanac() *almanac { return &almanac{map[string]*offsets{}, map[string][]int64{}} }

// offsets is what a zone's clocks did in the year: when they were changed, and how far
// they were ahead of UTC before and after.
type offsets struct {
	zone    *time.Location
	changes []change
	all     []int64
}

type change struct{ when, before, after int64 }

func (a *almanac) zone(name string) *offsets {
	if o := a.zones[name]; o != nil {
		return o
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	o := &offsets{zone: zone}
	t := yearBegins.AddDate(0, 0, -10).In(zone)
	o.all = []int64{o.of(t.Unix())}
	for t.Before(almanacEnds) {
		_, t = t.ZoneBounds()
		if t.IsZero() {
			break
		}
		before, after := o.of(t.Unix()-1), o.of(t.Unix())
		o.changes = append(o.changes, change{t.Unix(), before, after})
		if !slices.Contains(o.all, after) {
			o.all = append(o.all, after)
		}
	}
	a.zones[name] = o
	return o
}

func (o *offsets) of(unix int64) int64 {
	_, seconds := time.Unix(unix, 0).In(o.zone).Zone()
	return int64(seconds)
}

// changed is when the clocks are changed next after t.
func (o *offsets) changed(t int64) int64 {
	for _, c := range o.changes {
		if c.when > t {
			return c.when
		}
	}
	return farAway.Unix()
}

// moment is when the clocks of a zone show a wall time, given as if it were UTC: the
// first time they do. What they leap over comes as much later as they leap.
func (o *offsets) moment(wall int64) int64 {
	first := int64(0)
	for _, ahead := range o.all {
		if t := wall - ahead; o.of(t) == ahead && (first == 0 || t < first) {
			first = t
		}
	}
	if first != 0 {
		return first
	}
	for _, c := range o.changes {
		if c.when+c.before <= wall && wall < c.when+c.after {
			return wall - c.before
		}
	}
	panic("a wall time that never was")
}

// moments are all of a rule's, rising, no two the same.
func (a *almanac) moments(r *rule, zone string) []int64 {
	if r.zone != "" {
		zone = r.zone
	}
	key := r.say + "|" + zone
	if known, ok := a.known[key]; ok {
		return known
	}
	var all []int64
	o := a.zone(zone)
	begin, end := yearBegins.Truncate(day).AddDate(0, 0, -3), yearEnds.AddDate(0, 3, 0)
	if r.often > day {
		end = almanacEnds
	}
	for d := begin; d.Before(end); d = d.AddDate(0, 0, 1) {
		if r.days != nil && !r.days(d) {
			continue
		}
		for _, m := range r.times {
			all = append(all, o.moment(d.Unix()+int64(m)*60))
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	a.known[key] = all
	return all
}

// after is the first of the moments after t, 0 when there is none.
func after(moments []int64, t int64) int64 {
	i := sort.Search(len(moments), func(i int) bool { return moments[i] > t })
	if i == len(moments) {
		return 0
	}
	return moments[i]
}
