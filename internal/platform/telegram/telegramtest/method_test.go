package telegramtest

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestWhatCannotBeDoneIsRefusedAsTelegramDoes(t *testing.T) {
	s, bot := start(t, Config{})
	s.Person(1, "").Say("mine")
	s.Person(2, "").Block()
	s.Person(3, "").Deactivate()
	s.Group(-4).RemoveBot(s.Person(1, ""))
	bot.call("sendMessage", `{"chat_id":1,"text":"one"}`)
	bot.upload("sendPhoto", "photo", "a.png", []byte("x"), map[string]string{"chat_id": "1"})
	long := strings.Repeat("é", 4097)
	for _, tt := range []struct {
		name, method, body string
		code               int
		want               string
	}{
		{"nobody knows the method", "sendSmile", `{}`, 404, "Not Found: method not found"},
		{"the body is no object", "getMe", `[`, 400, "Bad Request: can't parse the parameters of the call"},
		{"no chat", "sendMessage", `{"text":"a"}`, 400, "Bad Request: chat_id is empty"},
		{"nobody's chat", "sendMessage", `{"chat_id":99,"text":"a"}`, 400, "Bad Request: chat not found"},
		{"a chat by a name", "sendMessage", `{"chat_id":"@ana","text":"a"}`, 400, "Bad Request: chat not found"},
		{"somebody who blocked the bot", "sendMessage", `{"chat_id":2,"text":"a"}`, 403, "Forbidden: bot was blocked by the user"},
		{"a closed account", "sendMessage", `{"chat_id":3,"text":"a"}`, 403, "Forbidden: user is deactivated"},
		{"a group without the bot", "sendMessage", `{"chat_id":-4,"text":"a"}`, 403, "Forbidden: bot was kicked from the group chat"},
		{"typing to somebody who blocked the bot", "sendChatAction", `{"chat_id":2,"action":"typing"}`, 403, "Forbidden: bot was blocked by the user"},
		{"typing what", "sendChatAction", `{"chat_id":1}`, 400, "Bad Request: wrong parameter action in request"},
		{"no words", "sendMessage", `{"chat_id":1,"text":" \n"}`, 400, "Bad Request: message text is empty"},
		{"too many words", "sendMessage", `{"chat_id":1,"text":"` + long + `"}`, 400, "Bad Request: message is too long"},
		{"a topic that is not there", "sendMessage", `{"chat_id":1,"text":"a","message_thread_id":5}`, 400, "Bad Request: message thread not found"},
		{"a button that carries too much", "sendMessage", `{"chat_id":1,"text":"a","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"` + strings.Repeat("a", 65) + `"}]]}}`, 400, "Bad Request: BUTTON_DATA_INVALID"},
		{"a button that does nothing", "sendMessage", `{"chat_id":1,"text":"a","reply_markup":{"inline_keyboard":[[{"text":"a"}]]}}`, 400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"a button without words", "sendMessage", `{"chat_id":1,"text":"a","reply_markup":{"inline_keyboard":[[{"callback_data":"a"}]]}}`, 400, `Bad Request: can't parse inline keyboard button: Field "text" must be non-empty`},
		{"a keyboard that is none", "sendMessage", `{"chat_id":1,"text":"a","reply_markup":[]}`, 400, "Bad Request: can't parse reply keyboard markup JSON object"},
		{"no file", "sendDocument", `{"chat_id":1}`, 400, "Bad Request: there is no document in the request"},
		{"entities that are none", "sendMessage", `{"chat_id":1,"text":"a","entities":"["}`, 400, "Bad Request: can't parse message entities JSON object"},
		{"entities under a file that are none", "sendPhoto", `{"chat_id":1,"photo":"AgACAgQAAxphoto-1","caption_entities":"["}`, 400, "Bad Request: can't parse message entities JSON object"},
		{"an edit to the same with space around it", "editMessageText", `{"chat_id":1,"message_id":2,"text":" one\n"}`, 400, "Bad Request: " + notModified},
		{"a file that was never sent", "sendPhoto", `{"chat_id":1,"photo":"abc"}`, 400, "Bad Request: wrong file identifier/HTTP URL specified"},
		{"a file without a chat", "sendPhoto", `{"photo":"AgACAgQAAxphoto-1"}`, 400, "Bad Request: chat_id is empty"},
		{"too many words under a file", "sendPhoto", `{"chat_id":1,"photo":"AgACAgQAAxphoto-1","caption":"` + long[:2050] + `"}`, 400, "Bad Request: message caption is too long"},
		{"an edit of nothing", "editMessageText", `{"chat_id":1,"message_id":50,"text":"a"}`, 400, "Bad Request: message to edit not found"},
		{"an edit of somebody else's words", "editMessageText", `{"chat_id":1,"message_id":1,"text":"a"}`, 400, "Bad Request: message can't be edited"},
		{"an edit to the same", "editMessageText", `{"chat_id":1,"message_id":2,"text":"one"}`, 400, "Bad Request: " + notModified},
		{"an edit to nothing", "editMessageText", `{"chat_id":1,"message_id":2,"text":""}`, 400, "Bad Request: message text is empty"},
		{"an edit to too much", "editMessageText", `{"chat_id":1,"message_id":2,"text":"` + long + `"}`, 400, "Bad Request: message is too long"},
		{"an edit of the text of a picture", "editMessageText", `{"chat_id":1,"message_id":3,"text":"a"}`, 400, "Bad Request: there is no text in the message to edit"},
		{"an edit for somebody who left", "editMessageText", `{"chat_id":2,"message_id":1,"text":"a"}`, 403, "Forbidden: bot was blocked by the user"},
		{"taking buttons away that are not there", "editMessageReplyMarkup", `{"chat_id":1,"message_id":2}`, 400, "Bad Request: " + notModified},
		{"deleting nothing", "deleteMessage", `{"chat_id":1,"message_id":50}`, 400, "Bad Request: message to delete not found"},
		{"an answer to no press", "answerCallbackQuery", `{"callback_query_id":"5"}`, 400, "Bad Request: query is too old and response timeout expired or query ID is invalid"},
		{"an answer that is too long", "answerCallbackQuery", `{"callback_query_id":"5","text":"` + long[:402] + `"}`, 400, "Bad Request: MESSAGE_TOO_LONG"},
		{"administrators of a person", "getChatAdministrators", `{"chat_id":1}`, 400, "Bad Request: there are no administrators in the private chat"},
		{"a member that nobody knows", "getChatMember", `{"chat_id":-4,"user_id":77}`, 403, "Forbidden: bot was kicked from the group chat"},
		{"commands that are none", "setMyCommands", `{"commands":"help"}`, 400, "Bad Request: can't parse commands JSON array"},
		{"a command in capitals", "setMyCommands", `{"commands":[{"command":"Help","description":"a"}]}`, 400, "Bad Request: BOT_COMMAND_INVALID"},
		{"a command without words", "setMyCommands", `{"commands":[{"command":"help","description":""}]}`, 400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"},
		{"a scope that is none", "setMyCommands", `{"commands":[],"scope":"all"}`, 400, ""},
		{"a language that is none", "getMyCommands", `{"language_code":"spanish"}`, 400, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			bot.t = t
			if a := bot.refuse(tt.code, tt.method, tt.body); tt.want != "" && a.Description != tt.want {
				t.Errorf("refused with %q, want %q", a.Description, tt.want)
			}
		})
	}
}

