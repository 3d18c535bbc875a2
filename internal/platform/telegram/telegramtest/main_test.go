package telegramtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// client is a bot that does what it is told.
type client struct {
	t    *testing.T
	s    *Server
	http *http.Client
}

// answer is what the Bot API answers.
type answer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

func start(t *testing.T, cfg Config) (*Server, *client) {
	t.Helper()
	s, err := Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, s: s, http: newHTTP()}
	t.Cleanup(func() {
		c.http.CloseIdleConnections()
		s.Close()
	})
	return s, c
}

// try calls a method with a body in JSON.
func (c *client) try(ctx context.Context, method, body string) (answer, error) {
	return c.send(ctx, method, "application/json", []byte(body))
}

func (c *client) send(ctx context.Context, method, kind string, body []byte) (answer, error) {
	address := c.s.URL() + "/bot" + c.s.Token() + "/" + method
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("Content-Type", kind)
	resp, err := c.http.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return answer{}, err
	}
	var a answer
	if err := json.Unmarshal(raw, &a); err != nil {
		return answer{Code: resp.StatusCode}, errors.Join(errNoJSON, err)
	}
	if a.Code != 0 && a.Code != resp.StatusCode {
		c.t.Errorf("%s: error_code %d in an answer with status %d", method, a.Code, resp.StatusCode)
	}
	return a, nil
}

var errNoJSON = errors.New("the answer is no JSON")

// call calls a method that has to be answered with a result.
func (c *client) call(method, body string) json.RawMessage {
	c.t.Helper()
	a, err := c.try(c.t.Context(), method, body)
	if err != nil || !a.OK {
		c.t.Fatalf("%s: %v, %d %s", method, err, a.Code, a.Description)
	}
	return a.Result
}

// refuse calls a method that has to be refused, and returns why.
func (c *client) refuse(code int, method, body string) answer {
	c.t.Helper()
	a, err := c.try(c.t.Context(), method, body)
	if err != nil || a.OK || a.Code != code {
		c.t.Errorf("%s: %v, ok %v, %d %s, want %d", method, err, a.OK, a.Code, a.Description, code)
	}
	return a
}

// upload sends a file with a method.
func (c *client) upload(method, part, name string, data []byte, fields map[string]string) answer {
	c.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for key, value := range fields {
		if err := w.WriteField(key, value); err != nil {
			c.t.Fatal(err)
		}
	}
	file, err := w.CreateFormFile(part, name)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err = file.Write(data); err != nil {
		c.t.Fatal(err)
	}
	if err = w.Close(); err != nil {
		c.t.Fatal(err)
	}
	a, err := c.send(c.t.Context(), method, w.FormDataContentType(), body.Bytes())
	if err != nil {
		c.t.Fatal(err)
	}
	return a
}

// heard is an update as these tests read it.
type heard struct {
	ID      int64 `json:"update_id"`
	Message struct {
		ID       int64  `json:"message_id"`
		Text     string `json:"text"`
		Caption  string `json:"caption"`
		Thread   int64  `json:"message_thread_id"`
		Entities []struct {
			Type           string
			Offset, Length int
		} `json:"entities"`
		MigrateTo int64 `json:"migrate_to_chat_id"`
		From      struct {
			ID    int64
			IsBot bool `json:"is_bot"`
		} `json:"from"`
		Sender  struct{ ID int64 }    `json:"sender_chat"`
		Renamed struct{ Name string } `json:"forum_topic_edited"`
		ReplyTo struct {
			ID   int64 `json:"message_id"`
			From struct {
				IsBot bool `json:"is_bot"`
			}
			Topic struct{ Name string } `json:"forum_topic_created"`
		} `json:"reply_to_message"`
	} `json:"message"`
	Edited   struct{ Text string } `json:"edited_message"`
	Callback struct {
		ID      string `json:"id"`
		Data    string `json:"data"`
		Message struct {
			Date int64 `json:"date"`
		} `json:"message"`
	} `json:"callback_query"`
	Me struct {
		New struct{ Status string } `json:"new_chat_member"`
	} `json:"my_chat_member"`
	Member json.RawMessage `json:"chat_member"`
}

// updates polls for what the bot is to hear of.
func (c *client) updates(body string) []heard {
	c.t.Helper()
	var all []heard
	if err := json.Unmarshal(c.call("getUpdates", body), &all); err != nil {
		c.t.Fatal(err)
	}
	return all
}

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func newHTTP() *http.Client {
	return &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100}}
}
