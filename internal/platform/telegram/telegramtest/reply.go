package telegramtest

import (
	"net/http"
	"strconv"
	"time"
)

// reply is what a call is answered with.
type reply struct {
	status int
	kind   string // the content type; empty: JSON
	body   []byte
}

// fine is a success with a JSON result.
func fine(result []byte) reply {
	b := make([]byte, 0, len(result)+24)
	b = append(b, `{"ok":true,"result":`...)
	b = append(b, result...)
	return reply{status: http.StatusOK, body: append(b, '}')}
}

func yes() reply { return reply{status: http.StatusOK, body: []byte(`{"ok":true,"result":true}`)} }

// refusal is an error as Telegram words it. Parameters is a JSON object or empty.
func refusal(status int, description, parameters string) reply {
	b := append([]byte(nil), `{"ok":false`...)
	b = appendIntField(b, "error_code", int64(status))
	b = appendTextField(b, "description", description)
	if parameters != "" {
		b = append(appendField(b, "parameters"), parameters...)
	}
	return reply{status: status, body: append(b, '}')}
}

func bad(why string) reply { return refusal(http.StatusBadRequest, "Bad Request: "+why, "") }

func forbidden(why string) reply { return refusal(http.StatusForbidden, "Forbidden: "+why, "") }

func conflict(why string) reply { return refusal(http.StatusConflict, "Conflict: "+why, "") }

func tooMany(after time.Duration) reply {
	seconds := strconv.FormatInt(max(1, int64((after+time.Second-1)/time.Second)), 10)
	return refusal(http.StatusTooManyRequests, "Too Many Requests: retry after "+seconds,
		`{"retry_after":`+seconds+`}`)
}

func moved(to int64) reply {
	return refusal(http.StatusBadRequest, "Bad Request: group chat was upgraded to a supergroup chat",
		`{"migrate_to_chat_id":`+strconv.FormatInt(to, 10)+`}`)
}
