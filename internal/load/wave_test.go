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
y_bucket{le="5"} 7
`)
	for q, want := range map[float64]time.Duration{0.5: 10 * time.Millisecond, 0.9: 100 * time.Millisecond, 0.95: 550 * time.Millisecond, 1: time.Second} {
		if got := f.buckets("x").quantile(q); got.Round(time.Millisecond) != want {
			t.Errorf("quantile %v is %v, want %v", q, got, want)
		}
	}
	if got := f.buckets("z").quantile(0.5); got != 0 {
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
	if !report.Good() || report.People != 300 || report.P99 == 0 {
		t.Errorf("not each timer was committed once:\n%s", report.Table())
	}
}
