package terminal

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"
	"unicode"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

var (
	me  = chat.Actor{Platform: "terminal", Kind: chat.Person, ID: "me"}
	ctl = []chat.Control{
		{Token: "c0", Label: "Skip", Word: "skip"},
		{Token: "c1", Label: "Stop", Word: "stop"},
		{Token: "c2", Label: "I need help now", Word: "help now"},
	}
	breath = chat.Pace{
		Title: "Longer out-breath", Text: "Small, quiet breaths.\nIf you get dizzy, stop.", Rounds: 12, Controls: ctl,
		Phases: []chat.Phase{
			{Kind: chat.In, Label: "In", Last: 4 * time.Second},
			{Kind: chat.Out, Label: "out", Last: 6 * time.Second},
		},
	}
)

// output is a writer that goroutines may share.
type output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}

// talk runs a plain terminal on some lines. answer says what comes back.
func talk(t *testing.T, lines string, cfg Config, answer func(chat.Event) []chat.Message) (string, []chat.Inbound) {
	t.Helper()
	var (
		out  output
		seen []chat.Inbound
		term *Terminal
		sent int
	)
	cfg.In, cfg.Out, cfg.Plain, cfg.Actor = strings.NewReader(lines), &out, true, me
	cfg.Handle = func(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
		seen = append(seen, in)
		for _, m := range answer(in.Event) {
			if m == nil {
				return chat.Answer{}, errors.New("the store is away")
			}
			sent++
			if err := term.Send(ctx, me, strconv.Itoa(sent), m); err != nil {
				t.Errorf("sending: %v", err)
			}
		}
		return chat.Answer{}, nil
	}
	term = New(cfg)
	if err := term.Run(t.Context()); err != nil {
		t.Fatalf("running: %v", err)
	}
	got := out.String()
	for _, r := range got {
		if r != '\n' && unicode.IsControl(r) {
			t.Fatalf("a control character %U came out: %q", r, got)
		}
	}
	return got, seen
}

func TestATalkInPlainLines(t *testing.T) {
	got, seen := talk(t, "2\n\n7\n/breathe now\n", Config{
		Greet: true, Banner: "Kept in \x1b[1m~/data\x1b[0m", Locale: "de",
	}, func(e chat.Event) []chat.Message {
		switch e := e.(type) {
		case chat.Lifecycle:
			return []chat.Message{chat.Say{Text: "How are you?", Choices: choices("Calm", "Te\x1b[7mnse"), Controls: ctl}}
		case chat.Press:
			return []chat.Message{chat.Say{
				Text: "And from 0 to 10?", Layout: chat.Scale, Controls: ctl,
				Choices: choices("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
			}}
		case chat.Text:
			return []chat.Message{chat.Say{Text: "Noted: " + e.Text}}
		}
		return []chat.Message{breath}
	})
	want := `Kept in ~/data

How are you?
  [1] Calm   [2] Tense
(skip, stop, help now)

> 2
And from 0 to 10?
  0-10
(skip, stop, help now)

> 7
Noted: 7

> /breathe now
Longer out-breath
Small, quiet breaths.
If you get dizzy, stop.
  In 4 · out 6 · 12 rounds, 2 min
(skip, stop, help now)

`
	if got != want {
		t.Errorf("the talk reads\n%s\nwant\n%s", got, want)
	}
	wantEvents := []chat.Event{
		chat.Lifecycle{Change: chat.Joined},
		chat.Press{Token: "t1"},
		chat.Text{Text: "7"},
		chat.Command{Name: "breathe", Args: "now"},
	}
	ids := map[string]bool{}
	for i, in := range seen {
		if i >= len(wantEvents) || in.Event != wantEvents[i] || in.Actor != me || in.Locale != "de" {
			t.Errorf("event %d is %+v", i, in)
		}
		ids[in.ID] = true
	}
	if len(seen) != len(wantEvents) || len(ids) != len(seen) {
		t.Errorf("%d events with %d different ids, want %d", len(seen), len(ids), len(wantEvents))
	}
}

func TestANumberForALaterOpenQuestionPressesNothing(t *testing.T) {
	_, seen := talk(t, "calm\n2\n", Config{Greet: true}, func(e chat.Event) []chat.Message {
		if _, ok := e.(chat.Lifecycle); ok {
			return []chat.Message{chat.Say{Text: "How are you?", Choices: choices("Calm", "Tense"), Controls: ctl}}
		}
		return []chat.Message{chat.Say{Text: "How many hours did you sleep?"}}
	})
	if last := seen[len(seen)-1].Event; last != (chat.Text{Text: "2"}) {
		t.Errorf("the number became %#v, want text", last)
	}
}

func TestAReminderInBetweenLeavesTheQuestionOpen(t *testing.T) {
	_, seen := talk(t, "2\n", Config{Greet: true}, func(e chat.Event) []chat.Message {
		if _, ok := e.(chat.Lifecycle); ok {
			return []chat.Message{
				chat.Say{Text: "How are you?", Choices: choices("Calm", "Tense")},
				chat.Say{Text: "A reminder, as you asked."},
			}
		}
		return nil
	})
	if last := seen[len(seen)-1].Event; last != (chat.Press{Token: "t1"}) {
		t.Errorf("the number became %#v, want a press", last)
	}
}

func TestALineThatIsNotTakenIsSaid(t *testing.T) {
	got, _ := talk(t, "something important\n", Config{}, func(chat.Event) []chat.Message { return []chat.Message{nil} })
	want := "> something important\nThat did not get through. Please try again.\nNot taken: something important\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheTerminalsOwnLines(t *testing.T) {
	local := func(_ context.Context, line string) (string, bool) {
		return "A day passes.", line == "/wait 1d"
	}
	got, seen := talk(t, "/wait 1d\n/other\n/QUIT\nnever read\n", Config{Local: local}, func(chat.Event) []chat.Message { return nil })
	if want := "> /wait 1d\nA day passes.\n> /other\n> /QUIT\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(seen) != 1 || seen[0].Event != (chat.Command{Name: "other"}) {
		t.Errorf("handled %+v, want the other command alone", seen)
	}
}

