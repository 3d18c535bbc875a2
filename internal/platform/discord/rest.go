package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// call is one request to the REST interface.
type call struct {
	method string
	path   string // below the API's address; may hold a token, so it is never shown
	route  route
	body   any    // sent as JSON; nil is none
	files  []file // makes it a multipart request
	// free calls answer an interaction: they carry no bot token, do not count against
	// the bot's allowance and are never held back.
	free  bool
	limit time.Duration // how long it may take; 0 is Timing.Send
}

// rest speaks to the REST interface within its limits. It is safe for concurrent
// use.
type rest struct {
	cfg     Config
	client  *http.Client
	gate    *gate
	buckets *buckets
	invalid *invalids
}

func newRest(cfg Config) *rest {
	return &rest{
		cfg: cfg, client: &http.Client{Transport: transport()},
		gate: newGate(cfg.PerSecond), buckets: newBuckets(), invalid: &invalids{},
	}
}

// tries is how often a call is made when Discord asks for short waits.
const tries = 3

// do makes a call and reads its answer into out, when out is not nil. An answer
// that is no success is an apiError; a wait that is too long to sit out here is a
// chat.RetryError; after anything else the outcome is unknown.
func (r *rest) do(ctx context.Context, c call, out any) error {
	if c.limit == 0 {
		c.limit = r.cfg.Timing.Send
	}
	ctx, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	for try := 1; ; try++ {
		if err := r.admit(ctx, c); err != nil {
			return err
		}
		wait, err := r.once(ctx, c, out)
		if wait == 0 {
			return err
		}
		if wait > tooLong || try == tries {
			return chat.RetryError{After: wait}
		}
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// admit waits until the call may be made.
func (r *rest) admit(ctx context.Context, c call) error {
	now := r.cfg.Now()
	if !c.free && r.invalid.sum(now) >= tooManyInvalid {
		return chat.RetryError{After: time.Minute}
	}
	wait := r.buckets.take(c.route, now)
	if wait == 0 && !c.free {
		wait = r.gate.take(now)
		if wait > 0 && wait <= tooLong {
			return sleep(ctx, wait) // the place in the row is ours
		}
	}
	switch {
	case wait == 0:
		return nil
	case wait > tooLong:
		return chat.RetryError{After: wait}
	}
	if err := sleep(ctx, wait); err != nil {
		return err
	}
	return r.admit(ctx, c)
}

// once makes the call; wait is more than 0 when it is to be made again.
func (r *rest) once(ctx context.Context, c call, out any) (wait time.Duration, err error) {
	request, err := r.request(ctx, c)
	if err != nil {
		return 0, err
	}
	answer, err := r.client.Do(request) //nolint:bodyclose // drain closes it
	if err != nil {
		return 0, fmt.Errorf("calling discord: %w", bare(err))
	}
	defer drain(answer.Body)
	r.learn(c, answer)
	switch {
	case answer.StatusCode == http.StatusTooManyRequests:
		return r.tooMany(answer), nil
	case answer.StatusCode < 200 || answer.StatusCode > 299:
		return 0, r.failure(answer)
	case out == nil || answer.StatusCode == http.StatusNoContent:
		return 0, nil
	}
	if err := json.NewDecoder(io.LimitReader(answer.Body, maxAnswer)).Decode(out); err != nil {
		return 0, fmt.Errorf("reading an answer of discord: %w", errors.Join(errTruncated, bare(err)))
	}
	return 0, nil
}

// errTruncated: Discord took the call, but its answer could not be read.
var errTruncated = errors.New("the answer could not be read")

// maxAnswer is the most of an answer that is read, in bytes.
const maxAnswer = 8 << 20

func (r *rest) request(ctx context.Context, c call) (*http.Request, error) {
	body, kind, err := encode(c)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, c.method, r.cfg.API+c.path, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("making a request: %w", bare(err))
	}
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	if !c.free {
		request.Header.Set("Authorization", "Bot "+string(r.cfg.Token))
	}
	request.Header.Set("User-Agent", "DiscordBot (https://github.com/stillpoint-bot/stillpoint, 1)")
	return request, nil
}

func encode(c call) (body []byte, kind string, err error) {
	if c.body == nil {
		return nil, "", nil
	}
	if body, err = json.Marshal(c.body); err != nil {
		return nil, "", fmt.Errorf("encoding a request: %w", err)
	}
	if len(c.files) > 0 {
		return multipartBody(body, c.files)
	}
	return body, "application/json", nil
}

func (r *rest) learn(c call, answer *http.Response) {
	remaining, err := strconv.Atoi(answer.Header.Get("X-RateLimit-Remaining"))
	if err != nil {
		return
	}
	after := seconds(answer.Header.Get("X-RateLimit-Reset-After"))
	r.buckets.learn(c.route, answer.Header.Get("X-RateLimit-Bucket"), remaining, after, r.cfg.Now())
}

// tooMany is how long a 429 asks to wait; a global one shuts the gate for all.
func (r *rest) tooMany(answer *http.Response) time.Duration {
	var told struct {
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
	}
	_ = json.NewDecoder(io.LimitReader(answer.Body, maxError)).Decode(&told)
	wait := time.Duration(told.RetryAfter * float64(time.Second))
	if wait <= 0 {
		wait = seconds(answer.Header.Get("Retry-After"))
	}
	wait = max(wait, 50*time.Millisecond)
	now := r.cfg.Now()
	if answer.Header.Get("X-RateLimit-Scope") != "shared" {
		r.invalid.add(now)
	}
	if told.Global || answer.Header.Get("X-RateLimit-Global") != "" {
		r.gate.shut(now.Add(wait))
	}
	r.cfg.Observe("rest/429", wait)
	return wait
}

const maxError = 64 << 10

func (r *rest) failure(answer *http.Response) error {
	var told struct {
		Code int `json:"code"`
	}
	_ = json.NewDecoder(io.LimitReader(answer.Body, maxError)).Decode(&told)
	if answer.StatusCode == http.StatusUnauthorized || answer.StatusCode == http.StatusForbidden {
		r.invalid.add(r.cfg.Now())
	}
	r.cfg.Observe("rest/"+strconv.Itoa(answer.StatusCode), 0)
	return apiError{status: answer.StatusCode, code: told.Code}
}

// bare takes the address out of an error: an address may hold a token.
func bare(err error) error {
	if at, ok := errors.AsType[*url.Error](err); ok {
		return at.Err
	}
	return err
}

// drain reads what is left, so that the connection can be used again.
func drain(body io.ReadCloser) {
	_, _ = io.Copy(io.Discard, io.LimitReader(body, maxError))
	_ = body.Close()
}

func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f > 1e6 {
		return 0
	}
	return time.Duration(f * float64(time.Second))
}

// sleep waits, or returns what ended ctx.
func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting: %w", ctx.Err())
	}
}
