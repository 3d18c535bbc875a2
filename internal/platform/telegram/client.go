package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// method is a call of the Bot API.
type method string

// The methods that are called. There are no others.
const (
	getMe                  method = "getMe"
	getUpdates             method = "getUpdates"
	setWebhook             method = "setWebhook"
	deleteWebhook          method = "deleteWebhook"
	setMyCommands          method = "setMyCommands"
	deleteMyCommands       method = "deleteMyCommands"
	sendMessage            method = "sendMessage"
	sendDocument           method = "sendDocument"
	sendChatAction         method = "sendChatAction"
	editMessageText        method = "editMessageText"
	editMessageReplyMarkup method = "editMessageReplyMarkup"
	answerCallbackQuery    method = "answerCallbackQuery"
	getChatMember          method = "getChatMember"
)

func methods() []method {
	return []method{
		getMe, getUpdates, setWebhook, deleteWebhook, setMyCommands, deleteMyCommands, sendMessage,
		sendDocument, sendChatAction, editMessageText, editMessageReplyMarkup, answerCallbackQuery, getChatMember,
	}
}

// maxAnswer bounds what is read of one answer, in bytes. A hundred updates with
// the longest texts stay well below.
const maxAnswer = 16 << 20

// client calls the Bot API. Every body is a whole one with its length said, so
// that it can be sent again on a new connection when a kept one turns out dead.
type client struct {
	via    http.RoundTripper
	token  string
	urls   map[method]*url.URL
	header http.Header // of JSON calls; shared, nobody writes to it
}

func newClient(api, token string, via http.RoundTripper) (*client, error) {
	c := &client{via: via, token: token, urls: map[method]*url.URL{}}
	c.header = http.Header{"Content-Type": {"application/json"}, "User-Agent": {"stillpoint"}}
	for _, m := range methods() {
		u, err := url.Parse(strings.TrimSuffix(api, "/") + "/bot" + token + "/" + string(m))
		if err != nil {
			return nil, fmt.Errorf("reading the API's address: %w", errConfig) // the cause would quote the token
		}
		c.urls[m] = u
	}
	return c, nil
}

// newTransport keeps many connections: a new one costs more than the call itself.
// HTTP/1.1, because one slow call then holds up no other.
func newTransport() *http.Transport {
	t := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   5 * time.Second,
		MaxIdleConns:          1024,
		MaxIdleConnsPerHost:   512,
		IdleConnTimeout:       90 * time.Second,
		ExpectContinueTimeout: time.Second,
		DisableCompression:    true,
		Protocols:             new(http.Protocols),
	}
	t.Protocols.SetHTTP1(true)
	return t
}

// call makes one call and puts the answer into it, all of it when the platform
// said yes. Otherwise it fails with an *apiError when the platform said no, or
// with something that leaves the outcome unknown.
func (c *client) call(ctx context.Context, m method, header http.Header, body []byte, answer *bytes.Buffer) error {
	request := (&http.Request{
		Method: http.MethodPost, URL: c.urls[m], Host: c.urls[m].Host,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, ContentLength: int64(len(body)),
		Body:    io.NopCloser(bytes.NewReader(body)),
		GetBody: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil },
	}).WithContext(ctx)
	response, err := c.via.RoundTrip(request)
	if err != nil {
		return c.hide(m, err)
	}
	defer func() { _ = response.Body.Close() }()
	answer.Reset()
	if _, err := answer.ReadFrom(io.LimitReader(response.Body, maxAnswer)); err != nil {
		return c.hide(m, err)
	}
	if response.StatusCode == http.StatusOK && isYes(answer.Bytes()) {
		return nil
	}
	return refusal(m, response, answer.Bytes())
}

// ask is call for JSON, with an answer that nobody looks at.
func (c *client) ask(ctx context.Context, m method, body []byte) error {
	answer := buffer()
	defer release(answer)
	return c.call(ctx, m, c.header, body, answer)
}

// isYes tells a yes by how every answer of the Bot API begins, and takes the long
// way for a server that writes it differently.
func isYes(answer []byte) bool {
	if bytes.HasPrefix(answer, []byte(`{"ok":true`)) {
		return true
	}
	var envelope struct {
		OK bool `json:"ok"`
	}
	return json.Unmarshal(answer, &envelope) == nil && envelope.OK
}

// refusal reads a no.
func refusal(m method, response *http.Response, answer []byte) error {
	var no struct {
		Code        int    `json:"error_code"`
		Description string `json:"description"`
		Parameters  struct {
			RetryAfter int   `json:"retry_after"`
			MigrateTo  int64 `json:"migrate_to_chat_id"`
		} `json:"parameters"`
	}
	if err := json.Unmarshal(answer, &no); err != nil || no.Code == 0 {
		no.Code, no.Description = response.StatusCode, "" // a page of some proxy: only its status counts
		if no.Code < http.StatusInternalServerError && no.Code != http.StatusTooManyRequests {
			return fmt.Errorf("calling %s: status %d: %w", m, response.StatusCode, errNoJSON)
		}
	}
	e := &apiError{method: m, code: no.Code, description: no.Description, movedTo: no.Parameters.MigrateTo}
	if no.Code == http.StatusTooManyRequests {
		header, _ := strconv.Atoi(response.Header.Get("Retry-After"))
		e.after = time.Duration(max(no.Parameters.RetryAfter, header, 1)) * time.Second
	}
	return e
}

// hide keeps what went wrong with a connection, without its address: that holds
// the token.
func (c *client) hide(m method, err error) error {
	text := strings.ReplaceAll(err.Error(), c.token, "***")
	for _, known := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return fmt.Errorf("calling %s: %w", m, known)
		}
	}
	return fmt.Errorf("calling %s: %w: %s", m, errNetwork, text)
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }} //nolint:gochecknoglobals // a pool has to be shared to be one

func buffer() *bytes.Buffer {
	b, _ := buffers.Get().(*bytes.Buffer)
	return b
}

// release gives a buffer back, unless it has grown so large that keeping it would
// be a waste.
func release(b *bytes.Buffer) {
	if b.Cap() <= 256<<10 {
		buffers.Put(b)
	}
}

// messageID reads the id of the message that an answer tells of; 0 when it tells
// of none. Telegram writes the id first.
func messageID(answer []byte) int {
	if rest, ok := bytes.CutPrefix(answer, []byte(`{"ok":true,"result":{"message_id":`)); ok {
		id, n := 0, 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' && n < 12 {
			id, n = id*10+int(rest[n]-'0'), n+1
		}
		if n > 0 && n < len(rest) && (rest[n] == ',' || rest[n] == '}') {
			return id
		}
	}
	var got struct {
		Result struct {
			ID int `json:"message_id"`
		} `json:"result"`
	}
	_ = json.Unmarshal(answer, &got)
	return got.Result.ID
}
