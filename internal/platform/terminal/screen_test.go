package terminal

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// bench is a screen without a program: a test presses keys and looks.
type bench struct {
	*screen
	t     *testing.T
	given []job
	now   time.Time
}

func newBench(t *testing.T, cfg Config) *bench {
	b := &bench{t: t, now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	cfg.Actor, cfg.Handle = me, noHandle
	cfg.Now = func() time.Time { return b.now }
	b.screen = newScreen(cfg.withDefaults(), func(j job) { b.given = append(b.given, j) })
	b.Init()
	return b
}

// say lets the bot say something, well after what was said before.
func (b *bench) say(m chat.Message) {
	b.now = b.now.Add(time.Minute)
	b.sayAtOnce(m)
}

func (b *bench) sayAtOnce(m chat.Message) tea.Cmd {
	_, cmd := b.Update(showMsg{message: m, shown: make(chan struct{})})
	return cmd
}

// keys presses keys by name; a name that is no key is typed.
func (b *bench) keys(names ...string) (quits bool) {
	special := map[string]rune{
		"enter": tea.KeyEnter, "tab": tea.KeyTab, "left": tea.KeyLeft, "right": tea.KeyRight, "up": tea.KeyUp,
		"down": tea.KeyDown, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "esc": tea.KeyEscape,
		"f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "backspace": tea.KeyBackspace,
	}
	for _, name := range names {
		press := []tea.KeyPressMsg{}
		if code, ok := special[name]; ok {
			press = append(press, tea.KeyPressMsg{Code: code})
		} else if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
			press = append(press, tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl})
		} else {
			for _, r := range name {
				press = append(press, tea.KeyPressMsg{Code: r, Text: string(r)})
			}
		}
		for _, k := range press {
			_, cmd := b.Update(k)
			if cmd != nil {
				_, quits = cmd().(tea.QuitMsg)
			}
		}
	}
	return quits
}

