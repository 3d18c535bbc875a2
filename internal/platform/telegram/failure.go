package telegram

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// ErrToken says that Telegram does not know the token: only the operator can help.
var ErrToken = errors.New("the bot token is not accepted by Telegram: check it with BotFather")

var (
	errNoJSON  = errors.New("the answer is none of the Bot API's")
	errNetwork = errors.New("the connection failed")
	errMethod  = errors.New("the Bot API said no")
)

// apiError is a no of the Bot API.
type apiError struct {
	method      method
	code        int
	description string        // Telegram's words; never shown as they are
	after       time.Duration // with 429: how long to wait
	movedTo     int64         // the group's new id, when it has one
}

// Error says what Telegram said, without anything that could name a person.
func (e *apiError) Error() string {
	return fmt.Sprintf("calling %s: code %d: %s", e.method, e.code, discreet(e.description))
}

func (e *apiError) Unwrap() error { return errMethod }

// discreet leaves out what could be an id or somebody's words: long numbers,
// quoted parts, and whatever comes after a hundred bytes.
func discreet(description string) string {
	description = regexp.MustCompile(`[0-9]{5,}|"[^"]*"|@\w+`).ReplaceAllString(description, "…")
	if len(description) > 100 {
		description = strings.ToValidUTF8(description[:100], "") + "…"
	}
	return description
}

// unauthorised tells whether the token is the trouble: 401 for one that was
// revoked, 404 for one that never was.
func unauthorised(err error) bool {
	var no *apiError
	return errors.As(err, &no) && (no.code == http.StatusUnauthorized || no.code == http.StatusNotFound && no.method == getMe)
}

// unchanged tells whether an edit found everything as it should be.
func unchanged(err error) bool {
	var no *apiError
	return errors.As(err, &no) && strings.Contains(no.description, "message is not modified")
}

// waitOf is how long Telegram asks to wait; false when it does not ask.
func waitOf(err error) (time.Duration, bool) {
	var no *apiError
	if errors.As(err, &no) && no.code == http.StatusTooManyRequests {
		return no.after, true
	}
	return 0, false
}

// verdict puts a failed send into the words that every platform shares.
func verdict(err error) error {
	var no *apiError
	if !errors.As(err, &no) || errors.Is(err, chat.ErrRefused) {
		return err
	}
	switch {
	case no.code == http.StatusTooManyRequests:
		return fmt.Errorf("calling %s: %w", no.method, chat.RetryError{After: no.after})
	case no.code == http.StatusForbidden, no.code == http.StatusBadRequest && nobodyThere(no.description):
		return fmt.Errorf("%w: %w", chat.ErrUnreachable, err)
	case no.code == http.StatusBadRequest, no.code == http.StatusRequestEntityTooLarge:
		return fmt.Errorf("%w: %w", chat.ErrRefused, err)
	}
	return err
}

// nobodyThere tells the refusals that are about the chat from those about the
// message.
func nobodyThere(description string) bool {
	description = strings.ToLower(description)
	for _, sign := range []string{
		"chat not found", "user not found", "user is deactivated", "peer_id_invalid", "user_deactivated", "input_user_deactivated",
		"group chat was deactivated", "group chat was upgraded", "bot was kicked", "bot was blocked", "bot is not a member",
		"not enough rights", "have no rights", "chat_write_forbidden", "need administrator rights",
		"message thread not found", "topic_closed", "topic_deleted", "channel_private", "chat_restricted",
	} {
		if strings.Contains(description, sign) {
			return true
		}
	}
	return false
}
