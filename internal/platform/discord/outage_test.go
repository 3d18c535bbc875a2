package discord_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// front stands before a Discord and answers in its stead while that is away.
func front(t *testing.T, srv *discordtest.Server, away *atomic.Bool, instead http.HandlerFunc) string {
	t.Helper()
	behind, err := url.Parse(srv.URL())
	if err != nil {
		t.Fatal(err)
	}
	through := &http.Transport{}
	pass := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(behind) }, Transport: through}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if away.Load() {
			instead(w, r)
			return
		}
		pass.ServeHTTP(w, r)
	}))
	t.Cleanup(func() { s.Close(); through.CloseIdleConnections() })
	return s.URL + "/v10"
}

// nobody is the address of a server that is gone.
func nobody() string {
	s := httptest.NewServer(http.NotFoundHandler())
	defer s.Close()
	return strings.TrimPrefix(s.URL, "http://")
}

// TestADiscordThatCannotBeReachedIsWaitedFor starts while Discord is away, for far
// longer than a connection may take: the operator is told, Run goes on trying, and as
// soon as Discord is there people are heard.
func TestADiscordThatCannotBeReachedIsWaitedFor(t *testing.T) {
	dead := nobody()
	hangUp := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	for name, c := range map[string]struct {
		shards  int
		instead http.HandlerFunc
	}{
		"the line is cut": {1, hangUp},
		"the line is cut, and the number of shards is unknown": {discord.Auto, hangUp},
		"somebody in front says no": {1, func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "<html>access denied</html>", http.StatusForbidden)
		}},
		"the gateway's own address is dead": {1, func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `{"url":"ws://%s","shards":1}`, dead)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			srv := server(t, discordtest.Config{})
			var away atomic.Bool
			away.Store(true)
			h := build(t, srv, func(cfg *discord.Config) {
				cfg.API, cfg.ShardCount, cfg.Timing.Ready = front(t, srv, &away, c.instead), c.shards, 200*time.Millisecond
			})
			h.start()
			began := time.Now()
			until(t, "an alarm", func() bool { return h.d.Health().Alarm != "" })
			until(t, "several times as long", func() bool { return time.Since(began) > 4*200*time.Millisecond })
			if got := h.d.Health(); got.Ready || !strings.Contains(got.Alarm, "reached") || len(h.over) != 0 {
				t.Fatalf("health is %+v, ended: %v", got, len(h.over) != 0)
			}
			away.Store(false)
			until(t, "ready", func() bool { return h.d.Health().Ready })
			if got := h.d.Health().Alarm; got != "" {
				t.Errorf("the alarm goes on: %s", got)
			}
			srv.Person("", "en-US").Say("hello")
			if got := h.events(1)[0].Event; got != chat.Event(chat.Text{Text: "hello"}) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// TestAskingToEndWhileDiscordIsAwayEnds does so at once, and without an error.
func TestAskingToEndWhileDiscordIsAwayEnds(t *testing.T) {
	for name, shards := range map[string]int{"one shard": 1, "as many as recommended": discord.Auto} {
		t.Run(name, func(t *testing.T) {
			srv := server(t, discordtest.Config{})
			h := build(t, srv, func(cfg *discord.Config) {
				cfg.API, cfg.ShardCount, cfg.Timing.Ready = "http://"+nobody(), shards, 20*time.Millisecond
			})
			h.start()
			until(t, "an alarm", func() bool { return h.d.Health().Alarm != "" })
			if err := h.close(); err != nil {
				t.Errorf("ended with %v", err)
			}
		})
	}
}

// TestAConnectionThatOpensAndLeadsNowhereIsTriedThreeTimes has a gateway that takes
// every connection and never says a word.
func TestAConnectionThatOpensAndLeadsNowhereIsTriedThreeTimes(t *testing.T) {
	var opened atomic.Int32
	silent := silence(t, &opened)
	srv := server(t, discordtest.Config{})
	h := build(t, srv, func(cfg *discord.Config) {
		cfg.API, cfg.Timing.Ready = silent, 50*time.Millisecond
	})
	h.start()
	err := <-h.over
	h.over <- err
	if !errors.Is(err, discord.ErrNotReady) || opened.Load() != 3 {
		t.Errorf("ended with %v after %d connections", err, opened.Load())
	}
}

// silence is the address of a Discord whose gateway never says a word.
func silence(t *testing.T, opened *atomic.Int32) string {
	t.Helper()
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Upgrade") == "" {
			fmt.Fprintf(w, `{"url":"ws%s","shards":1}`, strings.TrimPrefix(s.URL, "http"))
			return
		}
		ws, err := websocket.Accept(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		opened.Add(1)
		_, _, _ = ws.Read(r.Context()) // until the other side leaves
		_ = ws.CloseNow()
	}))
	t.Cleanup(s.Close)
	return s.URL
}
