package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Wave says how many reminders come due. Zero fields mean what is said beside them.
type Wave struct {
	People int           // each with one reminder, all due at one instant
	Rate   int           // or so many timers a second
	For    time.Duration // for that long; default 20 s
	Whole  bool          // no replica is killed in the middle
	Limits string        // TELEGRAM_LIMITS; default "all=10,chat=1x3,group=18": sending is not what is measured

	Bot      string            // the program; empty: it is built from here
	Redis    string            // a URL; empty: a redis-server is started
	Dir      string            // where logs stay; empty: a folder that is removed
	Profile  string            // a file for a CPU profile of the replica that fires, which is not killed then
	Shipped  fs.FS             // prompts whose words and safety packs are used
	Progress func(line string) // hears how far it is; nil: nobody
	Log      io.Writer         // hears what happens; nil: nobody
}

// ParseWave reads "200000" (at one instant) or "8000/s".
func ParseWave(text string) (people, rate int, err error) {
	number, isRate := strings.CutSuffix(text, "/s")
	n, err := strconv.Atoi(number)
	switch {
	case err != nil || n < 1:
		return 0, 0, errors.New("reminders are so many at one instant, as in 200000, or so many a second, as in 8000/s")
	case isRate:
		return 0, n, nil
	}
	return n, 0, nil
}

// WaveReport is what came of a wave.
type WaveReport struct {
	People    int
	PerSecond float64 // committed, from when they were due until the last one was
	Took      time.Duration
	Stopped   time.Duration // the longest time in which nothing was committed
	Killed    bool
	Lost      int
	Doubled   int
	Bytes     float64 // in Redis for each timer, beside the session; 0: not weighed

	P50, P99, Max Bound         // how late, by the metrics of the replicas that live
	BotCPU        time.Duration // of the replicas that live
	RedisCPU      time.Duration
}

// Bound is what a histogram can tell of a duration: that it was at most At, or, when it is
// Above, longer than that.
type Bound struct {
	At    time.Duration
	Above bool
}

// String is the bound in milliseconds, as in "<= 100".
func (b Bound) String() string {
	sign := "<="
	if b.Above {
		sign = ">"
	}
	return sign + " " + strconv.FormatFloat(float64(b.At)/float64(time.Millisecond), 'f', -1, 64)
}

// Good tells that each reminder was committed once.
func (r WaveReport) Good() bool { return r.Lost == 0 && r.Doubled == 0 }

// Table is the report for people: a figure a line.
func (r WaveReport) Table() string {
	var b strings.Builder
	line := func(name, value, unit string) { fmt.Fprintf(&b, "%-17s %10s %s\n", name, value, unit) }
	ms := func(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }
	line("reminders", strconv.Itoa(r.People), "")
	line("committed/s", fmt.Sprintf("%.0f", r.PerSecond), "")
	line("took", fmt.Sprintf("%.2f", r.Took.Seconds()), "s")
	line("longest stop", ms(r.Stopped), "ms")
	line("killed", map[bool]string{true: "one of 2", false: "none of 2"}[r.Killed], "")
	line("lost", strconv.Itoa(r.Lost), "")
	line("doubled", strconv.Itoa(r.Doubled), "")
	if r.Bytes > 0 {
		line("redis B/timer", fmt.Sprintf("%.0f", r.Bytes), "")
	}
	line("late p50", r.P50.String(), "ms")
	line("late p99", r.P99.String(), "ms")
	line("late max", r.Max.String(), "ms")
	line("cpu redis", fmt.Sprintf("%.2f", r.RedisCPU.Seconds()), "s")
	return b.String()
}

func (w Wave) complete() (Wave, error) {
	switch {
	case (w.People > 0) == (w.Rate > 0):
		return w, errors.New("either so many reminders at one instant, or so many a second")
	case w.For < 0:
		return w, errors.New("nothing can be less than none")
	case w.Shipped == nil:
		return w, errors.New("the load needs the words of the shipped prompts")
	}
	if w.For == 0 {
		w.For = 20 * time.Second
	}
	if w.Limits == "" {
		w.Limits = "all=10,chat=1x3,group=18"
	}
	if w.Progress == nil {
		w.Progress = func(string) {}
	}
	if w.Log == nil {
		w.Log = io.Discard
	}
	return w, nil
}

// wave is one run.
type wave struct {
	Wave
	ground *ground
	bots   [2]*bot
	crowd  *crowd
	due    time.Time // when the first is due
	report WaveReport
}