func TestOnlyTheRightAddressIsAnswered(t *testing.T) {
	s, bot := start(t, Config{Token: "1:x"})
	for path, want := range map[string]int{
		"/": 404, "/bot": 404, "/bot1:x": 404, "/bot1:x/": 404, "/bot1:x/getMe/": 404, "/getMe": 404,
		"/bot1:y/getMe": 401, "/bot/getMe": 401, "/bot1:x/getMe": 200,
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL()+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := bot.http.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		var a answer
		if err := json.NewDecoder(resp.Body).Decode(&a); err != nil || resp.StatusCode != want || a.OK != (want == 200) {
			t.Errorf("%s: %d %+v, %v, want %d", path, resp.StatusCode, a, err, want)
		}
		_ = resp.Body.Close()
	}
}

func TestAFileIsUploadedOnceAndSentAgainByItsID(t *testing.T) {
	s, bot := start(t, Config{})
	ana := s.Person(1, "")
	a := bot.upload("sendAnimation", "animation", "pacer.mp4", []byte("moving"), map[string]string{"chat_id": "1", "caption": "In"})
	m, err := ana.Next(soon(t))
	if err != nil || m.Kind != Animation || m.Text != "In" || string(m.File.Data) != "moving" || m.File.Name != "pacer.mp4" {
		t.Fatalf("the person sees %+v, %v after %+v", m, err, a)
	}
	var sent struct {
		Animation struct {
			FileID string `json:"file_id"`
		} `json:"animation"`
	}
	if err := json.Unmarshal(a.Result, &sent); err != nil || sent.Animation.FileID != m.File.ID {
		t.Fatalf("the bot is told %s, %v", a.Result, err)
	}
	bot.call("sendAnimation", `{"chat_id":1,"animation":"`+m.File.ID+`"}`)
	again, err := ana.Next(soon(t))
	if err != nil || string(again.File.Data) != "moving" {
		t.Errorf("by its id comes %+v, %v", again, err)
	}
	bot.refuse(http.StatusBadRequest, "sendPhoto", `{"chat_id":1,"photo":"`+m.File.ID+`"}`)
	if a := bot.upload("sendDocument", "part", "a.json", []byte("{}"), map[string]string{"chat_id": "1", "document": "attach://part"}); !a.OK {
		t.Errorf("a part that is referred to is answered %+v", a)
	}
	if a := bot.upload("sendDocument", "document", "a.json", nil, map[string]string{"chat_id": "1"}); a.OK {
		t.Errorf("an empty file is answered %+v", a)
	}
	if a := bot.call("editMessageCaption", `{"chat_id":1,"message_id":1,"caption":"Out"}`); a == nil {
		t.Error("no answer")
	}
	if now, _ := ana.Message(1); now.Text != "Out" {
		t.Errorf("under the file stands %q", now.Text)
	}
}

