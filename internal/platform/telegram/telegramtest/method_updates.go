package telegramtest

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// longestPoll is how long Telegram lets a poll wait, whatever it was asked for.
const longestPoll = 50 * time.Second

func (s *Server) getUpdates(ctx context.Context, c Call) reply {
	poll, ok := s.queue.enter()
	if !ok {
		return conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	defer s.queue.leave(poll)
	if c.Params.Has("allowed_updates") {
		s.queue.allow(kinds(c.Params))
	}
	limit := 100
	if n := c.Params.Int("limit"); n >= 1 && n <= 100 {
		limit = int(n)
	}
	wait := min(time.Duration(c.Params.Int("timeout"))*time.Second, longestPoll)
	return s.poll(ctx, poll, c.Params.Int("offset"), limit, wait)
}

// poll waits for updates; an empty list when none came in time.
func (s *Server) poll(ctx context.Context, ended <-chan string, offset int64, limit int, wait time.Duration) reply {
	timer := time.NewTimer(max(wait, 0))
	defer timer.Stop()
	for {
		heard := s.queue.bell.heard()
		if batch := s.queue.take(offset, limit); batch != nil {
			return fine(batch)
		}
		select {
		case <-heard:
			offset = max(offset, 0) // a negative one was meant for what waited then
		case why := <-ended:
			return conflict(why)
		case <-timer.C:
			return fine([]byte("[]"))
		case <-ctx.Done():
			return fine([]byte("[]"))
		case <-s.closing:
			panic(http.ErrAbortHandler)
		}
	}
}

func kinds(p Params) []string {
	var all []string
	if json.Unmarshal(p.JSON("allowed_updates"), &all) != nil {
		return nil
	}
	return all
}

func (s *Server) setWebhook(ctx context.Context, c Call) reply {
	address := c.Params.Text("url")
	if address == "" {
		return s.deleteWebhook(ctx, c)
	}
	target := s.cfg.Hook(address)
	if !onLoopback(target) {
		return bad("bad webhook: only addresses on loopback are called here")
	}
	most := int(c.Params.Int("max_connections"))
	if most < 1 || most > 100 {
		most = 40
	}
	s.queue.allow(kinds(c.Params))
	s.swapHook(&hook{
		address: address, target: target, secret: c.Params.Text("secret_token"), most: most,
		pause: s.cfg.HookPause, queue: &s.queue, now: s.cfg.Now,
		client: &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: most}},
	}, c.Params.Bool("drop_pending_updates"))
	return described("Webhook was set")
}

func onLoopback(address string) bool {
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(u.Scheme, "http") {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

func (s *Server) deleteWebhook(_ context.Context, c Call) reply {
	s.swapHook(nil, c.Params.Bool("drop_pending_updates"))
	return described("Webhook was deleted")
}

func described(how string) reply {
	b := appendTextField([]byte(`{"ok":true,"result":true`), "description", how)
	return reply{status: http.StatusOK, body: append(b, '}')}
}

// swapHook ends the webhook and begins another one, if there is one. What was not
// delivered waits for it, or for the next poll, unless it is to be forgotten.
func (s *Server) swapHook(h *hook, forget bool) {
	s.hookMu.Lock()
	defer s.hookMu.Unlock()
	var left []update
	if s.hooked != nil {
		left = s.hooked.stop()
	}
	s.hooked = h
	s.queue.hook(h != nil, left, forget)
	if h != nil && s.alive.Err() == nil { // Close has ended the last one, and comes only once
		h.start(s.alive)
	}
}

func (s *Server) getWebhookInfo(_ context.Context, _ Call) reply {
	s.hookMu.Lock()
	defer s.hookMu.Unlock()
	if s.hooked == nil {
		none := hook{queue: &s.queue}
		return fine(none.info())
	}
	return fine(s.hooked.info())
}
