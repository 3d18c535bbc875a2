package discordtest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// bot is a small client of the platform, by hand.
type bot struct {
	t      *testing.T
	srv    *discordtest.Server
	client *http.Client
}

// start runs a server and a bot for it.
func start(t *testing.T, cfg discordtest.Config) *bot {
	t.Helper()
	srv, err := discordtest.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	b := &bot{t: t, srv: srv, client: &http.Client{Transport: &http.Transport{}}}
	t.Cleanup(func() {
		b.client.CloseIdleConnections()
		srv.Close()
	})
	return b
}

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// answer is what a REST call was told.
type answer struct {
	status int
	header http.Header
	raw    []byte
	body   map[string]any
}

func (a answer) code() int {
	n, _ := a.body["code"].(float64)
	return int(n)
}

func (a answer) id() string {
	id, _ := a.body["id"].(string)
	return id
}

// try sends JSON; an error is one of the connection.
func (b *bot) try(method, path string, body any) (answer, error) {
	b.t.Helper()
	var r io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			b.t.Fatal(err)
		}
		r = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(soon(b.t), method, b.srv.URL()+"/v10"+path, r)
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bot "+b.srv.Token())
	req.Header.Set("User-Agent", "DiscordBot (https://example.org, 1)")
	return b.do(req)
}

func (b *bot) do(req *http.Request) (answer, error) {
	res, err := b.client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = res.Body.Close() }()
	a := answer{status: res.StatusCode, header: res.Header}
	if a.raw, err = io.ReadAll(res.Body); err != nil {
		return a, err
	}
	_ = json.Unmarshal(a.raw, &a.body) // lists and pages are looked at raw
	return a, nil
}

func (b *bot) call(method, path string, body any) answer {
	b.t.Helper()
	a, err := b.try(method, path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	return a
}

// must is a call that has to succeed.
func (b *bot) must(method, path string, body any) answer {
	b.t.Helper()
	a := b.call(method, path, body)
	if a.status >= 300 {
		b.t.Fatalf("%s %s: %d %s", method, path, a.status, a.raw)
	}
	return a
}

// form sends a message with files.
func (b *bot) form(method, path string, payload any, files ...string) answer {
	b.t.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	raw, err := json.Marshal(payload)
	if err != nil {
		b.t.Fatal(err)
	}
	_ = w.WriteField("payload_json", string(raw))
	for i, name := range files {
		part, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {fmt.Sprintf(`form-data; name="files[%d]"; filename=%q`, i, name)},
			"Content-Type":        {"text/plain"},
		})
		if err != nil {
			b.t.Fatal(err)
		}
		_, _ = part.Write([]byte("inside " + name))
	}
	_ = w.Close()
	req, err := http.NewRequestWithContext(soon(b.t), method, b.srv.URL()+"/v10"+path, &buf)
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Authorization", "Bot "+b.srv.Token())
	req.Header.Set("User-Agent", "DiscordBot (https://example.org, 1)")
	a, err := b.do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	return a
}

// m is a JSON object.
type m = map[string]any

// words is a message that breaks no rule.
func words(text string) m {
	return m{"content": text, "allowed_mentions": m{"parse": []string{}}}
}

// with is the same object with one field more.
func with(o m, name string, value any) m {
	again := m{name: value}
	for k, v := range o {
		if k != name {
			again[k] = v
		}
	}
	return again
}

func row(parts ...m) m { return m{"type": 1, "components": parts} }

func button(id, label string) m {
	return m{"type": 2, "style": 1, "custom_id": id, "label": label}
}

// ear is a connection to the gateway.
type ear struct {
	t       *testing.T
	srv     *discordtest.Server
	conn    *websocket.Conn
	session string
	resume  string
	seq     int
}

// frame is a payload of the gateway.
type frame struct {
	Op int             `json:"op"`
	S  int             `json:"s"`
	T  string          `json:"t"`
	D  json.RawMessage `json:"d"`
}

func dial(t *testing.T, srv *discordtest.Server, address string) *ear {
	t.Helper()
	conn, res, err := websocket.Dial(soon(t), address+"/?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	if res.Body != nil {
		_ = res.Body.Close()
	}
	conn.SetReadLimit(1 << 24)
	t.Cleanup(func() { _ = conn.CloseNow() })
	e := &ear{t: t, srv: srv, conn: conn}
	if hello := e.read(); hello.Op != 10 {
		t.Fatalf("got op %d instead of HELLO", hello.Op)
	}
	return e
}

func (e *ear) next() (frame, error) {
	_, raw, err := e.conn.Read(soon(e.t))
	if err != nil {
		return frame{}, err
	}
	var f frame
	if err := json.Unmarshal(raw, &f); err != nil {
		return frame{}, err
	}
	if f.Op == 0 {
		if f.S != e.seq+1 {
			return f, fmt.Errorf("event %d after %d", f.S, e.seq)
		}
		e.seq = f.S
	}
	return f, nil
}

func (e *ear) read() frame {
	e.t.Helper()
	f, err := e.next()
	if err != nil {
		e.t.Fatal(err)
	}
	return f
}

func (e *ear) send(op int, d any) {
	e.t.Helper()
	raw, err := json.Marshal(m{"op": op, "d": d})
	if err != nil {
		e.t.Fatal(err)
	}
	if err := e.conn.Write(soon(e.t), websocket.MessageText, raw); err != nil {
		e.t.Fatal(err)
	}
}

const intents = 1<<0 | 1<<9 | 1<<12

func (e *ear) identify(token string, intents int, shard ...int) {
	e.t.Helper()
	d := m{"token": token, "intents": intents, "properties": m{"os": "x", "browser": "y", "device": "z"}}
	if len(shard) > 0 {
		d["shard"] = shard
	}
	e.send(2, d)
}

// listen connects, identifies and reads READY.
func listen(t *testing.T, srv *discordtest.Server, shard ...int) *ear {
	t.Helper()
	e := dial(t, srv, srv.GatewayURL())
	e.identify(srv.Token(), intents, shard...)
	ready := e.want("READY")
	var d struct {
		Session string `json:"session_id"`
		Resume  string `json:"resume_gateway_url"`
	}
	if err := json.Unmarshal(ready, &d); err != nil {
		t.Fatal(err)
	}
	e.session, e.resume = d.Session, d.Resume
	return e
}

// want reads up to the next event of a kind.
func (e *ear) want(event string) json.RawMessage {
	e.t.Helper()
	for {
		if f := e.read(); f.T == event {
			return f.D
		}
	}
}

// interaction is what a bot reads of one.
type interaction struct {
	ID, Token string
	Type      int
	Context   int
	GuildID   string `json:"guild_id"`
	ChannelID string `json:"channel_id"`
	Locale    string
	User      *struct{ ID string }
	Member    *struct {
		User        struct{ ID string }
		Nick        string
		Roles       []string
		Permissions string
	}
	Message *struct{ ID string }
	Owners  map[string]string `json:"authorizing_integration_owners"`
	App     string            `json:"app_permissions"`
	Data    json.RawMessage
}

func (e *ear) interaction() interaction {
	e.t.Helper()
	var i interaction
	if err := json.Unmarshal(e.want("INTERACTION_CREATE"), &i); err != nil {
		e.t.Fatal(err)
	}
	return i
}

func (i interaction) callback() string { return "/interactions/" + i.ID + "/" + i.Token + "/callback" }
