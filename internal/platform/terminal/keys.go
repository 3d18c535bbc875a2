package terminal

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// firstControlKey is the first function key that presses a control. F1 is left
// out: many terminals keep it for their own help.
const firstControlKey = 2

// key acts on a key. Function keys press the controls; everything that moves over
// the buttons does so only while the input line is empty, so that no key means
// two things at once.
func (s *screen) key(k tea.KeyPressMsg) tea.Cmd {
	if i, ok := s.controlKey(k.String()); ok {
		s.press(s.step.menu.len() + i)
		return nil
	}
	switch k.String() {
	case "ctrl+c":
		return tea.Quit
	case "ctrl+z":
		return tea.Suspend
	case "ctrl+l":
		return tea.ClearScreen
	case "enter":
		return s.enter()
	case "esc":
		s.focus, s.notice = none, ""
		s.follow()
		return nil
	case "pgup":
		s.scroll(-s.screenful())
		return nil
	case "pgdown":
		s.scroll(s.screenful())
		return nil
	}
	if s.input.Value() == "" {
		if handled, cmd := s.move(k.String()); handled {
			return cmd
		}
	}
	return s.edit(k)
}

// move acts on the keys that mean something else while nothing is typed.
func (s *screen) move(key string) (handled bool, cmd tea.Cmd) {
	switch key {
	case "ctrl+d":
		return true, tea.Quit
	case "tab":
		s.focusOn(next(s.focus, 1, s.buttons()))
	case "shift+tab":
		s.focusOn(next(s.focus, -1, s.buttons()))
	case "left":
		s.focusOn(next(s.focus, -1, s.buttons()))
	case "right":
		s.focusOn(next(s.focus, 1, s.buttons()))
	case "up":
		s.focusOn(s.above())
	case "down":
		s.focusOn(s.below())
	default:
		return false, nil
	}
	return true, nil
}

// edit lets the input line have a key or a paste.
func (s *screen) edit(msg tea.Msg) tea.Cmd {
	before := s.input.Value()
	var cmd tea.Cmd
	s.input, cmd = s.input.Update(msg)
	if s.input.Value() != before {
		s.focus, s.notice = none, ""
	}
	return cmd
}

func (s *screen) enter() tea.Cmd {
	line := strings.TrimSpace(clean(s.input.Value()))
	switch {
	case strings.EqualFold(line, quitLine):
		return tea.Quit
	case line != "":
		s.input.Reset()
		s.submit(line)
	case s.focus != none:
		s.press(s.focus)
	}
	return nil
}

// submit takes a typed line.
func (s *screen) submit(line string) {
	event := eventOf(line, s.step.menu)
	if _, ok := event.(chat.Press); ok {
		i, _ := s.step.menu.byKey(line)
		s.press(i)
		return
	}
	s.step = s.step.typed()
	s.say(line, job{event: event, line: line})
}

// press presses a button: choices are counted first, then controls.
func (s *screen) press(button int) {
	j := job{asked: s.asked}
	label := ""
	if i := button - s.step.menu.len(); i >= 0 {
		control := s.step.controls[i]
		label, j.event = control.Label, chat.Press{Question: s.step.question, Token: control.Token}
		s.step = s.step.typed()
	} else {
		choice := s.step.menu.choices[button]
		label, j.event = choice.Label, s.step.menu.press(button)
		j.menu, s.step = s.step.menu, s.step.pressed()
	}
	s.focus = none
	s.say(label, j)
}

// say shows the person's words at once and passes on what they mean.
func (s *screen) say(words string, j job) {
	s.notice = ""
	s.follow()
	j.said = len(s.talk)
	s.add(item{voice: person, text: words})
	s.anchor = len(s.talk)
	s.pass(j)
}

// controlKey says which control a function key presses.
func (s *screen) controlKey(key string) (int, bool) {
	digits, ok := strings.CutPrefix(key, "f")
	n, err := strconv.Atoi(digits)
	if i := n - firstControlKey; ok && err == nil && i >= 0 && i < len(s.step.controls) {
		return i, true
	}
	return 0, false
}

func controlKeyName(i int) string { return "F" + strconv.Itoa(i+firstControlKey) }

// buttons is how many there are to move over.
func (s *screen) buttons() int { return s.step.menu.len() + len(s.step.controls) }

// next moves over n buttons in a circle, from none to the first or the last.
func next(focus, by, n int) int {
	switch {
	case n == 0:
		return none
	case focus == none && by < 0:
		return n - 1
	case focus == none:
		return 0
	}
	return (focus + by + n) % n
}

// below is the button under the one in focus; under the last row of choices come
// the controls.
func (s *screen) below() int {
	n := s.step.menu.len()
	if s.focus == none || s.focus >= n {
		return next(s.focus, 1, s.buttons())
	}
	to := s.focus + s.grid().cols
	switch {
	case to < n:
		return to
	case s.focus/s.grid().cols < (n-1)/s.grid().cols:
		return n - 1
	}
	return min(n, s.buttons()-1)
}

// above is the button over the one in focus.
func (s *screen) above() int {
	if n := s.step.menu.len(); s.focus == none || s.focus >= n {
		if n > 0 {
			return n - 1
		}
		return next(s.focus, -1, s.buttons())
	}
	if to := s.focus - s.grid().cols; to >= 0 {
		return to
	}
	return s.focus
}

// screenful is how far PgUp and PgDn go: a screen less a line or two, so that the
// eye finds its place again.
func (s *screen) screenful() int { return max(s.layout().rows-2, 1) }