func TestADeletedMessageIsGoneAndNotForgotten(t *testing.T) {
	s, bot := start(t, Config{})
	ana := s.Person(1, "")
	bot.call("sendMessage", `{"chat_id":1,"text":"one"}`)
	bot.call("deleteMessage", `{"chat_id":1,"message_id":1}`)
	bot.call("sendMessage", `{"chat_id":1,"text":"two"}`)
	if m, err := ana.Next(soon(t)); err != nil || m.Text != "two" {
		t.Errorf("next comes %+v, %v", m, err)
	}
	if m, err := ana.Until(soon(t), 1, func(m Message) bool { return m.Deleted }); err != nil || m.Text != "one" {
		t.Errorf("what was deleted reads %+v, %v", m, err)
	}
	if _, there := ana.Message(1); there {
		t.Error("the message is still there")
	}
}

func TestEverybodySeesTheMenuThatIsMeantForThem(t *testing.T) {
	s, bot := start(t, Config{})
	ana, ben := s.Person(1, "es"), s.Person(2, "de")
	group := s.Group(-5)
	group.Promote(ana)
	for menu, where := range map[string]string{
		"everyone": `"scope":{"type":"default"}`, "todos": `"language_code":"es"`,
		"private": `"scope":{"type":"all_private_chats"}`, "privado": `"scope":{"type":"all_private_chats"},"language_code":"es"`,
		"leaders": `"scope":{"type":"all_chat_administrators"}`, "ben": `"scope":{"type":"chat","chat_id":2}`,
	} {
		bot.call("setMyCommands", `{"commands":[{"command":"`+menu+`","description":"What it does"}],`+where+`}`)
	}
	for who, tt := range map[string]struct {
		menu []Command
		want string
	}{
		"ana, in Spanish": {ana.Menu(), "privado"}, "ben, in his own chat": {ben.Menu(), "ben"},
		"ana, who leads the group": {group.Menu(ana), "leaders"}, "ben in the group": {group.Menu(ben), "everyone"},
	} {
		if len(tt.menu) != 1 || tt.menu[0].Command != tt.want {
			t.Errorf("%s sees %+v, want %s", who, tt.menu, tt.want)
		}
	}
	bot.call("deleteMyCommands", `{"scope":{"type":"chat","chat_id":2}}`)
	if got := ben.Menu(); len(got) != 1 || got[0].Command != "private" {
		t.Errorf("without a menu of his own ben sees %+v", got)
	}
	if got := s.Commands(Scope{Type: "default"}, "es"); !reflect.DeepEqual(got, []Command{{"todos", "What it does"}}) {
		t.Errorf("for everybody in Spanish: %+v", got)
	}
	if got := string(bot.call("getMyCommands", `{"language_code":"fr"}`)); got != "[]" {
		t.Errorf("a menu that is not set reads %s", got)
	}
}

