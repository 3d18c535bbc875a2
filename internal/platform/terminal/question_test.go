package terminal

import (
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func TestAPressNamesTheQuestionItsButtonBelongsTo(t *testing.T) {
	open := step{}.after(chat.Say{Question: 41, Choices: []chat.Choice{{Token: "a", Label: "A"}, {Token: "b", Label: "B"}}})
	if got, want := eventOf("2", open.menu), (chat.Press{Question: 41, Token: "b"}); got != want {
		t.Errorf("got %#v, want %#v", got, want)
	}
	if open = open.pressed().after(chat.Pace{Question: 42}); open.question != 42 {
		t.Errorf("after a pacer the controls belong to %d", open.question)
	}
	if open = open.after(chat.Say{Text: "hello"}); open.question != 42 {
		t.Errorf("after a bare message the controls belong to %d", open.question)
	}
}
