package discordtest_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestAnythingCanGoWrongOnDemand(t *testing.T) {
	for _, c := range []struct {
		name   string
		fault  discordtest.Fault
		status int // 0: no answer at all
		page   string
		sent   int // messages that took effect
	}{
		{"nothing", discordtest.Fault{}, 200, `"id"`, 1},
		{"a bucket is exhausted", discordtest.Fault{Status: 429, RetryAfter: 1500 * time.Millisecond}, 429, `"retry_after":1.5`, 0},
		{"everything is exhausted", discordtest.Fault{Status: 429, RetryAfter: time.Second, Global: true}, 429, `"global":true`, 0},
		{"a page instead of an answer", discordtest.Fault{Status: 502}, 502, "<html>", 0},
		{"an error of Discord's own", discordtest.Fault{Status: 403, Code: 50013}, 403, "Missing Permissions", 0},
		{"slow", discordtest.Fault{Delay: 10 * time.Millisecond}, 200, `"id"`, 1},
		{"no answer and no effect", discordtest.Fault{Drop: true}, 0, "", 0},
		{"no answer and an effect", discordtest.Fault{Drop: true, After: true}, 0, "", 1},
		{"a page after the effect", discordtest.Fault{Status: 500, After: true}, 500, "<html>", 1},
		{"half an answer", discordtest.Fault{Cut: true}, 0, "", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var asked atomic.Int32
			b := start(t, discordtest.Config{Fault: func(call discordtest.Call) *discordtest.Fault {
				if call.Route != "/channels/{channel}/messages" || call.Method != http.MethodPost || !strings.Contains(string(call.Body), "Hello") {
					return nil
				}
				asked.Add(1)
				return &c.fault
			}})
			ann := b.srv.Person("", "en-US")
			a, err := b.try("POST", "/channels/"+ann.DM()+"/messages", words("Hello"))
			if (err != nil) != (c.status == 0) || (err == nil && a.status != c.status) || !strings.Contains(string(a.raw), c.page) {
				t.Errorf("got %d %s, %v", a.status, a.raw, err)
			}
			if c.status == 429 && (a.header.Get("Retry-After") == "" || (a.header.Get("X-RateLimit-Global") == "true") != c.fault.Global) {
				t.Errorf("headers %v", a.header)
			}
			if asked.Load() == 0 || ann.Waiting() != c.sent {
				t.Errorf("%d messages arrived", ann.Waiting())
			}
		})
	}
}

func TestASlowCallDoesNotHoldUpClose(t *testing.T) {
	asked := make(chan struct{})
	srv, err := discordtest.Start(discordtest.Config{Fault: func(discordtest.Call) *discordtest.Fault {
		close(asked)
		return &discordtest.Fault{Delay: time.Hour}
	}})
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	done := make(chan error, 1)
	go func() {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.URL()+"/v10/gateway", nil)
		if err == nil {
			_, err = client.Do(req) //nolint:bodyclose // there is no answer
		}
		done <- err
	}()
	select {
	case err := <-done:
		t.Fatalf("answered at once: %v", err)
	case <-asked:
	}
	srv.Close()
	if err := <-done; err == nil {
		t.Error("a call was answered by a server that is closed")
	}
}

func TestCallsAreRememberedUpToANumber(t *testing.T) {
	for keep, want := range map[int]int{0: 3, 2: 2, -1: 0} {
		b := start(t, discordtest.Config{Keep: keep})
		b.call("GET", "/gateway", nil)
		b.call("GET", "/nowhere", nil)
		b.call("GET", "/channels/5", nil)
		calls := b.srv.Calls()
		if len(calls) != want {
			t.Fatalf("%d calls with room for %d", len(calls), keep)
		}
		if want == 0 {
			continue
		}
		last := calls[want-1]
		if last.N != 3 || last.Route != "/channels/{channel}" || last.Path != "/channels/5" || last.Status != 404 || last.Code != 10003 {
			t.Errorf("remembered %+v", last)
		}
	}
}

func TestHeadersTellOfTheLimits(t *testing.T) {
	c := newClock()
	b := start(t, discordtest.Config{Now: c.read})
	path := "/channels/" + b.srv.Person("", "en-US").DM() + "/messages"
	for left := 4; left >= 0; left-- {
		h := b.must("POST", path, words("x")).header
		if h.Get("X-RateLimit-Limit") != "5" || h.Get("X-RateLimit-Remaining") != string(rune('0'+left)) || h.Get("X-RateLimit-Bucket") == "" {
			t.Fatalf("headers %v", h)
		}
		c.move(time.Second / 2)
	}
	if a := b.must("POST", path, words("x")); a.header.Get("X-RateLimit-Remaining") != "0" || a.header.Get("X-RateLimit-Reset-After") != "2.500" {
		t.Errorf("nobody enforces it, and the headers are %v", a.header)
	}
}

func TestLimitsAreEnforcedWhenAsked(t *testing.T) {
	c := newClock()
	b := start(t, discordtest.Config{Now: c.read, Enforce: true, Global: 8})
	one, other := b.srv.Person("", "en-US"), b.srv.Person("", "en-US")
	send := func(to *discordtest.Person) answer {
		return b.call("POST", "/channels/"+to.DM()+"/messages", words("x"))
	}
	for range 5 {
		if a := send(one); a.status != 200 {
			t.Fatalf("got %d", a.status)
		}
	}
	if a := send(one); a.status != 429 || a.body["global"] != false || a.body["retry_after"] != 5.0 {
		t.Errorf("a sixth message to one channel: %d %s", a.status, a.raw)
	}
	if a := send(other); a.status != 200 {
		t.Errorf("another channel waits too: %d", a.status)
	}
	send(other)
	if a := send(other); a.status != 429 || a.body["global"] != true {
		t.Errorf("over the limit of all: %d %s", a.status, a.raw)
	}
	c.move(5 * time.Second)
	if a := send(one); a.status != 200 {
		t.Errorf("after the wait: %d", a.status)
	}
}
