package telegram

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func TestWhereAPacerStands(t *testing.T) {
	m := chat.Pace{Rounds: 2, Phases: []chat.Phase{
		{Kind: chat.In, Label: "In", Last: 4 * time.Second},
		{Kind: chat.Hold, Label: "Hold"},
		{Kind: chat.Out, Label: "Out", Last: 5500 * time.Millisecond},
	}}
	if got := recipe(m); got != "In 4 · Out 5.5 ×2" {
		t.Errorf("the recipe is %q", got)
	}
	for name, story := range map[string]struct {
		at   time.Duration
		want frame
		text string
	}{
		"at the beginning":        {0, frame{round: 1, phase: 0, ends: 4 * time.Second}, "\n\n● In 4   1/2"},
		"just before the turn":    {3999 * time.Millisecond, frame{round: 1, phase: 0, ends: 4 * time.Second}, "\n\n● In 4   1/2"},
		"no time is left to hold": {4 * time.Second, frame{round: 1, phase: 2, ends: 9500 * time.Millisecond}, "\n\n○ Out 5.5   1/2"},
		"in the second round":     {10 * time.Second, frame{round: 2, phase: 0, ends: 13500 * time.Millisecond}, "\n\n● In 4   2/2"},
		"at the end":              {19 * time.Second, frame{over: true}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := frameAt(m, story.at)
			if f != story.want || frameText(m, f) != story.text {
				t.Errorf("it is %+v, %q", f, frameText(m, f))
			}
		})
	}
	if f := frameAt(chat.Pace{Rounds: 3}, 0); !f.over {
		t.Errorf("a pacer of nothing is %+v", f)
	}
}

func TestTheWaitGrowsAndStaysInBounds(t *testing.T) {
	const base = time.Second
	for name, story := range map[string]struct {
		attempt int
		random  float64
		want    time.Duration
	}{
		"the first":              {1, 0, base / 2},
		"the first, at most":     {1, 0.5, 750 * time.Millisecond},
		"the third":              {3, 0, 2 * time.Second},
		"the hundredth":          {100, 0, 30 * time.Second},
		"the hundredth, at most": {100, 1, time.Minute},
		"none yet":               {0, 0, base / 2},
	} {
		t.Run(name, func(t *testing.T) {
			if got := backoff(base, story.attempt, story.random); got != story.want {
				t.Errorf("it is %v and not %v", got, story.want)
			}
		})
	}
}

func TestTheIDOfASentMessageIsFoundWhereverItStands(t *testing.T) {
	for answer, want := range map[string]int{
		`{"ok":true,"result":{"message_id":77,"date":1}}`:                77,
		`{"ok":true,"result":{"message_id":77}}`:                         77,
		`{"ok":true,"result":{"date":1, "message_id": 77}}`:              77,
		`{"ok": true, "result": {"message_id": 77, "chat": {"id": 41}}}`: 77,
		`{"ok":true,"result":{"message_id":"x"}}`:                        0,
		`{"ok":true,"result":true}`:                                      0,
		`{"ok":true,"result":{"message_id":12345678901234567890}}`:       0,
	} {
		if got := messageID([]byte(answer)); got != want {
			t.Errorf("%s tells of %d", answer, got)
		}
	}
}

func TestWhatTelegramSaysIsRepeatedDiscreetly(t *testing.T) {
	for said, want := range map[string]string{
		"Bad Request: BUTTON_DATA_INVALID":                "Bad Request: BUTTON_DATA_INVALID",
		`Bad Request: wrong URL "my secret" for 12345678`: "Bad Request: wrong URL … for …",
		"Bad Request: username @ana not found":            "Bad Request: username … not found",
	} {
		if got := discreet(said); got != want {
			t.Errorf("%q is repeated as %q", said, got)
		}
	}
}