// Roll starts two replicas of the bot, lets reminders come due, kills one replica in the
// middle, and says what came of it. The error says that something could not be tried.
func Roll(ctx context.Context, cfg Wave) (WaveReport, error) {
	cfg, err := cfg.complete()
	if err != nil {
		return WaveReport{}, err
	}
	zoneName, zone, err := daytime(time.Now())
	if err != nil {
		return WaveReport{}, err
	}
	g, err := newGround(ctx, Config{
		Platform: "telegram", Limits: cfg.Limits, Bot: cfg.Bot, Redis: cfg.Redis, Dir: cfg.Dir, Profile: cfg.Profile, Shipped: cfg.Shipped, Log: cfg.Log,
	})
	defer g.close()
	if err != nil {
		return WaveReport{}, err
	}
	g.bot.env = append(g.bot.env, "STILLPOINT_ZONE="+zoneName)
	w := &wave{Wave: cfg, ground: g}
	if w.bots, err = g.twins(ctx); err != nil {
		return WaveReport{}, err
	}
	defer w.bots[1].stop()
	people := w.People
	if w.Rate > 0 {
		people = int(float64(w.Rate) * w.For.Seconds())
	}
	minute := whenDue(time.Now(), people, time.Minute)
	w.report.People, w.due = people, minute
	if w.Rate > 0 {
		w.due = whenDue(time.Now(), people, time.Second)
	}
	ring, err := g.ring()
	if err != nil {
		return WaveReport{}, err
	}
	m, err := newModel(ctx, os.DirFS(filepath.Join(g.dir, "prompts")), ring, zone, minute)
	if err != nil {
		return WaveReport{}, err
	}
	if w.crowd, err = newCrowd(ctx, g, people, m.plain); err != nil {
		return WaveReport{}, err
	}
	defer func() { _ = w.crowd.kept.Close() }()
	if err := w.seed(ctx, m); err != nil {
		return w.report, err
	}
	return w.report, w.play(ctx)
}

// seedRate is how many people are made ready in a second at least.
const seedRate = 5000

// whenDue is a full minute, or another step, that leaves time to get everything ready.
func whenDue(now time.Time, people int, step time.Duration) time.Time {
	ready := now.Add(time.Duration(people)*time.Second/seedRate + 12*time.Second)
	return ready.Truncate(step).Add(step).UTC()
}

// seed makes the crowd, and weighs what the timers take.
func (w *wave) seed(ctx context.Context, m model) error {
	scale := &run{ground: w.ground}
	w.Progress("everybody gets a session")
	for i := range w.crowd.people {
		w.ground.telegram.Person(firstTelegram+int64(i), "en")
	}
	if err := w.crowd.settle(ctx); err != nil {
		return err
	}
	before, err := scale.settled(ctx)
	if err != nil {
		return err
	}
	w.Progress("everybody gets a timer")
	if err := w.crowd.wind(ctx, func(i int) []store.Timer { return w.timers(m, i) }); err != nil {
		return err
	}
	if w.Rate > 0 {
		return nil
	}
	after, err := scale.settled(ctx)
	if err == nil {
		w.report.Bytes = (after.weight() - before.weight()) / float64(w.crowd.people)
	}
	return err
}

// timers are those of one person. Reminders come at full seconds; a rate is made of
// scripts that begin later, at any millisecond.
func (w *wave) timers(m model, i int) []store.Timer {
	if w.Rate == 0 {
		return m.timers
	}
	at := w.due.Add(time.Duration(i) * time.Second / time.Duration(w.Rate)).Truncate(time.Millisecond)
	later := []store.Timer{{Name: engine.LaterTimer + command, Due: at}}
	for _, t := range m.timers {
		later = append(later, store.Timer{Name: t.Name, Due: t.Due.AddDate(0, 0, 1)})
	}
	return later
}

// twins are two replicas; the first is the ground's own.
func (g *ground) twins(ctx context.Context) (both [2]*bot, err error) {
	listen, err := freeAddress(ctx)
	if err != nil {
		return both, err
	}
	dir := filepath.Join(g.dir, "second")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return both, fmt.Errorf("making a folder: %w", err)
	}
	_ = os.Remove(filepath.Join(dir, botLog))
	second := &bot{path: g.bot.path, dir: dir, listen: listen, env: append(append([]string{}, g.bot.env...), "STILLPOINT_LISTEN="+listen)}
	return [2]*bot{g.bot, second}, nil
}
