package load

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

func TestASettingThatMeansNothingIsRefused(t *testing.T) {
	shipped := os.DirFS("../../prompts")
	for _, c := range []struct {
		name, says string
		cfg        Config
	}{
		{"another platform", "telegram, discord or both", Config{Platform: "irc", Shipped: shipped}},
		{"fewer than none", "less than none", Config{People: -1, Shipped: shipped}},
		{"more than every press", "0 to 1", Config{Double: 1.5, Shipped: shipped}},
		{"a kill without a time", "how long", Config{Rounds: 2, Kill: 1, Shipped: shipped}},
		{"a kill of somebody's Redis", "not killed", Config{Redis: "redis://127.0.0.1:1/0", KillRedis: 1, Shipped: shipped}},
		{"posts on Discord", "groups on Telegram", Config{Platform: "discord", Posts: 1, Shipped: shipped}},
		{"no words", "shipped prompts", Config{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Run(t.Context(), c.cfg); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// tried runs a load, or leaves the test out where there is no Redis to run it on.
func tried(t *testing.T, cfg Config) Report {
	t.Helper()
	cfg.Shipped, cfg.Specs = os.DirFS("../../prompts"), os.Getenv("STILLPOINT_SPECS")
	r, err := Run(t.Context(), cfg)
	if errors.Is(err, redistest.ErrMissing) && os.Getenv("STILLPOINT_NEED_REDIS") != "1" {
		t.Skip("LEFT OUT: redis-server is not installed")
	}
	if err != nil {
		t.Fatal(err)
	}
	if !r.Good() {
		t.Errorf("somebody did not get the right answers:\n%s", r.Table())
	}
	return r
}

func TestPeopleWithTremblingFingersGetTheRightAnswersOnly(t *testing.T) {
	for _, c := range []struct {
		platform       string
		people, rounds int
	}{
		{"telegram", 20, 2},
		{"discord", 12, 1}, // the bot keeps to what Discord takes, so it takes longer
	} {
		t.Run(c.platform, func(t *testing.T) {
			r := tried(t, Config{Platform: c.platform, People: c.people, Rounds: c.rounds, Double: 0.4, Seed: 7, Bot: theBot(t)})
			if r.Tapped > 0 {
				t.Errorf("nothing was killed, and yet a press came to nothing:\n%s", r.Table())
			}
			// Everybody has had the first five messages before anything is measured.
			most := c.people * (c.rounds*(questions+1) - middle - 1)
			if r.Replies < most-c.people || r.Replies > most {
				t.Errorf("%d replies were measured, want %d or a few less:\n%s", r.Replies, most, r.Table())
			}
			if r.Stale == 0 || r.PerSecond <= 0 || r.BytesPerPerson <= 0 || r.RoundTrips <= 0 || r.P99 < r.P50 {
				t.Errorf("a figure is missing:\n%s", r.Table())
			}
		})
	}
}

func TestRepliesComeWhilePostsWait(t *testing.T) {
	r := tried(t, Config{People: 3, Rounds: 1, Posts: 300, Limits: "all=100,group=18", Bot: theBot(t)})
	if r.P99 > 5*time.Second {
		t.Errorf("posts hold replies up:\n%s", r.Table())
	}
}

func TestWhatWasStartedEndsWithItsContext(t *testing.T) {
	cfg := Config{People: 5, For: time.Hour, Shipped: os.DirFS("../../prompts"), Bot: theBot(t)}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	cfg.Progress = func(string) { cancel() }
	_, err := Run(ctx, cfg)
	if !errors.Is(err, context.Canceled) && !errors.Is(err, redistest.ErrMissing) {
		t.Errorf("it ended with %v", err)
	}
}
