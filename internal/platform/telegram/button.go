package telegram

import (
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// maxData is how many bytes a button can carry.
const maxData = 64

// button is one button under a message. One with a URL opens it; any other comes
// back as a press with its Data.
type button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
	URL  string `json:"url"`
}

// pressData is what a button of a question carries.
func pressData(question uint64, token string) string {
	return strconv.FormatUint(question, 36) + "." + token
}

// parseData reads what pressData wrote; anything else is none of ours.
func parseData(data string) (chat.Press, bool) {
	number, token, ok := strings.Cut(data, ".")
	if !ok || token == "" || len(data) > maxData {
		return chat.Press{}, false
	}
	for i := range len(token) {
		if token[i] <= ' ' || token[i] > '~' {
			return chat.Press{}, false
		}
	}
	question, err := strconv.ParseUint(number, 36, 64)
	if err != nil || strconv.FormatUint(question, 36) != number {
		return chat.Press{}, false
	}
	return chat.Press{Question: question, Token: token}, true
}
