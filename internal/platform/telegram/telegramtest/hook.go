package telegramtest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// hook brings updates to the bot's own address: those of one chat one by one and in
// order, those of different chats at the same time.
type hook struct {
	address string // as the bot gave it
	target  string // as it is called
	secret  string
	most    int // connections
	pause   time.Duration
	now     func() time.Time
	queue   *queue
	client  *http.Client
	cancel  context.CancelFunc
	running sync.WaitGroup

	mu      sync.Mutex
	lanes   map[int64][]update
	ready   []int64 // lanes that wait for a connection
	busy    int
	failure string
	failed  time.Time
}

// start begins to deliver until stop.
func (h *hook) start(ctx context.Context) {
	ctx, h.cancel = context.WithCancel(ctx)
	h.lanes = map[int64][]update{}
	h.running.Go(func() {
		for {
			heard := h.queue.bell.heard()
			h.feed(ctx, h.queue.drain())
			select {
			case <-heard:
			case <-ctx.Done():
				return
			}
		}
	})
}

// stop ends it, waits for it, and returns what was not delivered, oldest first.
func (h *hook) stop() []update {
	if h.cancel == nil {
		return nil // it never began
	}
	h.cancel()
	h.running.Wait()
	h.client.CloseIdleConnections()
	var left []update
	for _, lane := range h.lanes {
		left = append(left, lane...)
	}
	slices.SortFunc(left, func(a, b update) int { return int(a.id - b.id) })
	return left
}

func (h *hook) feed(ctx context.Context, news []update) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, u := range news {
		if len(h.lanes[u.lane]) == 0 {
			h.ready = append(h.ready, u.lane)
		}
		h.lanes[u.lane] = append(h.lanes[u.lane], u)
	}
	for h.busy < h.most && len(h.ready) > 0 {
		lane := h.ready[0]
		h.ready = h.ready[1:]
		h.busy++
		h.running.Go(func() { h.work(ctx, lane) })
	}
}

// work delivers the first update of a lane, then that of another, until none waits.
func (h *hook) work(ctx context.Context, lane int64) {
	for more := true; more; {
		u := h.first(lane)
		delivered := h.bring(ctx, u)
		if delivered && h.queue.unruly().repeats(u.id) {
			delivered = h.bring(ctx, u)
		}
		lane, more = h.done(lane, u, delivered)
	}
}

func (h *hook) first(lane int64) update {
	h.mu.Lock()
	defer h.mu.Unlock()
	if waiting := h.lanes[lane]; len(waiting) > 1 && h.queue.unruly().Reverse {
		waiting[0], waiting[1] = waiting[1], waiting[0]
	}
	return h.lanes[lane][0]
}

// done takes a delivered update off its lane and says which lane is next.
func (h *hook) done(lane int64, u update, delivered bool) (next int64, more bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !delivered {
		h.busy--
		return 0, false
	}
	h.lanes[lane] = slices.DeleteFunc(h.lanes[lane], func(o update) bool { return o.id == u.id })
	if len(h.lanes[lane]) > 0 {
		h.ready = append(h.ready, lane)
	} else {
		delete(h.lanes, lane)
	}
	if len(h.ready) == 0 {
		h.busy--
		return 0, false
	}
	next = h.ready[0]
	h.ready = h.ready[1:]
	return next, true
}

// bring tries until the bot has taken u; false: the hook has ended.
func (h *hook) bring(ctx context.Context, u update) bool {
	body := u.appendJSON(nil)
	for pause := h.pause; ; pause = min(2*pause, 20*h.pause) {
		err := h.post(ctx, body)
		if err == nil {
			return true
		}
		h.note(err)
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return false
		}
	}
}

func (h *hook) post(ctx context.Context, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.target, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("making a webhook request: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	resp, err := h.client.Do(req)
	if err != nil {
		return fmt.Errorf("calling a webhook: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	if _, err = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<20)); err != nil {
		return fmt.Errorf("reading a webhook's answer: %w", err)
	}
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("wrong response from the webhook: %s", resp.Status) //nolint:err113 // Telegram's words
	}
	return nil
}

func (h *hook) note(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.failure, h.failed = err.Error(), h.now()
}

// info writes a WebhookInfo.
func (h *hook) info() []byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	waiting := h.queue.pending()
	for _, lane := range h.lanes {
		waiting += len(lane)
	}
	b := appendString([]byte(`{"url":`), h.address)
	b = append(b, `,"has_custom_certificate":false,"pending_update_count":`...)
	b = strconv.AppendInt(b, int64(waiting), 10)
	b = appendIntField(b, "max_connections", int64(h.most))
	if h.failure != "" {
		b = appendIntField(b, "last_error_date", h.failed.Unix())
		b = appendTextField(b, "last_error_message", h.failure)
	}
	return append(b, '}')
}

// pending is how many updates the bot has not taken.
func (h *hook) pending() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := h.queue.pending()
	for _, lane := range h.lanes {
		n += len(lane)
	}
	return n
}
