package terminal

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// room is a terminal in a room of its own: a program that draws into memory.
type room struct {
	*Terminal
	out    *output
	typing io.Writer
	ended  chan error
}

// over waits until the terminal has ended.
func (r *room) over(t *testing.T) {
	t.Helper()
	if err := <-r.ended; err != nil {
		t.Error(err)
	}
}

// enter starts a terminal; the test types into it and waits for ended.
func enter(ctx context.Context, t *testing.T, cfg Config, env ...string) *room {
	t.Helper()
	in, typing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = typing.Close(), in.Close() })
	r := &room{out: &output{}, typing: typing, ended: make(chan error, 1)}
	cfg.In, cfg.Out, cfg.Actor = in, r.out, me
	r.Terminal = New(cfg)
	r.face.(*view).options = []tea.ProgramOption{
		tea.WithWindowSize(80, 24), tea.WithoutSignals(), tea.WithEnvironment(append([]string{"TERM=xterm", "TERM_PROGRAM=Apple"}, env...)),
	}
	go func() {
		defer func() {
			if recover() != nil {
				r.ended <- errors.New("panic")
			}
		}()
		r.ended <- r.Run(ctx)
	}()
	return r
}

func (r *room) types(t *testing.T, keys string) {
	t.Helper()
	if _, err := io.WriteString(r.typing, keys); err != nil {
		t.Fatal(err)
	}
}

// restored says whether the last thing done was to leave the screen as it was.
func (r *room) restored() bool {
	got := r.out.String()
	return strings.LastIndex(got, "\x1b[?1049l") > strings.LastIndex(got, "\x1b[?1049h")
}

func TestARealProgramShowsHandlesAndLeaves(t *testing.T) {
	seen := make(chan chat.Event, 4)
	r := enter(t.Context(), t, Config{Handle: func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		seen <- in.Event
		return chat.Answer{}, nil
	}})
	if err := r.Send(t.Context(), me, "1", feelings); err != nil {
		t.Fatal(err)
	}
	r.types(t, "2\r")
	if got := <-seen; got != (chat.Press{Token: "t1"}) {
		t.Errorf("handled %#v", got)
	}
	r.types(t, "\x03")
	if err := <-r.ended; err != nil {
		t.Errorf("ended with %v", err)
	}
	if !r.restored() || !strings.Contains(r.out.String(), "How are you?") {
		t.Errorf("the screen was not drawn or not restored: %q", r.out.String())
	}
	if err := r.Send(t.Context(), me, "2", feelings); !errors.Is(err, ErrClosed) {
		t.Errorf("sending after the end: %v, want ErrClosed", err)
	}
}

func TestTheProgramEndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := enter(ctx, t, Config{Handle: noHandle})
	if err := r.Send(ctx, me, "1", feelings); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-r.ended; err != nil || !r.restored() {
		t.Errorf("ended with %v, restored: %v", err, r.restored())
	}
}

func TestAPanicInAHandlerLeavesTheTerminalWhole(t *testing.T) {
	r := enter(t.Context(), t, Config{Handle: func(context.Context, chat.Inbound) (chat.Answer, error) { panic("broken") }})
	r.types(t, "hello\r")
	if err := <-r.ended; err == nil || !r.restored() {
		t.Errorf("ended with %v, restored: %v", err, r.restored())
	}
}

func TestQuittingLosesNothingThatWasSaid(t *testing.T) {
	begun, stored := make(chan struct{}), make(chan struct{})
	var first sync.Once
	var said []chat.Event
	r := enter(t.Context(), t, Config{Handle: func(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
		said = append(said, in.Event)
		first.Do(func() { close(begun) })
		select {
		case <-stored:
		case <-ctx.Done():
			t.Error("the event was cut off")
		}
		return chat.Answer{}, nil
	}})
	r.types(t, "one\r")
	<-begun
	r.types(t, "two\rthree\r\x03")
	close(stored)
	if err := <-r.ended; err != nil {
		t.Errorf("ended with %v", err)
	}
	if len(said) != 3 || said[2] != (chat.Text{Text: "three"}) {
		t.Errorf("handled %+v, want all three", said)
	}
}

func TestADocumentIsSavedAndItsPlaceIsShown(t *testing.T) {
	dir := t.TempDir()
	r := enter(t.Context(), t, Config{Handle: noHandle, SaveDir: dir})
	doc := chat.Document{Name: "export.json", Type: "application/json", Caption: "All of it:", Data: []byte("{}")}
	for range 2 { // the second is the same message again
		if err := r.Send(t.Context(), me, "1", doc); err != nil {
			t.Fatal(err)
		}
	}
	r.types(t, "\x03")
	r.over(t)
	if got, err := os.ReadFile(filepath.Join(dir, "export.json")); err != nil || string(got) != "{}" {
		t.Errorf("saved %q (%v)", got, err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("%d files, want one", len(files))
	}
	if !strings.Contains(r.out.String(), "Saved as") {
		t.Errorf("the path was not shown: %q", r.out.String())
	}
}

func TestADocumentThatCannotBeSavedIsSaid(t *testing.T) {
	r := enter(t.Context(), t, Config{Handle: noHandle, SaveDir: filepath.Join(t.TempDir(), "gone")})
	if err := r.Send(t.Context(), me, "1", chat.Document{Name: "a", Caption: "All of it:"}); err == nil {
		t.Error("no error")
	}
	r.types(t, "\x03")
	r.over(t)
	if !strings.Contains(r.out.String(), "This file could not be saved.") {
		t.Errorf("the person was not told: %q", r.out.String())
	}
}

func TestSendingBeforeTheStartGivesUpWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := New(Config{Actor: me, Handle: noHandle}).Send(ctx, me, "1", feelings); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestColourIsLeftOutWhenAskedFor(t *testing.T) {
	for story, c := range map[string]struct {
		env    []string
		colour bool
	}{
		"a terminal with colours": {[]string{"TTY_FORCE=1"}, true},
		"a person who wants none": {[]string{"TTY_FORCE=1", "NO_COLOR=1"}, false},
	} {
		t.Run(story, func(t *testing.T) {
			r := enter(t.Context(), t, Config{Handle: noHandle}, c.env...)
			if err := r.Send(t.Context(), me, "1", feelings); err != nil {
				t.Fatal(err)
			}
			r.types(t, "\x03")
			r.over(t)
			if got := strings.Contains(r.out.String(), "36m"); got != c.colour {
				t.Errorf("colour is %v, want %v: %q", got, c.colour, r.out.String())
			}
		})
	}
}
