package answer_test

import (
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
)

func TestATextIsTrimmedCleanedAndBounded(t *testing.T) {
	cases := map[string]struct {
		text   string
		want   string
		reason answer.Reason
	}{
		"a text":                     {"  I slept well.\n", "I slept well.", 0},
		"its lines stay":             {"one\r\ntwo", "one\ntwo", 0},
		"control characters go":      {"a\x00b\x1b[31mc", "ab[31mc", 0},
		"direction tricks go":        {"a\u202Eb", "ab", 0},
		"broken bytes go":            {"a\xffb", "ab", 0},
		"exactly as long as allowed": {"aññññññññé", "aññññññññé", 0},
		"one longer":                 {"aññññññññéx", "", answer.TooLong},
		"far too long":               {strings.Repeat("x", 100_000), "", answer.TooLong},
		"nothing":                    {"", "", answer.Empty},
		"spaces":                     {" \t\n ", "", answer.Empty},
		"nothing that can be seen":   {"\u200b\u200d", "", answer.Empty},
		"a face is a text":           {"🙂", "🙂", 0},
	}
	for name, c := range cases {
		limit := 20
		if strings.Contains(c.text, "ñ") {
			limit = 10
		}
		got, reject := answer.Text(c.text, limit)
		if got != c.want || (reject == nil) != (c.reason == 0) || reject != nil && reject.Reason != c.reason {
			t.Errorf("%s: got %q, %+v", name, got, reject)
		}
	}
}
