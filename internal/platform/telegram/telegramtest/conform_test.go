package telegramtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// small is a description in the form of Telegram's, with one field of every sort.
const small = `{"methods": {
"say": {"name": "say", "fields": [
  {"name": "chat_id", "types": ["Integer", "String"], "required": true, "description": "Where"},
  {"name": "text", "types": ["String"], "required": true, "description": "Words, 1-10 characters after entities parsing"},
  {"name": "parse_mode", "types": ["String"], "required": false, "description": "How"},
  {"name": "quiet", "types": ["Boolean"], "required": false, "description": "Pass True"},
  {"name": "angle", "types": ["Float"], "required": false, "description": "Degrees; 0-360"},
  {"name": "limit", "types": ["Integer"], "required": false, "description": "Values between 1-100 are accepted."},
  {"name": "tags", "types": ["Array of String"], "required": false, "description": "At most 2 tags can be specified."},
  {"name": "style", "types": ["String"], "required": false, "description": "Must be one of \"danger\" (red) or \"primary\" (blue)."},
  {"name": "file", "types": ["InputFile", "String"], "required": false, "description": "A file"},
  {"name": "photo", "types": ["InputFile"], "required": false, "description": "A file and nothing else"},
  {"name": "scope", "types": ["Scope"], "required": false, "description": "Who sees it"},
  {"name": "reply_markup", "types": ["InlineKeyboardMarkup", "ForceReply"], "required": false, "description": "Buttons"}]},
"edit": {"name": "edit", "fields": [
  {"name": "message_id", "types": ["Integer"], "required": false, "description": "Required if inline_id is not specified."},
  {"name": "inline_id", "types": ["String"], "required": false, "description": "Required if message_id is not specified."}]},
"setMyCommands": {"name": "setMyCommands", "fields": [
  {"name": "commands", "types": ["Array of BotCommand"], "required": true, "description": "At most 100 commands can be specified."}]},
"setWebhook": {"name": "setWebhook", "fields": [
  {"name": "secret_token", "types": ["String"], "required": false, "description": "A secret, 1-256 characters."}]}
}, "types": {
"Scope": {"name": "Scope", "subtypes": ["ScopeAll", "ScopeChat"]},
"ScopeAll": {"name": "ScopeAll", "fields": [{"name": "type", "types": ["String"], "required": true, "description": "Scope type, must be all"}]},
"ScopeChat": {"name": "ScopeChat", "fields": [{"name": "type", "types": ["String"], "required": true, "description": "Scope type, must be chat"},
  {"name": "chat_id", "types": ["Integer"], "required": true, "description": "Which"}]},
"InlineKeyboardMarkup": {"name": "InlineKeyboardMarkup", "fields": [
  {"name": "inline_keyboard", "types": ["Array of Array of InlineKeyboardButton"], "required": true, "description": "Rows"}]},
"InlineKeyboardButton": {"name": "InlineKeyboardButton", "fields": [
  {"name": "text", "types": ["String"], "required": true, "description": "Label"},
  {"name": "style", "types": ["String"], "required": false, "description": "Look"},
  {"name": "url", "types": ["String"], "required": false, "description": "Link"},
  {"name": "callback_data", "types": ["String"], "required": false, "description": "Data, 1-64 bytes"}]},
"BotCommand": {"name": "BotCommand", "fields": [
  {"name": "command", "types": ["String"], "required": true, "description": "Name; 1-32 characters."},
  {"name": "description", "types": ["String"], "required": true, "description": "1-256 characters."}]},
"ForceReply": {"name": "ForceReply", "fields": [{"name": "force_reply", "types": ["Boolean"], "required": true, "description": "Yes"}]}
}}`

