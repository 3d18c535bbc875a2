package load

import (
	"fmt"
	"strings"
	"time"
)

// Report is what came of a run. Figures that could not be taken are zero.
type Report struct {
	Platform string
	People   int
	Killed   bool // the bot or Redis was killed

	Measured      time.Duration // between the two marks
	Replies       int           // that came to people meanwhile
	PerSecond     float64       // replies
	PerCPUSecond  float64       // turns by the bot's own count, for each second of its processor time
	P50, P99, Max time.Duration // from what a person did to the right next message

	BytesPerPerson float64 // memory of Redis with everybody in mid-flow, less what it was before; see weight
	RoundTrips     float64 // to Redis, for each turn
	Commands       float64 // in them, for each turn
	Scripts        float64 // scripts that Redis has run, for each turn, by its own count
	Resident       int64   // bytes of the bot
	BotShare       float64 // processors that the bot kept busy
	RedisShare     float64
	LoadShare      float64 // of this program itself
	Posts          int     // community posts that went out meanwhile

	Stale      int // presses made a second time on purpose
	Tapped     int // presses made again because the platform said that nothing came of them
	Asides     int // passing words
	Stuck      int
	Wrong      int
	Repeated   int
	Violations int
	Strange    []string // examples of what went wrong
}

// Good tells that everybody got every answer, and no other. That one comes twice is
// forgiven only where something was killed.
func (r Report) Good() bool {
	return r.Stuck == 0 && r.Wrong == 0 && r.Violations == 0 && (r.Repeated == 0 || r.Killed)
}

func (r *Report) weigh(before, after figures) {
	r.BytesPerPerson = (after.weight() - before.weight()) / float64(r.People)
}

// measure makes figures of two marks. After a kill the counters of what was killed began
// anew, so what is made of them is left out.
func (r *Report) measure(before, after mark, botKilled, redisKilled bool) {
	r.Measured = after.at.Sub(before.at)
	seconds := r.Measured.Seconds()
	r.PerSecond = float64(after.replies-before.replies) / seconds
	r.Resident = after.resident
	r.LoadShare = (after.self - before.self).Seconds() / seconds
	if !redisKilled {
		r.RedisShare = (after.redis - before.redis).Seconds() / seconds
	}
	if botKilled {
		return
	}
	r.BotShare = (after.bot - before.bot).Seconds() / seconds
	turns := after.metrics.since(before.metrics, "stillpoint_turns_total")
	r.PerCPUSecond = over(turns, (after.bot - before.bot).Seconds())
	r.RoundTrips = over(after.metrics.since(before.metrics, "stillpoint_store_round_trips_total"), turns)
	r.Commands = over(after.metrics.since(before.metrics, "stillpoint_store_commands_total"), turns)
	r.Posts = int(after.metrics.since(before.metrics, `stillpoint_messages_total{class="post",outcome="sent"}`))
	if !redisKilled {
		r.Scripts = over(after.info.since(before.info, "cmdstat_evalsha")+after.info.since(before.info, "cmdstat_fcall"), turns)
	}
}

func over(a, b float64) float64 {
	if b <= 0 {
		return 0
	}
	return a / b
}

// count takes what people saw.
func (r *Report) count(t tally, violations []string) {
	r.Replies, r.Stale, r.Tapped, r.Asides = t.replies, t.stale, t.tapped, t.asides
	r.Stuck, r.Wrong, r.Repeated, r.Violations = t.stuck, t.wrong, t.repeated, len(violations)
	r.P50, r.P99, r.Max = quantile(t.took, 0.5), quantile(t.took, 0.99), quantile(t.took, 1)
	for _, v := range violations {
		t.odd("violation: " + v)
	}
	r.Strange = t.strange
}

// cell is one figure with its name.
type cell struct{ name, value, unit string }

// cells are the figures in the order in which they are shown.
func (r Report) cells() []cell {
	ms := func(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }
	n := func(i int) string { return fmt.Sprint(i) }
	f := func(x float64, digits int) string { return fmt.Sprintf("%.*f", digits, x) }
	return []cell{
		{"platform", r.Platform, ""},
		{"people", n(r.People), ""},
		{"measured", f(r.Measured.Seconds(), 1), "s"},
		{"replies", n(r.Replies), ""},
		{"replies/s", f(r.PerSecond, 0), ""},
		{"turns/cpu-s", f(r.PerCPUSecond, 0), ""},
		{"p50", ms(r.P50), "ms"},
		{"p99", ms(r.P99), "ms"},
		{"max", ms(r.Max), "ms"},
		{"redis B/person", f(r.BytesPerPerson, 0), ""},
		{"round trips/turn", f(r.RoundTrips, 2), ""},
		{"commands/turn", f(r.Commands, 2), ""},
		{"scripts/turn", f(r.Scripts, 2), ""},
		{"rss", f(float64(r.Resident)/(1<<20), 1), "MiB"},
		{"cpu bot", f(r.BotShare, 2), ""},
		{"cpu redis", f(r.RedisShare, 2), ""},
		{"cpu load", f(r.LoadShare, 2), ""},
		{"posts sent", n(r.Posts), ""},
		{"tapped twice", n(r.Stale), ""},
		{"tapped again", n(r.Tapped), ""},
		{"passing words", n(r.Asides), ""},
		{"stuck", n(r.Stuck), ""},
		{"wrong", n(r.Wrong), ""},
		{"repeated", n(r.Repeated), ""},
		{"violations", n(r.Violations), ""},
	}
}

// Table is the report for people: a figure a line.
func (r Report) Table() string {
	var b strings.Builder
	for _, c := range r.cells() {
		fmt.Fprintf(&b, "%-17s %10s %s\n", c.name, c.value, c.unit)
	}
	for _, s := range r.Strange {
		fmt.Fprintf(&b, "  %s\n", s)
	}
	return b.String()
}

// TSV is the report as one line of figures, without its head.
func (r Report) TSV() string {
	cells := r.cells()
	values := make([]string, len(cells))
	for i, c := range cells {
		values[i] = c.value
	}
	return strings.Join(values, "\t") + "\n"
}

// TSVHead names the figures of TSV.
func TSVHead() string {
	cells := Report{}.cells()
	names := make([]string, len(cells))
	for i, c := range cells {
		names[i] = c.name
		if c.unit != "" {
			names[i] += " " + c.unit
		}
	}
	return strings.Join(names, "\t") + "\n"
}

// Summary adds several runs up in one line.
func Summary(all []Report) string {
	var sum Report
	again := 0
	for _, r := range all {
		sum.Stuck += r.Stuck
		sum.Wrong += r.Wrong
		sum.Repeated += r.Repeated
		sum.Violations += r.Violations
		sum.Replies += r.Replies
		again += r.Tapped
	}
	return fmt.Sprintf("%d runs, %d replies: stuck %d, wrong %d, repeated %d, violations %d, tapped again %d",
		len(all), sum.Replies, sum.Stuck, sum.Wrong, sum.Repeated, sum.Violations, again)
}
