package discordtest

import "net/http"

// problem is an error as Discord answers it. Code is Discord's own number.
type problem struct {
	status  int
	code    int
	message string
}

// The codes that this package answers by itself. Any other can be had by a Fault.
const (
	codeUnknownChannel     = 10003
	codeUnknownGuild       = 10004
	codeUnknownMember      = 10007
	codeUnknownMessage     = 10008
	codeUnknownUser        = 10013
	codeUnknownWebhook     = 10015
	codeUnknownInteraction = 10062
	codeDMsTooFast         = 40003
	codeAlreadyAnswered    = 40060
	codeEditNotOwn         = 50005
	codeEmptyMessage       = 50006
	codeNoAccess           = 50001
	codeCannotDM           = 50007
	codeNoPermission       = 50013
	codeBadToken           = 50027
	codeBadRecipient       = 50033
	codeInvalidForm        = 50035
	codeBadJSON            = 50109
	codeNoSharedServer     = 50278
	codeThreadLocked       = 160005
)

func problemOf(code int) problem {
	switch code {
	case codeUnknownChannel:
		return problem{http.StatusNotFound, code, "Unknown Channel"}
	case codeUnknownGuild:
		return problem{http.StatusNotFound, code, "Unknown Guild"}
	case codeUnknownMember:
		return problem{http.StatusNotFound, code, "Unknown Member"}
	case codeUnknownMessage:
		return problem{http.StatusNotFound, code, "Unknown Message"}
	case codeUnknownUser:
		return problem{http.StatusNotFound, code, "Unknown User"}
	case codeUnknownWebhook:
		return problem{http.StatusNotFound, code, "Unknown Webhook"}
	case codeUnknownInteraction:
		return problem{http.StatusNotFound, code, "Unknown interaction"}
	case codeDMsTooFast:
		return problem{http.StatusForbidden, code, "You are opening direct messages too fast"}
	case codeAlreadyAnswered:
		return problem{http.StatusBadRequest, code, "Interaction has already been acknowledged."}
	case codeEditNotOwn:
		return problem{http.StatusForbidden, code, "Cannot edit a message authored by another user"}
	case codeEmptyMessage:
		return problem{http.StatusBadRequest, code, "Cannot send an empty message"}
	case codeNoAccess:
		return problem{http.StatusForbidden, code, "Missing Access"}
	case codeCannotDM:
		return problem{http.StatusForbidden, code, "Cannot send messages to this user"}
	case codeNoPermission:
		return problem{http.StatusForbidden, code, "Missing Permissions"}
	case codeBadToken:
		return problem{http.StatusUnauthorized, code, "Invalid Webhook Token"}
	case codeBadRecipient:
		return problem{http.StatusBadRequest, code, "Invalid Recipient(s)"}
	case codeInvalidForm:
		return problem{http.StatusBadRequest, code, "Invalid Form Body"}
	case codeBadJSON:
		return problem{http.StatusBadRequest, code, "The request body contains invalid JSON."}
	case codeNoSharedServer:
		return problem{http.StatusForbidden, code, "Cannot send messages to this user due to having no mutual guilds"}
	case codeThreadLocked:
		return problem{http.StatusForbidden, code, "Thread is locked"}
	}
	return problem{http.StatusBadRequest, code, "Something went wrong"}
}

// plain is an answer of the web server in front, whose code is 0: "404: Not Found".
func plain(status int, message string) problem { return problem{status: status, message: message} }