func smallSpec(t *testing.T) *spec {
	t.Helper()
	s, err := parseSpec([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func say(more string) string { return `{"chat_id":1,"text":"private"` + more + `}` }

func button(fields string) string {
	return say(`,"reply_markup":{"inline_keyboard":[[{"text":"private",` + fields + `}]]}`)
}

func TestACallIsHeldAgainstTheDescription(t *testing.T) {
	s := smallSpec(t)
	for _, tt := range []struct{ name, method, body, want string }{
		{"nothing is wrong", "say", say(""), ""},
		{"a channel is named by text", "say", `{"chat_id":"@name","text":"x"}`, ""},
		{"a method that nobody knows", "shout", say(""), `"shout": there is no such method`},
		{"a field that nobody knows", "say", say(`,"volume":3`), "say.volume: there is no such field"},
		{"a field whose name says too much", "say", say(`,"private words":3`), "say.?: there is no such field"},
		{"a field is missing", "say", `{"chat_id":1}`, "say.text: missing"},
		{"words that are empty", "say", `{"chat_id":1,"text":""}`, "say.text: 0 characters, at least 1"},
		{"words that are too long", "say", `{"chat_id":1,"text":"12345678901"}`, "say.text: 11 characters, at most 10"},
		{"an emoji counts twice", "say", `{"chat_id":1,"text":"123456789🌱"}`, "say.text: 11 characters, at most 10"},
		{"markup does not count", "say", `{"chat_id":1,"text":"<b>12345678</b>&amp;","parse_mode":"HTML"}`, ""},
		{"a number where words are wanted", "say", `{"chat_id":1,"text":5}`, "say.text: no fitting number, where String is wanted"},
		{"a fraction where a whole number is wanted", "say", `{"chat_id":1.5,"text":"x"}`, "say.chat_id: no fitting number, where Integer or String is wanted"},
		{"words where yes or no is wanted", "say", say(`,"quiet":"yes"`), "say.quiet: text, where Boolean is wanted"},
		{"yes where a number is wanted", "say", say(`,"limit":true`), "say.limit: true or false, where Integer is wanted"},
		{"a number that is too high", "say", say(`,"limit":101`), "say.limit: 101 as its value, at most 100"},
		{"a number that is too low", "say", say(`,"limit":0`), "say.limit: 0 as its value, at least 1"},
		{"a fraction where one is fine", "say", say(`,"angle":1.5`), ""},
		{"a list that is too long", "say", say(`,"tags":["a","b","c"]`), "say.tags: 3 items, at most 2"},
		{"a list of something else", "say", say(`,"tags":[1]`), "say.tags[0]: no fitting number, where String is wanted"},
		{"a list where none is wanted", "say", say(`,"limit":[]`), "say.limit: a list, where Integer is wanted"},
		{"a value that is not among the few", "say", say(`,"style":"green"`), "say.style: none of the 2 values that there are"},
		{"a file's id where only a file is taken", "say", say(`,"photo":"private"`), "say.photo: text, where InputFile is wanted"},
		{"one type of several", "say", say(`,"scope":{"type":"chat","chat_id":5}`), ""},
		{"one type of several, with a hole", "say", say(`,"scope":{"type":"chat"}`), "say.scope.chat_id: missing"},
		{"an object in quotes", "say", say(`,"scope":"{\"type\":\"all\"}"`), ""},
		{"an object where none is wanted", "say", say(`,"limit":{}`), "say.limit: an object, where Integer is wanted"},
		{"one keyboard of several", "say", say(`,"reply_markup":{"force_reply":true}`), ""},
		{"a good button", "say", button(`"callback_data":"1.w"`), ""},
		{"a button that carries too much", "say", button(`"callback_data":"` + strings.Repeat("é", 33) + `"`), "say.reply_markup.inline_keyboard[0][0].callback_data: 66 bytes, at most 64"},
		{"a button that carries nothing", "say", button(`"callback_data":""`), "say.reply_markup.inline_keyboard[0][0].callback_data: 0 bytes, at least 1"},
		{"a button that does nothing", "say", button(`"style":"danger"`), "say.reply_markup.inline_keyboard[0][0]: 0 things that the button does, and it has to be exactly 1"},
		{"a button that does two things", "say", button(`"callback_data":"a","url":"b"`), "say.reply_markup.inline_keyboard[0][0]: 2 things that the button does, and it has to be exactly 1"},
		{"one of two is there", "edit", `{"inline_id":"a"}`, ""},
		{"neither of two is there", "edit", `{}`, "edit.inline_id: missing, and so is message_id\nedit.message_id: missing, and so is inline_id"},
		{"a command in capitals", "setMyCommands", `{"commands":[{"command":"Help","description":"x"}]}`, "setMyCommands.commands[0].command: something else than a-z, 0-9 and _"},
		{"a command with an endless name", "setMyCommands", `{"commands":[{"command":"` + strings.Repeat("a", 33) + `","description":"x"}]}`, "setMyCommands.commands[0].command: 33 characters, at most 32"},
		{"a command without an explanation", "setMyCommands", `{"commands":[{"command":"help","description":""}]}`, "setMyCommands.commands[0].description: 0 characters, at least 1"},
		{"too many commands", "setMyCommands", `{"commands":[` + strings.Repeat(`{"command":"help","description":"x"},`, 100) + `{"command":"help","description":"x"}]}`, "setMyCommands.commands: 101 items, at most 100"},
		{"a secret with a space", "setWebhook", `{"secret_token":"a b"}`, "setWebhook.secret_token: something else than A-Z, a-z, 0-9, _ and -"},
		{"a plain secret", "setWebhook", `{"secret_token":"a-B_1"}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := parseJSON([]byte(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(s.checkCall(tt.method, p), "\n")
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if strings.Contains(got, "private") {
				t.Error("the words themselves are in the report")
			}
		})
	}
}

func TestAFormIsHeldAgainstTheDescriptionAsWell(t *testing.T) {
	s := smallSpec(t)
	file := map[string]File{"file": {Name: "a"}}
	for _, tt := range []struct {
		name  string
		form  map[string][]string
		files map[string]File
		want  string
	}{
		{"numbers and objects come as text", map[string][]string{"chat_id": {"1"}, "text": {"5"}, "limit": {"7"}, "quiet": {"true"}, "scope": {`{"type":"all"}`}}, file, ""},
		{"text that is no number", map[string][]string{"chat_id": {"1"}, "text": {"x"}, "limit": {"many"}}, nil, "say.limit: no fitting number, where Integer is wanted"},
		{"text that is neither yes nor no", map[string][]string{"chat_id": {"1"}, "text": {"x"}, "quiet": {"maybe"}}, nil, "say.quiet: neither true nor false"},
		{"text that is no object", map[string][]string{"chat_id": {"1"}, "text": {"x"}, "scope": {"all"}}, nil, "say.scope: nothing, where Scope is wanted"},
		{"a file where none is taken", map[string][]string{"chat_id": {"1"}}, map[string]File{"text": {}}, "say.text: a file, where none is taken"},
		{"a file that is referred to", map[string][]string{"chat_id": {"1"}, "text": {"x"}, "photo": {"attach://part"}}, map[string]File{"part": {}}, ""},
		{"a file that nobody refers to", map[string][]string{"chat_id": {"1"}, "text": {"x"}}, map[string]File{"part": {}}, "say: a file that nothing refers to"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := formParams(tt.form)
			p.files = tt.files
			if got := strings.Join(s.checkCall("say", p), "\n"); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestWhatIsNoDescriptionIsRefused(t *testing.T) {
	for _, raw := range []string{"", "[]", "{}", `{"methods":{"a":{}}}`} {
		if _, err := parseSpec([]byte(raw)); err == nil {
			t.Errorf("%q is taken for a description", raw)
		}
	}
	if _, err := Start(Config{Specs: t.TempDir()}); err == nil {
		t.Error("a server started without the description that it was to check with")
	}
}

// realSpecs is the description that the environment names.
func realSpecs(t *testing.T) string {
	t.Helper()
	folder := SpecsFromEnv()
	if folder == "" {
		t.Skip("STILLPOINT_SPECS names no folder with telegram-api.json: nothing is held against the real description")
	}
	return folder
}

func TestTheLimitsOfTheRealDescriptionAreFound(t *testing.T) {
	s, err := loadSpec(realSpecs(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		of, name string
		want     limit
	}{
		{"sendMessage", "text", limit{unit: characters, parsed: true, least: 1, most: 4096}},
		{"editMessageText", "text", limit{unit: characters, parsed: true, least: 1, most: 4096}},
		{"sendDocument", "caption", limit{unit: characters, parsed: true, most: 1024}},
		{"answerCallbackQuery", "text", limit{unit: characters, most: 200}},
		{"setMyCommands", "commands", limit{unit: items, most: 100}},
		{"setWebhook", "max_connections", limit{unit: amount, least: 1, most: 100}},
		{"setWebhook", "secret_token", limit{unit: characters, least: 1, most: 256}},
		{"getUpdates", "limit", limit{unit: amount, least: 1, most: 100}},
		{"InlineKeyboardButton", "callback_data", limit{unit: octets, least: 1, most: 64}},
		{"BotCommand", "command", limit{unit: characters, least: 1, most: 32}},
		{"BotCommand", "description", limit{unit: characters, least: 1, most: 256}},
		{"BotCommandScopeChat", "type", limit{words: []string{"chat"}}},
	} {
		o, ok := s.methods[tt.of]
		if !ok {
			o = s.types[tt.of]
		}
		if got := o.fields[tt.name].limit; fmt.Sprint(got) != fmt.Sprint(tt.want) {
			t.Errorf("%s.%s: %+v, want %+v", tt.of, tt.name, got, tt.want)
		}
	}
}

func TestWhatTheServerSaysKeepsToTheRealDescription(t *testing.T) {
	s, bot := start(t, Config{Specs: realSpecs(t), HearsAll: true, Violation: func(v string) { t.Error(v) }})
	said := everything(t, s, bot)
	if len(said) < 25 {
		t.Errorf("only %d things were said", len(said))
	}
	for _, one := range said {
		for _, violation := range s.checker.spec.checkType(one.kind, one.raw) {
			t.Errorf("%s", violation)
		}
	}
	s.Verify(t)
}

type saying struct {
	kind string
	raw  json.RawMessage
}

// everything lets everything happen once, and returns what the server said about it.
func everything(t *testing.T, s *Server, bot *client) []saying {
	t.Helper()
	bot.call("getUpdates", `{"allowed_updates":["message","edited_message","callback_query","my_chat_member","chat_member"]}`)
	ana := s.Person(41, "es")
	m := ana.Say("🌱 /start@StillpointTestBot hello")
	if err := ana.EditText(m.ID, "hello"); err != nil {
		t.Fatal(err)
	}
	ana.SendPhoto("words")
	ana.SendVoice()
	ana.SendVideo("")
	ana.SendSticker()
	ana.SendLocation(40.4, -3.7)
	ana.SendDocument("a.pdf", "")
	ana.SendAlbum(2, "both")
	ana.Block()
	ana.Unblock()
	group := s.Group(-5)
	topic := group.Topic("Evening")
	group.SayIn(ana, topic, "hello")
	group.Promote(ana)
	group.RemoveBot(ana)
	group.AddBot(ana)
	var said []saying
	result := func(kind, method, body string) {
		said = append(said, saying{kind, bot.call(method, body)})
	}
	result("User", "getMe", `{}`)
	result("Message", "sendMessage", `{"chat_id":41,"text":"Well?","reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"1.y"}]]}}`)
	result("Message", "sendMessage", fmt.Sprintf(`{"chat_id":-5,"text":"Well?","message_thread_id":%d,"link_preview_options":{"is_disabled":true}}`, topic))
	sent, _ := ana.Message(int64(len(ana.Messages())))
	if _, err := ana.Press(sent, "Yes"); err != nil {
		t.Fatal(err)
	}
	result("Message", "editMessageText", fmt.Sprintf(`{"chat_id":41,"message_id":%d,"text":"Well? Yes."}`, sent.ID))
	bot.call("deleteMessage", fmt.Sprintf(`{"chat_id":41,"message_id":%d}`, sent.ID))
	if _, err := ana.Press(sent, "Yes"); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"document", "photo", "animation"} {
		a := bot.upload("send"+strings.ToUpper(part[:1])+part[1:], part, "a.bin", []byte("x"), map[string]string{"chat_id": "41", "caption": "Here"})
		said = append(said, saying{"Message", a.Result})
	}
	result("WebhookInfo", "getWebhookInfo", `{}`)
	result("ChatMember", "getChatMember", `{"chat_id":-5,"user_id":41}`)
	result("Array of ChatMember", "getChatAdministrators", `{"chat_id":-5}`)
	bot.call("setMyCommands", `{"commands":[{"command":"help","description":"What I can do"}],"scope":{"type":"all_private_chats"},"language_code":"en"}`)
	result("Array of BotCommand", "getMyCommands", `{"scope":{"type":"all_private_chats"},"language_code":"en"}`)
	bot.call("sendChatAction", `{"chat_id":41,"action":"typing"}`)
	group.Migrate(ana)
	var updates []json.RawMessage
	if err := json.Unmarshal(bot.call("getUpdates", `{}`), &updates); err != nil {
		t.Fatal(err)
	}
	for _, u := range updates {
		said = append(said, saying{"Update", u})
	}
	return said
}

func TestAViolationReachesWhoeverAsked(t *testing.T) {
	heard := make(chan string, 4)
	s, bot := start(t, Config{Specs: realSpecs(t), Violation: func(v string) { heard <- v }})
	s.Person(1, "")
	bot.refuse(http.StatusBadRequest, "sendMessage", `{"chat_id":1,"text":"","colour":"red"}`)
	want := []string{"sendMessage.colour: there is no such field", "sendMessage.text: 0 characters, at least 1"}
	if got := []string{<-heard, <-heard}; !slices.Equal(got, want) || !slices.Equal(s.Violations(), want) {
		t.Errorf("got %q and %q, want %q", got, s.Violations(), want)
	}
	var r reporter
	if s.Verify(&r); r != 2 || !s.Checks() {
		t.Errorf("%d were reported", r)
	}
}

func TestViolationsBeyondAThousandAreOnlyCounted(t *testing.T) {
	var told int
	c := checker{}
	c.start(smallSpec(t), Config{CheckEvery: 1, Violation: func(string) { told++ }})
	for range mostViolations + 5 {
		c.check(Call{Method: "edit"})
	}
	if len(c.found) != mostViolations || c.more != mostViolations+10 || told != 2*mostViolations+10 {
		t.Errorf("%d are kept, %d counted, %d told", len(c.found), c.more, told)
	}
}

func TestOnlySomeRequestsAreCheckedWhenThatIsAsked(t *testing.T) {
	s, bot := start(t, Config{Specs: realSpecs(t), CheckEvery: 10})
	for range 25 {
		bot.call("getMe", `{"who":1}`)
	}
	if got := len(s.Violations()); got != 2 {
		t.Errorf("%d of 25 requests were checked, want 2", got)
	}
}

type reporter int

func (r *reporter) Errorf(string, ...any) { *r++ }
