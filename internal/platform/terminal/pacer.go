package terminal

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

const (
	// frameTime is how long a frame of a moving pacer stays.
	frameTime = 100 * time.Millisecond
	// stillTime is how often a pacer without movement looks at the clock.
	stillTime = 250 * time.Millisecond
	// pacerEnd is the quiet mark a pacer leaves when it is over.
	pacerEnd = "·"
)

// pacer is the breath that is being shown.
type pacer struct {
	running bool
	pace    chat.Pace
	item    int           // its place in the talk
	started time.Time     // with its monotonic reading: setting the clock moves nothing
	elapsed time.Duration // as of the newest frame
}

// breathe begins a pacer at this moment.
func (s *screen) breathe(p chat.Pace) tea.Cmd {
	for i := range p.Phases {
		if i == 0 {
			p.Phases = append([]chat.Phase(nil), p.Phases...) // the message is the sender's
		}
		p.Phases[i].Label = cleanLine(p.Phases[i].Label)
	}
	s.add(item{voice: bot, title: cleanLine(p.Title), text: clean(p.Text)})
	s.pacers++
	s.pacer = pacer{running: true, pace: p, item: len(s.talk) - 1, started: s.cfg.Now()}
	return s.tick(tickMsg{pacer: s.pacers})
}

// tick moves the pacer to where it stands now and asks for the next frame.
func (s *screen) tick(msg tickMsg) tea.Cmd {
	if !s.pacer.running || msg.pacer != s.pacers {
		return nil
	}
	s.pacer.elapsed = s.cfg.Now().Sub(s.pacer.started)
	f := frameAt(s.pacer.pace, s.pacer.elapsed)
	if f.done {
		s.endPacer()
		return nil
	}
	wait := frameTime
	if s.cfg.Still {
		wait = stillTime
	}
	// Never beyond the border of a phase: its word changes on time.
	wait = min(wait, f.next-s.pacer.elapsed)
	return tea.Tick(wait, func(time.Time) tea.Msg { return msg })
}

// endPacer leaves the introduction in the talk, with a quiet mark.
func (s *screen) endPacer() {
	if !s.pacer.running {
		return
	}
	s.pacer.running = false
	s.talk[s.pacer.item].ending = pacerEnd
}

// discs are the sizes of the pacer's shape, largest first: how many lines they
// need with the words below, and how large they are.
var discs = [...]struct{ need, rows, cols int }{ //nolint:gochecknoglobals // a table that nobody writes to
	{need: 13, rows: 9, cols: 21},
	{need: 10, rows: 7, cols: 17},
	{need: 8, rows: 5, cols: 13},
}

// drawPacer draws a frame into at most rows lines of the given width.
func drawPacer(f frame, l Labels, k look, still bool, rows, width int) []string {
	round := fill(l.Round, strconv.Itoa(f.round.now), strconv.Itoa(f.round.of))
	if still {
		return stillPacer(f, l, k, round, rows, width)
	}
	left := strconv.Itoa(f.left)
	for _, d := range discs {
		if rows < d.need || width < d.cols {
			continue
		}
		var lines []string
		for _, line := range disc(f.size, d.rows, d.cols) {
			lines = append(lines, centre(k.width, k.accent.Render(line), width))
		}
		return append(lines, "",
			centre(k.width, k.strong.Render(f.label+"  "+left), width),
			centre(k.width, k.quiet.Render(round), width))
	}
	return []string{oneLine(f, k, left, round, width)}
}

// oneLine is the pacer where there is no room: the word, a bar and the round, as
// much of it as fits.
func oneLine(f frame, k look, left, round string, width int) string {
	word := "  " + f.label + " " + left
	rest := width - k.width.StringWidth(word) - k.width.StringWidth(round) - 4
	line := k.strong.Render(word)
	if rest >= 6 {
		line += "  " + k.accent.Render(bar(f.size, min(rest, 24)))
	}
	if rest >= 0 {
		line += "  " + k.quiet.Render(round)
	}
	return line
}

// stillPacer is words only. Nothing in it changes but at the borders of phases.
func stillPacer(f frame, l Labels, k look, round string, rows, width int) []string {
	word := f.label + "  " + fill(l.Seconds, strconv.Itoa(f.last))
	if rows >= 3 {
		return []string{
			centre(k.width, k.strong.Render(word), width),
			centre(k.width, k.quiet.Render(round), width),
		}
	}
	return []string{k.strong.Render("  "+word) + "  " + k.quiet.Render(round)}
}

func centre(m ansi.Method, text string, width int) string {
	return strings.Repeat(" ", max((width-m.StringWidth(text))/2, 0)) + text
}
