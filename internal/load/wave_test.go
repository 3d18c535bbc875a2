package load

import (
	"errors"
	"os"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

func TestWhatComesDueIsReadFromAFlag(t *testing.T) {
	for _, c := range []struct {
		text         string
		people, rate int
		fails        bool
	}{
		{text: "200000", people: 200_000},
		{text: "8000/s", rate: 8000},
		{text: "0", fails: true},
		{text: "-5/s", fails: true},
		{text: "many", fails: true},
		{text: "", fails: true},
	} {
		people, rate, err := ParseWave(c.text)
		if people != c.people || rate != c.rate || (err != nil) != c.fails {
			t.Errorf("%q is %d people and %d a second (%v)", c.text, people, rate, err)
		}
	}
}

func TestAQuantileIsReadFromTheBucketsOfAHistogram(t *testing.T) {
	f := parseMetrics(`
x_bucket{le="0.01"} 50
x_bucket{le="0.1"} 90
x_bucket{le="1"} 100
x_bucket{le="+Inf"} 100
v_bucket{le="0.0025"} 3
v_bucket{le="+Inf"} 5
y_bucket{le="5"} 7
`)
	for q, want := range map[float64]string{0.5: "<= 10", 0.9: "<= 100", 0.95: "<= 1000", 1: "<= 1000"} {
		if got := f.buckets("x").quantile(q).String(); got != want {
			t.Errorf("quantile %v is %s, want %s", q, got, want)
		}
	}
	if got := f.buckets("v").quantile(0.5).String(); got != "<= 2.5" {
		t.Errorf("the half that was quick took %s", got)
	}
	if got := f.buckets("v").quantile(0.99).String(); got != "> 2.5" {
		t.Errorf("what was longer than any bound took %s", got)
	}
	if got := f.buckets("z").quantile(0.5); got != (Bound{}) {
		t.Errorf("of nothing it is %v", got)
	}
}

func TestThereIsTimeToGetReady(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 1, 0, time.UTC)
	for people, want := range map[int]string{10: "12:01", 200_000: "12:01", 250_000: "12:02"} {
		if got := whenDue(now, people, time.Minute).Format("15:04"); got != want {
			t.Errorf("%d people are due at %s, want %s", people, got, want)
		}
	}
}

// TestAWaveReachesEverybodyOnce: a short one, at a rate.
func TestAWaveReachesEverybodyOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a quarter of a minute")
	}
	report, err := Roll(t.Context(), Wave{Rate: 300, For: time.Second, Shipped: os.DirFS("../../prompts")})
	if errors.Is(err, redistest.ErrMissing) && os.Getenv("STILLPOINT_NEED_REDIS") != "1" {
		t.Skip("LEFT OUT: redis-server is not installed")
	}
	if err != nil {
		t.Fatal(err)
	}
	if !report.Good() || report.People != 300 || report.P99.At == 0 {
		t.Errorf("not each timer was committed once:\n%s", report.Table())
	}
}

func TestWhoWasToldTwiceIsSeenByTurnsAndByMessages(t *testing.T) {
	once := told{wound + 1, 1}
	for name, c := range map[string]struct {
		all           []told
		one           bool
		lost, doubled int
	}{
		"everybody once":                   {[]told{once, once}, true, 0, 0},
		"nothing fired for one":            {[]told{once, {wound, 0}}, true, 1, 0},
		"fired and said nothing":           {[]told{once, {wound + 1, 0}}, true, 1, 0},
		"one turn too many":                {[]told{once, {wound + 2, 2}}, true, 0, 1},
		"one letter too many in a turn":    {[]told{once, {wound + 1, 2}}, true, 0, 1},
		"all twice in a turn":              {[]told{{wound + 1, 2}, {wound + 1, 2}}, true, 0, 2},
		"scripts that begin with two each": {[]told{{wound + 1, 2}, {wound + 1, 2}, {wound + 1, 3}}, false, 0, 1},
	} {
		if lost, doubled := reckon(c.all, c.one); lost != c.lost || doubled != c.doubled {
			t.Errorf("%s: %d lost, %d doubled, want %d and %d", name, lost, doubled, c.lost, c.doubled)
		}
	}
}