func TestEverythingDueIsSentBeforeALineIsReadAndAtTheEnd(t *testing.T) {
	var order []string
	term := New(Config{
		Plain: true, Actor: me, Out: io.Discard, In: strings.NewReader("one\ntwo"),
		Handle: func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
			order = append(order, in.Event.(chat.Text).Text)
			return chat.Answer{}, nil
		},
		Settle: func(context.Context) error {
			order = append(order, "settle")
			return nil
		},
	})
	if err := term.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(order, " "); got != "settle one settle two settle settle" {
		t.Errorf("the order is %q", got)
	}
}

func TestDocumentsInPlainLines(t *testing.T) {
	dir := t.TempDir()
	got, _ := talk(t, "go\n", Config{SaveDir: dir}, func(chat.Event) []chat.Message {
		return []chat.Message{
			chat.Document{Name: "a.json", Type: "application/json", Caption: "All of it:", Data: []byte("{\"note\":\"\u009b2J\"}\n")},
			chat.Document{Name: "a.txt", Type: "text/plain; charset=utf-8", Data: []byte("a\x1b[1mb")},
			chat.Document{Name: "a.png", Type: "image/png", Caption: "A picture:", Data: []byte("\x89PNG\x1b[2J")},
		}
	})
	want := "> go\nAll of it:\n{\"note\":\"\\u009b2J\"}\n\nab\n\nA picture:\nSaved as " + dir + "/a.png\n\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAMessageSentTwiceIsShownOnce(t *testing.T) {
	var out output
	term := New(Config{Plain: true, Actor: me, Out: &out, In: strings.NewReader(""), Handle: noHandle})
	for range 2 {
		if err := term.Send(t.Context(), me, "one", chat.Say{Text: "Hello."}); err != nil {
			t.Fatal(err)
		}
	}
	if err := term.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if out.String() != "Hello.\n\n" {
		t.Errorf("shown: %q", out.String())
	}
	if err := term.Send(t.Context(), me, "two", chat.Say{Text: "Late."}); !errors.Is(err, ErrClosed) {
		t.Errorf("sending after the end: %v, want ErrClosed", err)
	}
}

func TestPlainLinesEndWithTheContext(t *testing.T) {
	in, typing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = in.Close(), typing.Close() }()
	ctx, cancel := context.WithCancel(t.Context())
	waiting := func(context.Context) error { cancel(); return nil } // just before the first line is read
	if err := New(Config{Plain: true, Actor: me, In: in, Out: io.Discard, Handle: noHandle, Settle: waiting}).Run(ctx); err != nil {
		t.Errorf("ended with %v", err)
	}
}

func TestAPersonAtAPlainTerminalHasAPrompt(t *testing.T) {
	var out output
	var p *plain
	typed := false
	p = newPlain(Config{
		Actor: me, Out: &out, Banner: "Welcome.",
		In: reading(func(b []byte) (int, error) {
			if typed { // a reminder comes while the person thinks
				if err := p.send(t.Context(), "", chat.Say{Text: "A reminder."}); err != nil {
					return 0, err
				}
				return 0, io.EOF
			}
			typed = true
			return copy(b, "hello\n"), nil
		}),
		Handle: func(ctx context.Context, _ chat.Inbound) (chat.Answer, error) {
			return chat.Answer{}, p.send(ctx, "", chat.Say{Text: "Noted."})
		},
	}.withDefaults())
	p.typing = true
	if err := p.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if want := "Welcome.\n\n> Noted.\n\n> \nA reminder.\n\n> \n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

// reading is a function as a reader.
type reading func([]byte) (int, error)

func (r reading) Read(b []byte) (int, error) { return r(b) }

func TestABrokenInputIsAnError(t *testing.T) {
	broken := iotest.ErrReader(errors.New("unplugged"))
	err := New(Config{Plain: true, Actor: me, In: broken, Out: io.Discard, Handle: noHandle}).Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "reading a line: unplugged") {
		t.Errorf("got %v", err)
	}
}

func TestATerminalThatCouldOnlyLoseWordsIsNotMade(t *testing.T) {
	for story, cfg := range map[string]Config{
		"nobody handles what is typed": {Actor: me},
		"nobody is typing":             {Handle: noHandle},
	} {
		t.Run(story, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("a terminal was made")
				}
			}()
			New(cfg)
		})
	}
}

func noHandle(context.Context, chat.Inbound) (chat.Answer, error) { return chat.Answer{}, nil }
