package terminal

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// look is how things look. The colours are the terminal's own sixteen, so that
// they fit a light and a dark theme alike without asking which it is; nothing is
// told by colour alone.
type look struct {
	width   ansi.Method    // how this terminal counts the width of characters
	words   lipgloss.Style // what the bot said
	person  lipgloss.Style // what the person said
	quiet   lipgloss.Style // the terminal's own words
	strong  lipgloss.Style // a title, a phase
	accent  lipgloss.Style // keys, the pacer's shape
	focused lipgloss.Style // the button Enter presses
	warning lipgloss.Style // something was not taken
}

func newLook() look {
	plain := lipgloss.NewStyle()
	return look{
		width:   ansi.WcWidth,
		words:   plain,
		person:  plain.Foreground(lipgloss.Cyan).Bold(true),
		quiet:   plain.Faint(true),
		strong:  plain.Bold(true),
		accent:  plain.Foreground(lipgloss.Cyan),
		focused: plain.Reverse(true).Bold(true),
		warning: plain.Foreground(lipgloss.Yellow),
	}
}

// of is how a voice looks.
func (l look) of(v voice) lipgloss.Style {
	switch v {
	case person:
		return l.person
	case itself:
		return l.quiet
	}
	return l.words
}
