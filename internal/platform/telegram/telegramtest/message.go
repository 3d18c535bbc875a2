package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Kind is what a message is made of.
type Kind string

// The kinds of message that the bot sends or a person writes.
const (
	Text      Kind = "text"
	Document  Kind = "document"
	Photo     Kind = "photo"
	Animation Kind = "animation"
	Voice     Kind = "voice"
	Video     Kind = "video"
	Sticker   Kind = "sticker"
	Place     Kind = "location"
	Notice    Kind = "service" // a line of the platform's own: somebody joined, a group moved
)

// Message is a message in a chat as it reads now, after its edits. It is a copy: nobody
// minds when it is changed.
type Message struct {
	ID        int64
	Chat      int64
	Topic     int64 // 0: none
	From      int64 // the bot's id or a person's
	Bot       bool  // the bot wrote it
	Kind      Kind
	Text      string // or what stands under the file
	ParseMode string
	File      File       // of a document, a photo or an animation
	Buttons   [][]Button // rows from top to bottom
	Answers   int64      // the message that it answers; 0: none
	Asks      *Ask       // what the bot asks everybody's app to do; nil: nothing
	Edits     int
	Deleted   bool
	Date      time.Time

	keyboard json.RawMessage // the markup as the bot sent it
	entities json.RawMessage
	extra    string // further JSON fields, beginning with a comma
	toBot    bool   // a person answers a message of the bot
}

// Ask makes a person's app open the field for an answer to the message.
type Ask struct {
	Hint      string // what stands in the field while it is empty
	Selective bool   // only in the apps of those who are mentioned or answered
}

// parseAsk reads a reply_markup that asks for an answer; nil for any other.
func parseAsk(raw json.RawMessage) *Ask {
	p, err := parseJSON(raw)
	if err != nil || !p.Bool("force_reply") {
		return nil
	}
	return &Ask{Hint: p.Text("input_field_placeholder"), Selective: p.Bool("selective")}
}

// Button is a button under a message. Exactly one of Data and URL is set for the buttons
// that this Telegram knows to press or to open.
type Button struct {
	Text string
	Data string
	URL  string
}

// Button finds a button by its label, or else by its data.
func (m Message) Button(label string) (Button, bool) {
	for _, same := range []func(Button) bool{
		func(b Button) bool { return b.Text == label },
		func(b Button) bool { return b.Data == label },
	} {
		for _, row := range m.Buttons {
			if i := slices.IndexFunc(row, same); i >= 0 {
				return row[i], true
			}
		}
	}
	return Button{}, false
}

// Labels lists what stands on the buttons, row by row.
func (m Message) Labels() []string {
	var all []string
	for _, row := range m.Buttons {
		for _, b := range row {
			all = append(all, b.Text)
		}
	}
	return all
}

var errButton = errors.New("there is no such button")

// keyboard is what a bot may hang under a message.
type keyboard struct {
	rows [][]Button
	raw  json.RawMessage // nil where there are no inline buttons
}

func (k keyboard) equal(m *Message) bool {
	return slices.EqualFunc(k.rows, m.Buttons, slices.Equal[[]Button])
}

type wireKeyboard struct {
	Rows *[][]map[string]json.RawMessage `json:"inline_keyboard"`
}

// parseKeyboard reads a reply_markup. The error is worded as Telegram's.
func parseKeyboard(raw json.RawMessage) (keyboard, error) {
	if raw == nil {
		return keyboard{}, nil
	}
	var wire wireKeyboard
	if err := json.Unmarshal(raw, &wire); err != nil {
		return keyboard{}, errors.New("can't parse reply keyboard markup JSON object")
	}
	if wire.Rows == nil || len(*wire.Rows) == 0 {
		return keyboard{}, nil // a keyboard of another kind, or the end of one
	}
	k := keyboard{raw: raw}
	for _, wireRow := range *wire.Rows {
		row := make([]Button, 0, len(wireRow))
		for _, wireButton := range wireRow {
			b, err := parseButton(wireButton)
			if err != nil {
				return keyboard{}, err
			}
			row = append(row, b)
		}
		if len(row) > 0 {
			k.rows = append(k.rows, row)
		}
	}
	return k, nil
}

func parseButton(wire map[string]json.RawMessage) (Button, error) {
	p := Params{values: wire}
	b := Button{Text: p.Text("text"), Data: p.Text("callback_data"), URL: p.Text("url")}
	actions := 0
	for _, name := range buttonActions() {
		if p.Has(name) {
			actions++
		}
	}
	switch {
	case b.Text == "":
		return b, errors.New("can't parse inline keyboard button: Field \"text\" must be non-empty")
	case actions == 0:
		return b, errors.New("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case len(b.Data) > 64:
		return b, errors.New("BUTTON_DATA_INVALID")
	}
	return b, nil
}

// buttonActions are the fields of a button of which exactly one must be there.
func buttonActions() []string {
	return []string{
		"url", "callback_data", "web_app", "login_url", "switch_inline_query",
		"switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
		"callback_game", "pay",
	}
}

func pressed(m Message, label string) (Button, error) {
	b, ok := m.Button(label)
	if !ok || b.Data == "" {
		return Button{}, fmt.Errorf("pressing a button of message %d: %w", m.ID, errButton)
	}
	return b, nil
}
