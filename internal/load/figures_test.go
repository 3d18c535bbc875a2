package load

import (
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func has(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, name))
	return err == nil
}

func TestAQuantileIsADurationThatWasSeen(t *testing.T) {
	hundred := make([]time.Duration, 100)
	for i := range hundred {
		hundred[i] = time.Duration(100-i) * time.Millisecond
	}
	for _, c := range []struct {
		name string
		all  []time.Duration
		q    float64
		want time.Duration
	}{
		{"of nothing", nil, 0.5, 0},
		{"of one, the middle", []time.Duration{time.Second}, 0.5, time.Second},
		{"of one, the 99th", []time.Duration{time.Second}, 0.99, time.Second},
		{"of two, the middle", []time.Duration{3, 1}, 0.5, 1},
		{"of a hundred, the middle", hundred, 0.5, 50 * time.Millisecond},
		{"of a hundred, the 99th", hundred, 0.99, 99 * time.Millisecond},
		{"of a hundred, the highest", hundred, 1, 100 * time.Millisecond},
		{"of a hundred, the lowest", hundred, 0, time.Millisecond},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := quantile(slices.Clone(c.all), c.q); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestProcessorTimeIsReadBehindAnyName(t *testing.T) {
	for _, c := range []struct {
		name, stat string
		want       time.Duration
		ok         bool
	}{
		{"a plain name", "71 (stillpoint) S 1 71 71 0 -1 4194304 900 0 0 0 250 50 0 0 20 0 9 0 100 0 0", 3 * time.Second, true},
		{"a name with a bracket and spaces", "71 (still) point 9 9) S 1 71 71 0 -1 4194304 900 0 0 0 1 2 0 0 20 0", 30 * time.Millisecond, true},
		{"cut short", "71 (stillpoint) S 1 71 71", 0, false},
		{"no brackets", "71 stillpoint S 1 71 71 0 -1 4194304 900 0 0 0 250 50", 0, false},
		{"no numbers", "71 (x) S 1 71 71 0 -1 4194304 900 0 0 0 two three 0 0", 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := parseStat(c.stat)
			if got != c.want || (err == nil) != c.ok {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}

func FuzzParseStat(f *testing.F) {
	f.Add("71 (stillpoint) S 1 71 71 0 -1 4194304 900 0 0 0 250 50 0 0")
	f.Add("1 ()) R")
	f.Fuzz(func(t *testing.T, stat string) {
		got, err := parseStat(stat)
		if err != nil && got != 0 {
			t.Errorf("an error, and %v besides", got)
		}
		if _, err := parseResident(stat); err == nil && !strings.Contains(stat, "VmRSS:") {
			t.Error("read memory where there is none")
		}
	})
}

func TestThisProcessHasUsedTimeAndMemory(t *testing.T) {
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		t.Skip("LEFT OUT: there is no /proc here")
	}
	if _, err := cpuOf(os.Getpid()); err != nil {
		t.Error(err)
	}
	if got, err := residentOf(os.Getpid()); err != nil || got < 1<<20 {
		t.Errorf("resident: %d, %v", got, err)
	}
	if _, err := residentOf(-1); err == nil {
		t.Error("a process that there cannot be has memory")
	}
}

func TestMetricsAreReadAsPrometheusReadsThem(t *testing.T) {
	got := parseMetrics(`# HELP stillpoint_turns_total Events handled.
# TYPE stillpoint_turns_total counter
stillpoint_turns_total{outcome="applied",platform="telegram"} 40
stillpoint_turns_total{outcome="failed",platform="telegram"} 2
stillpoint_store_round_trips_total 1.5e+02
broken line without number x
`)
	for name, want := range map[string]float64{
		"stillpoint_turns_total": 42, `stillpoint_turns_total{outcome="failed",platform="telegram"}`: 2,
		"stillpoint_store_round_trips_total": 150, "broken": 0,
	} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	if grown := got.since(figures{"stillpoint_turns_total": 12}, "stillpoint_turns_total"); grown != 30 {
		t.Errorf("it grew by %v", grown)
	}
}

func TestWhatRedisSaysOfItselfIsRead(t *testing.T) {
	got := parseInfo("# Memory\r\nused_memory:1048576\r\nused_memory_human:1.00M\r\n# Commandstats\r\ncmdstat_evalsha:calls=77,usec=9,usec_per_call=0.11\r\n")
	if got["used_memory"] != 1<<20 || got["cmdstat_evalsha"] != 77 {
		t.Errorf("got %v", got)
	}
}

func FuzzParseFigures(f *testing.F) {
	f.Add("a{b=\"c\"} 1\nused_memory:2\r\ncmdstat_x:calls=3,usec=1\n")
	f.Fuzz(func(t *testing.T, text string) {
		for name, value := range parseMetrics(text) {
			if !strings.Contains(text, name) {
				t.Errorf("%q = %v is nowhere", name, value)
			}
		}
		for name := range parseInfo(text) {
			if !strings.Contains(text, name+":") {
				t.Errorf("%q is nowhere", name)
			}
		}
	})
}

func TestWhatIsKilledIsKilledInOrderAndInsideTheRun(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	all := newFaults(40, 20, time.Minute, random)
	redis := 0
	for i, f := range all {
		if f.at < 6*time.Second || f.at > 54*time.Second || (i > 0 && f.at < all[i-1].at) {
			t.Errorf("number %d is at %v", i, f.at)
		}
		if f.redis {
			redis++
		}
	}
	if len(all) != 60 || redis != 20 {
		t.Errorf("%d, %d of them Redis", len(all), redis)
	}
	again := newFaults(40, 20, time.Minute, rand.New(rand.NewPCG(1, 1)))
	if !slices.Equal(all, again) {
		t.Error("the same seed draws other moments")
	}
}

func TestPatienceCountsFromTheEndOfTheLastFault(t *testing.T) {
	asked := time.Now()
	f := newField(1)
	if got := f.patience(asked, asked.Add(5*time.Second)); got != 15*time.Second {
		t.Errorf("without a fault %v are left after five seconds", got)
	}
	whole := f.faulty()
	if got := f.patience(asked, asked.Add(time.Hour)); got != patience {
		t.Errorf("in the middle of a fault %v are left", got)
	}
	whole()
	if got := f.patience(asked.Add(-time.Hour), time.Now()); got < 19*time.Second || got > patience {
		t.Errorf("straight after a fault %v are left", got)
	}
	if got := f.patience(asked.Add(-time.Hour), time.Now().Add(time.Hour)); got > 0 {
		t.Errorf("an hour after it %v are left", got)
	}
}

func TestFiguresComeOfTwoMarks(t *testing.T) {
	at := time.Now()
	before := mark{at: at, replies: 100, metrics: figures{"stillpoint_turns_total": 10}, info: figures{}}
	after := mark{
		at: at.Add(10 * time.Second), replies: 1100, bot: 2 * time.Second, redis: time.Second, self: 5 * time.Second, resident: 1 << 20,
		metrics: figures{
			"stillpoint_turns_total": 1010, "stillpoint_store_round_trips_total": 500, "stillpoint_store_commands_total": 3000,
			`stillpoint_messages_total{class="post",outcome="sent"}`: 7,
		},
		info: figures{"cmdstat_evalsha": 2000},
	}
	r := Report{People: 4}
	r.measure(before, after, false, false)
	r.weigh(figures{"used_memory": 1000}, figures{"used_memory": 3000})
	want := Report{
		People: 4, Measured: 10 * time.Second, PerSecond: 100, PerCPUSecond: 500, BytesPerPerson: 500, RoundTrips: 0.5, Commands: 3,
		Scripts: 2, Resident: 1 << 20, BotShare: 0.2, RedisShare: 0.1, LoadShare: 0.5, Posts: 7,
	}
	if r.Table() != want.Table() {
		t.Errorf("got\n%s\nwant\n%s", r.Table(), want.Table())
	}
	killed := Report{People: 4}
	killed.measure(before, after, true, false)
	if killed.PerCPUSecond != 0 || killed.RoundTrips != 0 || killed.PerSecond != 100 {
		t.Errorf("after a kill the bot's counters say nothing: got %+v", killed)
	}
}

func TestTheLineOfFiguresFitsItsHead(t *testing.T) {
	head, line := strings.Split(TSVHead(), "\t"), strings.Split(Report{Platform: "both", P99: 1500 * time.Microsecond}.TSV(), "\t")
	if len(head) != len(line) {
		t.Fatalf("%d names for %d figures", len(head), len(line))
	}
	if at := slices.Index(head, "p99 ms"); at < 0 || line[at] != "1.5" {
		t.Errorf("got %v", line)
	}
	if math.IsNaN(over(1, 0)) || over(1, 0) != 0 {
		t.Error("a figure over nothing is not 0")
	}
}

func TestOneWhoIsStuckSpoilsTheReport(t *testing.T) {
	for _, c := range []struct {
		name   string
		t      tally
		bad    []string
		killed bool
		good   bool
	}{
		{"all is well", tally{replies: 3}, nil, false, true},
		{"a message came twice after a kill", tally{repeated: 1}, nil, true, true},
		{"a message came twice for no reason", tally{repeated: 1}, nil, false, false},
		{"somebody is stuck after a kill", tally{stuck: 1}, nil, true, false},
		{"somebody read something wrong after a kill", tally{wrong: 1}, nil, true, false},
		{"a request broke the rules", tally{}, []string{"sendMessage: text is missing"}, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Report{Killed: c.killed}
			var all tally
			all.add(c.t)
			r.count(all, c.bad)
			if r.Good() != c.good {
				t.Errorf("good is %v", r.Good())
			}
		})
	}
}
