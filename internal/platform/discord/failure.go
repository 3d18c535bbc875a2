package discord

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// What ends a Run or fails a Check, besides faults of the network.
var (
	// ErrToken: Discord does not know the token.
	ErrToken = errors.New("discord does not accept the token: copy it again from the developer portal, page Bot")
	// ErrNotReady: connections open and do not get ready in time, again and again;
	// starting anew may help.
	ErrNotReady = errors.New("the connection to Discord did not get ready in time")
	// ErrIdentifies: no more sessions may be started today.
	ErrIdentifies = errors.New("discord allows no more new sessions for now")
)

// GatewayError is a close code after which connecting again is pointless. Its
// text says in one sentence what to do.
type GatewayError struct{ Code int }

// Error says what is wrong and what helps.
func (e GatewayError) Error() string {
	if text, ok := fatalCodes()[e.Code]; ok {
		return fmt.Sprintf("discord closed the connection for good (%d): %s", e.Code, text)
	}
	return fmt.Sprintf("discord closed the connection for good (%d)", e.Code)
}

// Unwrap makes a refused token an ErrToken.
func (e GatewayError) Unwrap() error {
	if e.Code == closeToken {
		return ErrToken
	}
	return nil
}

// apiError is an answer of the REST interface that is no success. Neither the
// address nor the body is kept: both may hold tokens and ids.
type apiError struct {
	status int
	code   int // Discord's own, 0 when there was none
}

func (e apiError) Error() string {
	return fmt.Sprintf("discord answered %d, code %d", e.status, e.code)
}

// Codes of Discord's that something is decided on.
const (
	codeUnknownChannel     = 10003
	codeUnknownGuild       = 10004
	codeUnknownMessage     = 10008
	codeUnknownUser        = 10013
	codeUnknownWebhook     = 10015
	codeUnknownInteraction = 10062
	codeOpeningTooFast     = 40003
	codeAcknowledged       = 40060
	codeMissingAccess      = 50001
	codeCannotMessage      = 50007
	codeMissingPermissions = 50013
	codeWebhookToken       = 50027
	codeNoMutualServer     = 50278
)

// isCode reports whether err is one of these answers.
func isCode(err error, codes ...int) bool {
	api, ok := errors.AsType[apiError](err)
	return ok && slices.Contains(codes, api.code)
}

// isAnswer reports whether Discord has decided: the same call again changes nothing.
func isAnswer(err error) bool {
	var api apiError
	return errors.Is(err, errDead) || errors.As(err, &api) && api.status < 500 && !api.strange()
}

// strange reports whether a "no" is not Discord's own: without a code it is a page of
// whoever stands in front, who may think otherwise in a minute.
func (e apiError) strange() bool {
	return e.code == 0 && (e.status == http.StatusForbidden || e.status == http.StatusNotFound)
}

// verdict is what a failed call means to delivery.
func verdict(err error) error {
	var api apiError
	switch {
	case !errors.As(err, &api):
		return err
	case isCode(err, codeCannotMessage, codeNoMutualServer, codeOpeningTooFast, codeUnknownChannel, codeUnknownUser, codeMissingAccess, codeMissingPermissions):
		return errors.Join(chat.ErrUnreachable, api)
	case api.status == http.StatusUnauthorized:
		return errors.Join(ErrToken, api)
	case api.strange():
		return api
	case api.status == http.StatusForbidden, api.status == http.StatusNotFound:
		return errors.Join(chat.ErrUnreachable, api)
	case api.status == http.StatusRequestTimeout, api.status >= 500, api.status < 400:
		return api
	}
	return errors.Join(chat.ErrRefused, api)
}

// mayRepeat reports whether err asks to come again later.
func mayRepeat(err error) bool {
	_, ok := errors.AsType[chat.RetryError](err)
	return ok
}
