package terminal

import (
	"time"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// longestText bounds what fits into the input line.
const longestText = 4000

// burst is how close together messages count as one answer, which is shown from
// its first line on.
const burst = 2 * time.Second

// screen is what a person sees: the talk so far, what is open, and the line they
// are typing. Update changes it, View only reads it.
type screen struct {
	cfg   Config
	look  look
	give  func(job)
	width int
	rows  int

	talk   []item
	step   step
	asked  int       // the index of the item that the open choices belong to
	anchor int       // the first item of the newest burst of messages
	heard  time.Time // when the newest message came
	byHand bool      // the person scrolled; otherwise the view follows the talk
	top    int       // the first line in sight, when scrolled by hand

	input  textinput.Model
	focus  int // which button Enter presses: choices first, then controls; -1 none
	notice string
	queue  []job
	busy   bool

	pacer  pacer
	pacers int // counts pacers, so that a tick of an older one is known
}

// showMsg brings a message to the screen. shown is closed when it is there.
type showMsg struct {
	message chat.Message
	note    string
	shown   chan<- struct{}
}

// tickMsg asks for the pacer's next frame.
type tickMsg struct{ pacer int }

func newScreen(cfg Config, give func(job)) *screen {
	s := &screen{cfg: cfg, look: newLook(), give: give, width: 80, rows: 24, focus: none, asked: none}
	s.input = newInput(cfg.Labels.Placeholder, s.look)
	if cfg.Banner != "" {
		s.add(item{voice: itself, text: cfg.Banner})
	}
	s.resize(s.width, s.rows)
	return s
}

func newInput(placeholder string, l look) textinput.Model {
	in := textinput.New()
	in.Prompt = "› "
	in.Placeholder = placeholder
	in.CharLimit = longestText
	in.SetVirtualCursor(false)
	styles := textinput.Styles{}
	styles.Focused.Prompt = l.person
	styles.Focused.Placeholder = l.quiet
	styles.Cursor.Blink = false
	in.SetStyles(styles)
	in.Focus()
	return in
}

// Init says hello for the person, when asked to.
func (s *screen) Init() tea.Cmd {
	if s.cfg.Greet {
		s.pass(job{event: chat.Lifecycle{Change: chat.Joined}, said: none})
	}
	return nil
}

// Update takes in whatever happened.
func (s *screen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.resize(msg.Width, msg.Height)
	case tea.KeyPressMsg:
		return s, s.key(msg)
	case tea.PasteMsg:
		return s, s.edit(tea.PasteMsg{Content: clean(msg.Content)})
	case showMsg:
		cmd := s.show(msg)
		close(msg.shown)
		return s, cmd
	case doneMsg:
		s.done(msg)
	case tickMsg:
		return s, s.tick(msg)
	case tea.ModeReportMsg:
		s.measure(msg)
	case brokenMsg:
		return s, tea.Quit
	}
	return s, nil
}

// measure hears that the terminal counts an emoji of several parts as one. The
// program that draws listens for the same report.
func (s *screen) measure(report tea.ModeReportMsg) {
	if report.Mode == ansi.ModeUnicodeCore && !report.Value.IsNotRecognized() && !report.Value.IsPermanentlyReset() {
		s.look.width = ansi.GraphemeWidth
	}
}

func (s *screen) resize(width, rows int) {
	s.width, s.rows = width, rows
	s.input.SetWidth(max(s.column()-4, 1))
}

// column is how wide the talk is.
func (s *screen) column() int { return max(min(s.width-2, textWidth+2), 10) }

// show takes in a message from the bot.
func (s *screen) show(msg showMsg) tea.Cmd {
	if s.step.ends(msg.message) {
		s.endPacer()
	}
	s.arrive()
	s.step = s.step.after(msg.message)
	var cmd tea.Cmd
	switch m := msg.message.(type) {
	case chat.Say:
		s.add(item{voice: bot, text: clean(m.Text)})
		if len(m.Choices) > 0 {
			s.asked, s.focus = len(s.talk)-1, none
		}
	case chat.Pace:
		cmd = s.breathe(m)
	case chat.Document:
		s.add(item{voice: bot, text: clean(m.Caption)})
		s.add(item{voice: itself, text: msg.note})
	}
	s.focus = min(s.focus, s.buttons()-1)
	return cmd
}

// arrive notes when a message comes and where its burst begins.
func (s *screen) arrive() {
	now := s.cfg.Now()
	if now.Sub(s.heard) > burst || s.talk == nil {
		s.anchor = len(s.talk)
	}
	s.heard = now
}

// add puts a line of talk at the end, below what was there.
func (s *screen) add(it item) {
	if it.text == "" && it.title == "" {
		it.hidden = true // a message of buttons only still has its place
	}
	s.talk = append(s.talk, it)
}

// pass hands a job over, or keeps it until the one before is done.
func (s *screen) pass(j job) {
	s.queue = append(s.queue, j)
	s.passNext()
}

func (s *screen) passNext() {
	if s.busy || len(s.queue) == 0 {
		return
	}
	s.busy = true
	s.give(s.queue[0])
	s.queue = s.queue[1:]
}

// done hears what became of the oldest job.
func (s *screen) done(msg doneMsg) {
	s.busy = false
	switch {
	case msg.local:
		if msg.reply != "" {
			s.add(item{voice: itself, text: msg.reply})
		}
	case msg.err != nil:
		s.refused(msg.job)
	case msg.notice != "":
		s.add(item{voice: itself, text: msg.notice})
	}
	s.passNext()
}

// refused gives a line back to the person, in front of what they are typing by
// now, and takes it out of the talk. A press can be pressed again.
func (s *screen) refused(j job) {
	s.notice = s.cfg.Labels.Failed
	if j.said != none {
		s.talk[j.said].hidden = true
	}
	if j.menu.len() > 0 && s.step.menu.len() == 0 && s.asked == j.asked {
		s.step.menu = j.menu
	}
	if j.line == "" {
		return
	}
	line := j.line
	if typed := s.input.Value(); typed != "" {
		line += " " + typed
	}
	s.input.SetValue(line)
	s.input.CursorEnd()
}