func TestTheFastestSecondIsRememberedAndTheSameWordsTwice(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	s, bot := start(t, Config{Now: func() time.Time { return now }})
	ana, _ := s.Person(1, ""), s.Person(2, "")
	s.Group(-5)
	for i, step := range []struct {
		wait time.Duration
		chat string
	}{{0, "1"}, {0, "1"}, {400 * time.Millisecond, "2"}, {700 * time.Millisecond, "-5"}, {30 * time.Second, "-5"}, {31 * time.Second, "-5"}} {
		now = now.Add(step.wait)
		if i == 1 {
			ana.Say("again, please")
		}
		bot.call("sendMessage", `{"chat_id":`+step.chat+`,"text":"hello"}`)
	}
	want := Rates{Sent: 6, Second: 3, ChatSecond: 2, GroupMinute: 2}
	if got := s.Rates(); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if s.Duplicates() != 2 || !slices.Equal(s.Chats(), []int64{-5, 1, 2}) || len(s.Messages(1)) != 3 || s.Messages(9) != nil {
		t.Errorf("%d duplicates in %v", s.Duplicates(), s.Chats())
	}
}

func TestTooManyMessagesAreRefusedWhenThatIsAsked(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	s, bot := start(t, Config{Now: func() time.Time { return now }, Flood: Flood{PerSecond: 3, PerChat: 1, PerGroupMinute: 2}})
	s.Person(1, "")
	s.Person(2, "")
	s.Group(-5)
	for _, step := range []struct {
		wait  time.Duration
		chat  string
		after int
	}{
		{0, "1", 0},
		{0, "1", 1},
		{0, "2", 0},
		{0, "-5", 0},
		{0, "2", 1},
		{time.Second, "1", 0},
		{0, "-5", 0},
		{time.Second, "-5", 58},
		{58 * time.Second, "-5", 0},
	} {
		now = now.Add(step.wait)
		a, err := bot.try(t.Context(), "sendMessage", `{"chat_id":`+step.chat+`,"text":"hello"}`)
		if err != nil || a.Parameters.RetryAfter != step.after || a.OK != (step.after == 0) {
			t.Errorf("%+v is answered %+v, %v", step, a, err)
		}
	}
}

func TestOldMessagesLeaveAFullChat(t *testing.T) {
	s, bot := start(t, Config{Keep: 2})
	ana := s.Person(1, "")
	for _, text := range []string{"one", "two", "three"} {
		bot.call("sendMessage", `{"chat_id":1,"text":"`+text+`"}`)
	}
	if got := ana.Messages(); len(got) != 2 || got[0].ID != 2 || got[1].Text != "three" {
		t.Errorf("left are %+v", got)
	}
}
