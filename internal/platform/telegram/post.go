package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// wordJoiner takes no room and is nothing that a name can begin with.
const wordJoiner = "\u2060"

// remind sends a post to a group. It fails with chat.ErrRefused where only its place is
// the trouble.
func (a *Adapter) remind(ctx context.Context, l letter, m chat.Post) error {
	if !l.community {
		return fmt.Errorf("sending a post to somebody who is no group: %w", chat.ErrRefused)
	}
	if m.Place.ID != "" {
		thread, err := strconv.Atoi(m.Place.ID)
		if err != nil || thread <= 0 {
			return fmt.Errorf("sending a post to a topic that is none: %w", chat.ErrRefused)
		}
		l.to.thread = thread
	}
	rows, err := a.postButton(ctx, m)
	if err != nil {
		return err
	}
	_, err = a.words(ctx, l, pingsNobody(m.Text), rows)
	return placeTrouble(err)
}

// postButton is the way from a post to the private chat. A script that no link can carry
// has none: the post is worth reading without.
func (a *Adapter) postButton(ctx context.Context, m chat.Post) ([][]button, error) {
	if m.Begin == "" || m.Button == "" {
		return nil, nil
	}
	payload, fits := a.links.script(m.Begin)
	if !fits {
		a.cfg.Observe("post/buttonless", 1)
		return nil, nil
	}
	me, err := a.who(ctx)
	if err != nil {
		return nil, err
	}
	return [][]button{{{Text: label(m.Button), URL: linkTo(me.Username, payload)}}}, nil
}

// who is who the bot is, asked for when that is not known yet.
func (a *Adapter) who(ctx context.Context) (Me, error) {
	if me := a.me.Load(); me != nil {
		return *me, nil
	}
	return a.Check(ctx)
}

// placeTrouble tells a place that cannot be written to from a group that is gone.
func placeTrouble(err error) error {
	var no *apiError
	if !errors.As(err, &no) || no.code != http.StatusForbidden && no.code != http.StatusBadRequest || !closedPlace(no.description) {
		return err
	}
	return fmt.Errorf("%w: %w", chat.ErrRefused, err)
}

func closedPlace(description string) bool {
	description = strings.ToLower(description)
	for _, sign := range []string{
		"message thread not found", "topic_closed", "topic_deleted", "not enough rights", "have no rights", "chat_write_forbidden",
		"need administrator rights", "chat_restricted", "chat_send_plain_forbidden",
	} {
		if strings.Contains(description, sign) {
			return true
		}
	}
	return false
}

// pingsNobody breaks what Telegram would take for the mention of somebody. In an address
// of the web the sign is written in the other way that addresses have, so that it leads
// where it led.
func pingsNobody(text string) string {
	var b strings.Builder
	word, from := 0, 0 // where the word and what is not copied yet begin
	before := ' '
	for i, r := range text {
		if unicode.IsSpace(r) {
			word = i + utf8.RuneLen(r)
		}
		if r == '@' && !wordy(before) && named(text[i+1:]) {
			b.WriteString(text[from:i])
			if isAddress(text[word:i]) {
				b.WriteString("%40")
			} else {
				b.WriteString("@" + wordJoiner)
			}
			from = i + 1
		}
		before = r
	}
	return b.String() + text[from:]
}

// wordy tells what makes of an "@" after it a part of a word, as in "ana@example.org".
func wordy(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nd, r) }

// named tells whether text begins with something that could be a name.
func named(text string) bool {
	name, _ := takeName(text)
	return name != ""
}

// isAddress tells whether the beginning of a word is an address of the web, up to its path.
func isAddress(word string) bool {
	_, after, scheme := strings.Cut(word, "://")
	if scheme {
		word = after
	}
	end := strings.IndexAny(word, "/?#")
	return end > 0 && strings.Contains(word[:end], ".")
}