// seen is the screen as words, without styles.
func (b *bench) seen() string {
	lines := strings.Split(ansi.Strip(b.View().Content), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func (b *bench) sees(words ...string) {
	b.t.Helper()
	for _, w := range words {
		if !strings.Contains(b.seen(), w) {
			b.t.Errorf("%q is not in sight:\n%s", w, b.seen())
		}
	}
}

func (b *bench) seesNo(words ...string) {
	b.t.Helper()
	for _, w := range words {
		if strings.Contains(b.seen(), w) {
			b.t.Errorf("%q is in sight:\n%s", w, b.seen())
		}
	}
}

// gave checks the newest event that was passed on.
func (b *bench) gave(want chat.Event) {
	b.t.Helper()
	if len(b.given) == 0 || b.given[len(b.given)-1].event != want {
		b.t.Errorf("passed on %+v, want %+v last", b.given, want)
	}
}

var (
	feelings = chat.Say{Text: "How are you?", Choices: choices("Calm", "Tense", "Tired"), Controls: ctl}
	mood     = chat.Say{
		Text: "From 0 to 10?", Layout: chat.Scale, Controls: ctl,
		Choices: choices("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
	}
)

func TestTheFirstScreen(t *testing.T) {
	b := newBench(t, Config{Greet: true, Banner: "Kept in ~/data"})
	b.gave(chat.Lifecycle{Change: chat.Joined})
	b.say(feelings)
	want := ` · Kept in ~/data

   How are you?

   [1] Calm   [2] Tense  [3] Tired

 ──────────────────────────────────────────────────────────────────────────────
 › Write here

   F2 Skip   F3 Stop   F4 I need help now
   Arrow keys or typing, then Enter · Typing a word works too · /quit to leave`
	if got := strings.TrimLeft(b.seen(), "\n"); got != want {
		t.Errorf("the screen reads\n%s\nwant\n%s", got, want)
	}
	if got := strings.Count(b.seen(), "\n") + 1; got != 24 {
		t.Errorf("%d lines, want all 24", got)
	}
	if c := b.View().Cursor; c == nil || c.X != 3 || c.Y != 20 {
		t.Errorf("the cursor is at %+v, want behind the mark of the input line", c)
	}
}

func TestWaysToPressAButton(t *testing.T) {
	for story, c := range map[string]struct {
		open chat.Say
		keys []string
		want string
	}{
		"right, and Enter":            {feelings, []string{"right", "enter"}, "t0"},
		"right twice":                 {feelings, []string{"right", "right", "enter"}, "t1"},
		"tab goes the same way":       {feelings, []string{"tab", "tab", "tab", "enter"}, "t2"},
		"left begins at the end":      {feelings, []string{"left", "enter"}, "c2"},
		"down goes to the controls":   {feelings, []string{"right", "down", "enter"}, "c0"},
		"and up comes back":           {feelings, []string{"right", "down", "up", "enter"}, "t2"},
		"tab goes around":             {feelings, []string{"left", "tab", "enter"}, "t0"},
		"a number and Enter":          {feelings, []string{"3", "enter"}, "t2"},
		"a function key":              {feelings, []string{"f3"}, "c1"},
		"a function key while typing": {feelings, []string{"well", "f4"}, "c2"},
		"a scale with the arrows":     {mood, []string{"right", "right", "right", "enter"}, "t2"},
	} {
		t.Run(story, func(t *testing.T) {
			b := newBench(t, Config{})
			b.say(c.open)
			b.keys(c.keys...)
			b.gave(chat.Press{Token: c.want})
			if len(b.given) != 1 {
				t.Errorf("%d events were passed on, want one", len(b.given))
			}
		})
	}
}

func TestNothingIsPressedByMistake(t *testing.T) {
	b := newBench(t, Config{})
	b.say(feelings)
	b.keys("enter", "right", "esc", "enter", "f5")
	b.keys("right", "x", "backspace", "enter")
	if len(b.given) != 0 {
		t.Errorf("passed on %+v", b.given)
	}
}

func TestAPressIsShownAsThePersonsLineAndEndsTheButtons(t *testing.T) {
	b := newBench(t, Config{})
	b.say(feelings)
	b.keys("right", "right", "enter")
	b.sees("› Tense")
	b.seesNo("[1] Calm", "[2] Tense")
}

func TestOnlyTheNewestQuestionHasButtons(t *testing.T) {
	b := newBench(t, Config{})
	b.say(feelings)
	b.say(chat.Say{Text: "A reminder, as you asked."})
	b.sees("[1] Calm", "A reminder")
	b.say(mood)
	b.seesNo("[1] Calm")
	b.sees("0   1   2   3   4   5   6   7   8   9  10")
	b.keys("quite good", "enter")
	b.sees("› quite good", "0   1   2")
	b.say(chat.Say{Text: "Thank you."})
	b.seesNo("0   1   2")
	b.sees("F3 Stop")
}

func TestTheButtonInFocusIsMarkedWithoutColour(t *testing.T) {
	b := newBench(t, Config{})
	b.say(feelings)
	b.keys("right")
	b.sees("›[1] Calm ‹")
	b.keys("2")
	b.sees("›[2] Tense‹")
	b.keys("backspace", "down", "down")
	b.sees("›F2 Skip‹")
}

func TestALineThatIsNotTakenComesBack(t *testing.T) {
	b := newBench(t, Config{})
	b.keys("something dear", "enter")
	b.sees("› something dear", "› Write here")
	b.keys("more")
	b.Update(doneMsg{job: b.given[0], err: errors.New("away")})
	b.sees("! That did not get through. Please try again.", "› something dear more")
	b.keys("enter")
	b.gave(chat.Text{Text: "something dear more"})
	b.seesNo("That did not get through")
}

func TestAPressThatIsNotTakenCanBePressedAgain(t *testing.T) {
	b := newBench(t, Config{})
	b.say(feelings)
	b.keys("1", "enter")
	b.seesNo("[1] Calm")
	b.Update(doneMsg{job: b.given[0], err: errors.New("away")})
	b.sees("[1] Calm", "! That did not get through")
	b.seesNo("› Calm")
	b.keys("1", "enter")
	b.gave(chat.Press{Token: "t0"})
}

func TestEventsGoOneAfterAnother(t *testing.T) {
	b := newBench(t, Config{})
	b.keys("one", "enter", "two", "enter", "three", "enter")
	for i, want := range []string{"one", "two", "three"} {
		if len(b.given) != i+1 {
			t.Fatalf("%d events are under way, want %d", len(b.given), i+1)
		}
		b.gave(chat.Text{Text: want})
		b.Update(doneMsg{job: b.given[i]})
	}
}

func TestTheTerminalAnswersItsOwnLines(t *testing.T) {
	b := newBench(t, Config{})
	b.keys("/wait 1d", "enter")
	b.Update(doneMsg{job: b.given[0], local: true, reply: "A day passes."})
	b.sees("› /wait 1d", "· A day passes.")
}

func TestWaysToLeave(t *testing.T) {
	for story, keys := range map[string][]string{
		"Ctrl-C":              {"half a word", "ctrl+c"},
		"Ctrl-D on no line":   {"ctrl+d"},
		"the word for it":     {"/quit", "enter"},
		"and in capitals too": {"/QUIT", "enter"},
	} {
		t.Run(story, func(t *testing.T) {
			if !newBench(t, Config{}).keys(keys...) {
				t.Error("the terminal stays")
			}
		})
	}
	if newBench(t, Config{}).keys("word", "ctrl+d") {
		t.Error("Ctrl-D left in the middle of a word")
	}
}

func TestALongAnswerIsReadFromItsBeginning(t *testing.T) {
	b := newBench(t, Config{Labels: Labels{Newer: "more below"}})
	b.Update(tea.WindowSizeMsg{Width: 40, Height: 12})
	b.say(chat.Say{Text: "Before."})
	b.say(chat.Say{Text: "First line." + strings.Repeat("\nAnother line.", 20)})
	b.sayAtOnce(feelings)
	b.sees("First line.", "↓ more below")
	b.seesNo("Before.", "How are you?")
	b.keys("pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown")
	b.sees("How are you?", "[3] Tired")
	b.seesNo("more below")
	b.keys("pgup")
	b.sees("more below")
	b.say(chat.Say{Text: "Later."})
	b.seesNo("Later.") // nothing moves while a person reads back
	b.keys("esc")
	b.sees("Later.")
}

func TestMovingToAButtonBringsItIntoSight(t *testing.T) {
	b := newBench(t, Config{})
	b.Update(tea.WindowSizeMsg{Width: 40, Height: 10})
	many := make([]string, 9)
	for i := range many {
		many[i] = fmt.Sprintf("a rather long label, the number %d", i)
	}
	b.say(chat.Say{Text: "Which?", Choices: choices(many...), Controls: ctl})
	for range many {
		b.keys("tab")
	}
	b.sees("[9] a rather", "     8\n")
	for range 8 {
		b.keys("up")
	}
	b.sees("[1] a rather", "     0\n")
}

func TestATerminalThatCountsEmojiAsOneGetsFullerLines(t *testing.T) {
	b := newBench(t, Config{})
	text := strings.Repeat("👩‍👩‍👧", 20)
	b.say(chat.Say{Text: text})
	b.seesNo(text)
	b.Update(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeNotRecognized})
	b.seesNo(text)
	b.Update(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
	b.sees(text)
}

// Whatever the size, nothing is wider or higher than the screen and the way out
// is in sight.
func TestEverySizeHolds(t *testing.T) {
	for _, still := range []bool{false, true} {
		b := newBench(t, Config{Still: still, Banner: "A banner that is a little longer than forty columns."})
		b.say(chat.Say{Text: "Grüße 🧘🏽‍♀️ 疲れた " + strings.Repeat("words ", 30)})
		b.say(chat.Say{Text: "Which?", Controls: ctl, Choices: choices("Calm", "👩‍👩‍👧 family", strings.Repeat("long ", 20))})
		b.keys("right")
		holds(b)
		b.say(mood)
		b.keys("right")
		holds(b)
		b.say(breath)
		b.now = b.now.Add(3 * time.Second)
		b.Update(tickMsg{pacer: b.pacers})
		holds(b)
		b.say(chat.Say{Text: "A reminder."})
		holds(b)
		b.notice = strings.Repeat("a long notice ", 5)
		holds(b)
	}
}

func holds(b *bench) {
	b.t.Helper()
	for width := 40; width <= 130; width += 15 {
		for _, height := range []int{10, 11, 12, 17, 18, 24, 40, 50} {
			b.Update(tea.WindowSizeMsg{Width: width, Height: height})
			lines := strings.Split(b.View().Content, "\n")
			if len(lines) != height {
				b.t.Fatalf("%dx%d: %d lines\n%s", width, height, len(lines), b.seen())
			}
			for _, line := range lines {
				if w := ansi.WcWidth.StringWidth(line); w > width {
					b.t.Fatalf("%dx%d: a line %d wide: %q", width, height, w, line)
				}
			}
			b.sees("Stop", "help")
		}
	}
}

func TestOddSizesBreakNothing(t *testing.T) {
	b := newBench(t, Config{})
	b.say(feelings)
	b.say(breath)
	for _, size := range []tea.WindowSizeMsg{{}, {Width: 1, Height: 1}, {Width: 5, Height: 3}, {Width: 500, Height: 2}, {Width: 3, Height: 200}} {
		b.Update(size)
		if b.View().Content == "" {
			t.Errorf("%+v shows nothing", size)
		}
		b.keys("tab", "pgup", "down")
	}
}

func TestNothingFromOutsideReachesTheScreenAsACode(t *testing.T) {
	evil := "a\x1b]0;owned\x07\x1b[2Jb\u009b31m"
	b := newBench(t, Config{Banner: evil, Labels: Labels{Hint: evil, Placeholder: evil}})
	b.say(chat.Say{Text: evil, Choices: choices(evil, "x"), Controls: []chat.Control{{Token: "c", Label: evil, Word: evil}}})
	b.Update(tea.PasteMsg{Content: evil})
	b.keys("enter")
	p := breath
	p.Title, p.Text, p.Phases = evil, evil, []chat.Phase{{Kind: chat.In, Label: evil, Last: time.Second}}
	b.say(p)
	got := b.View().Content
	for _, code := range []string{"\x1b]", "\x1b[2J", "\x07", "\u009b"} {
		if strings.Contains(got, code) {
			t.Errorf("%q came through", code)
		}
	}
}
