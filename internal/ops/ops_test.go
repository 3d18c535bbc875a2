package ops_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/ops"
)

// running starts a server and returns how to ask it.
func running(t *testing.T, cfg ops.Config) func(path string) (int, string) {
	t.Helper()
	cfg.Listen = "127.0.0.1:0"
	s, err := ops.New(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return func(path string) (int, string) {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.Addr()+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = answer.Body.Close() }()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer.StatusCode, string(body)
	}
}

func state(s ops.State) func(context.Context) ops.State {
	return func(context.Context) ops.State { return s }
}

func TestHealthIsWellOnlyWhenEveryPartIs(t *testing.T) {
	well := ops.Part{Name: "store", Look: state(ops.State{OK: true})}
	ill := ops.Part{Name: "telegram", Look: state(ops.State{Says: "Another program polls with this token.", Since: time.Unix(1, 0).UTC()})}
	for _, c := range []struct {
		name  string
		parts []ops.Part
		code  int
		says  string
	}{
		{"all is well", []ops.Part{well}, http.StatusOK, `"status": "ok"`},
		{"one part is not, and says what is wrong", []ops.Part{well, ill}, http.StatusServiceUnavailable, "Another program polls"},
	} {
		t.Run(c.name, func(t *testing.T) {
			get := running(t, ops.Config{Parts: c.parts, Version: "v1"})
			for _, path := range []string{"/health", "/healthz", "/readyz"} {
				if code, body := get(path); code != c.code || !strings.Contains(body, c.says) {
					t.Errorf("%s answers %d %s", path, code, body)
				}
			}
			if code, _ := get("/livez"); code != http.StatusOK {
				t.Errorf("a process that runs is alive, whatever its parts say: got %d", code)
			}
		})
	}
}

func TestFiguresAreCountedUnderTheirNames(t *testing.T) {
	m := ops.NewMetrics("v1")
	m.Gauge("stillpoint_waiting", "How many wait.", func() float64 { return 7 })
	m.Turn("telegram", 3*time.Millisecond, nil)
	m.Turn("telegram", 3*time.Millisecond, errors.New("down"))
	m.Event("discord", "resumed", 2)
	m.Letter("reply", "sent")
	_, body := running(t, ops.Config{Metrics: m.Gatherer()})("/metrics")
	for _, line := range []string{
		`stillpoint_turns_total{outcome="applied",platform="telegram"} 1`,
		`stillpoint_turns_total{outcome="failed",platform="telegram"} 1`,
		`stillpoint_turn_seconds_count 2`,
		`stillpoint_platform_events_total{name="resumed",platform="discord"} 2`,
		`stillpoint_messages_total{class="reply",outcome="sent"} 1`,
		`stillpoint_build_info{version="v1"} 1`,
		`stillpoint_waiting 7`,
	} {
		if !strings.Contains(body, line) {
			t.Errorf("%q is not among the figures", line)
		}
	}
}

func TestProfilesAreServedOnlyWhenAskedFor(t *testing.T) {
	if code, _ := running(t, ops.Config{})("/debug/pprof/"); code != http.StatusNotFound {
		t.Errorf("nobody asked, and they are there: %d", code)
	}
	get := running(t, ops.Config{Profile: true})
	if code, _ := get("/debug/pprof/"); code != http.StatusOK {
		t.Errorf("they are not there: %d", code)
	}
	if code, _ := get("/debug/pprof/cmdline"); code != http.StatusNotFound {
		t.Errorf("the command line is shown: %d", code)
	}
}

func TestOtherRoutesAreServedBeside(t *testing.T) {
	hello := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") })
	if _, body := running(t, ops.Config{Routes: map[string]http.Handler{"/telegram": hello}})("/telegram"); body != "hello" {
		t.Errorf("got %q", body)
	}
}

func TestAnAddressThatIsTakenIsSaidAtOnceWithAWayOut(t *testing.T) {
	first, err := ops.New(t.Context(), ops.Config{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = first.Close() }()
	if _, err := ops.New(t.Context(), ops.Config{Listen: first.Addr()}); err == nil || !strings.Contains(err.Error(), "--listen") {
		t.Errorf("got %v", err)
	}
}
