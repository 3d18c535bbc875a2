package discord

import (
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// piece is one message on its way, of the several that a long one becomes.
type piece struct {
	body  body
	files []file
}

// compose makes of m what Discord shows. Typing reaches the bot in a private chat;
// elsewhere there is a button to write with. A message of nothing makes nothing.
func compose(m chat.Message, write bool) []piece {
	switch m := m.(type) {
	case chat.Say:
		return pieces(m.Text, rowsOf(m, write))
	case chat.Pace:
		text := strings.TrimSpace(m.Text + "\n\n" + outline(m))
		return pieces(text, rowsOf(chat.Say{Controls: m.Controls, Question: m.Question}, false))
	case chat.Document:
		all := pieces(m.Caption, nil)
		if len(all) == 0 {
			all = []piece{{body: body{Mentions: mentions{Parse: []string{}}}}}
		}
		last := &all[len(all)-1]
		last.files = []file{{name: fileName(m.Name), kind: mediaType(m.Type), data: m.Data}}
		last.body.Attachments = []attachment{{ID: 0, Name: fileName(m.Name)}}
		return all
	}
	return nil
}

// pieces cuts a text; the buttons go under its last piece.
func pieces(text string, components componentRows) []piece {
	text = plain(strings.TrimSpace(text))
	if text == "" {
		if len(components) == 0 {
			return nil
		}
		return []piece{{body: body{Mentions: mentions{Parse: []string{}}}.with(components)}}
	}
	parts := split(text, maxContent)
	all := make([]piece, len(parts))
	for i, part := range parts {
		all[i].body = words(part)
	}
	last := &all[len(all)-1]
	last.body = last.body.with(components)
	return all
}

// fileName keeps what is safe in every place that a name goes to.
func fileName(name string) string {
	safe := strings.Map(func(r rune) rune {
		if r < 128 && wordy(byte(r)) || strings.ContainsRune("._-", r) {
			return r
		}
		return '-'
	}, name)
	if safe = strings.Trim(safe, ".-"); safe == "" {
		return "file"
	}
	return safe[:min(len(safe), 100)]
}

func mediaType(t string) string {
	if t == "" || strings.ContainsAny(t, "\r\n") {
		return "application/octet-stream"
	}
	return t
}
