package discordtest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestAPrivateChannelIsOpenedAndWrittenTo(t *testing.T) {
	b := start(t, discordtest.Config{})
	ann := b.srv.Person("", "en-US")
	dm := b.must("POST", "/users/@me/channels", m{"recipient_id": ann.ID()})
	if dm.id() != ann.DM() || b.must("POST", "/users/@me/channels", m{"recipient_id": ann.ID()}).id() != dm.id() {
		t.Error("a person has more than one private channel")
	}
	if a := b.call("POST", "/users/@me/channels", m{"recipient_id": "1"}); a.code() != 50033 {
		t.Errorf("a channel with nobody: %s", a.raw)
	}
	path := "/channels/" + dm.id() + "/messages"
	if a := b.call("POST", path, m{}); a.code() != 50006 {
		t.Errorf("an empty message: %s", a.raw)
	}
	id := b.must("POST", path, words("Good morning")).id()
	if seen, err := ann.Next(soon(t)); err != nil || seen.ID != id || seen.Author != b.srv.AppID() {
		t.Errorf("saw %+v, %v", seen, err)
	}
	b.must("PATCH", path+"/"+id, words("Good evening"))
	if a := b.must("GET", path+"/"+id, nil); a.body["content"] != "Good evening" || a.body["edited_timestamp"] == nil {
		t.Errorf("reads %s", a.raw)
	}
	mine := ann.Say("Hello")
	if a := b.call("PATCH", path+"/"+mine.ID, words("no")); a.code() != 50005 {
		t.Errorf("an edit of another's message: %s", a.raw)
	}
	var listed []struct{ ID string }
	if err := json.Unmarshal(b.must("GET", path+"?limit=1", nil).raw, &listed); err != nil || len(listed) != 1 || listed[0].ID != mine.ID {
		t.Errorf("listed %v, %v", listed, err)
	}
	b.must("POST", "/channels/"+dm.id()+"/typing", nil)
	b.must("DELETE", path+"/"+id, nil)
	if a := b.call("PATCH", path+"/"+id, words("x")); a.code() != 10008 {
		t.Errorf("an edit of what is gone: %s", a.raw)
	}
}

func TestAnEnforcedNonceMakesOneMessage(t *testing.T) {
	c := newClock()
	b := start(t, discordtest.Config{Now: c.read})
	ann := b.srv.Person("", "en-US")
	path := "/channels/" + ann.DM() + "/messages"
	once := with(with(words("Once"), "nonce", "m-17"), "enforce_nonce", true)
	first := b.must("POST", path, once).id()
	if again := b.must("POST", path, once).id(); again != first || ann.Waiting() != 1 {
		t.Errorf("a retry made another message: %s after %s", again, first)
	}
	if free := b.must("POST", path, with(once, "enforce_nonce", false)).id(); free == first {
		t.Error("a nonce held though nobody asked for it")
	}
	c.move(10 * time.Minute)
	if late := b.must("POST", path, once).id(); late == first {
		t.Error("a nonce is remembered for ever")
	}
	if seen, err := ann.Next(soon(t)); err != nil || seen.Nonce != "m-17" {
		t.Errorf("saw %+v, %v", seen, err)
	}
}

func TestAPersonCanCloseTheDoor(t *testing.T) {
	b := start(t, discordtest.Config{})
	for code, opens := range map[int]bool{50007: true, 50278: true, 40003: false} {
		ann := b.srv.Person("", "en-US")
		ann.RefuseDMs(code)
		open := b.call("POST", "/users/@me/channels", m{"recipient_id": ann.ID()})
		if (open.status == 200) != opens {
			t.Errorf("%d: opening answers %d", code, open.status)
		}
		if opens {
			open = b.call("POST", "/channels/"+open.id()+"/messages", words("Hello"))
		}
		if open.code() != code || ann.Waiting() != 0 {
			t.Errorf("refused with %s instead of %d", open.raw, code)
		}
	}
	ann := b.srv.Person("", "en-US")
	ann.CloseDMs()
	if a := b.call("POST", "/channels/"+ann.DM()+"/messages", words("Hello")); a.code() != 50007 {
		t.Errorf("closed: %s", a.raw)
	}
	ann.RefuseDMs(0)
	b.must("POST", "/channels/"+ann.DM()+"/messages", words("Hello"))
}

func TestAChannelCanBeForbiddenAndVanish(t *testing.T) {
	b := start(t, discordtest.Config{})
	place := b.srv.Guild("", "en-US").Channel("")
	path := "/channels/" + place.Channel
	if !b.srv.Refuse(place.Channel, 50013) || b.srv.Refuse("4", 50013) {
		t.Error("Refuse knows other channels than there are")
	}
	if a := b.call("POST", path+"/messages", words("x")); a.code() != 50013 || a.status != 403 {
		t.Errorf("forbidden: %d %s", a.status, a.raw)
	}
	if a := b.call("POST", path+"/typing", nil); a.code() != 50013 {
		t.Errorf("typing where it is forbidden: %s", a.raw)
	}
	b.srv.Refuse(place.Channel, 0)
	b.must("POST", path+"/messages", words("x"))
	b.srv.DeleteChannel(place.Channel)
	if a := b.call("POST", path+"/messages", words("x")); a.code() != 10003 {
		t.Errorf("gone: %s", a.raw)
	}
}

func TestFilesComeWithTheirDescriptions(t *testing.T) {
	b := start(t, discordtest.Config{Specs: discordtest.SpecsFromEnv()})
	ann := b.srv.Person("", "en-US")
	path := "/channels/" + ann.DM() + "/messages"
	payload := with(words("Your export"), "attachments", []m{{"id": 0, "filename": "a.json", "description": "All entries"}})
	a := b.form("POST", path, payload, "a.json", "b.json")
	seen, err := ann.Next(soon(t))
	if err != nil || a.status != 200 || len(seen.Files) != 2 {
		t.Fatalf("saw %+v, %v after %s", seen, err, a.raw)
	}
	f := seen.Files[0]
	if f.Name != "a.json" || f.Description != "All entries" || string(f.Data) != "inside a.json" || f.Type != "text/plain" || f.Field != "files[0]" {
		t.Errorf("the file is %+v", f)
	}
	attached, _ := a.body["attachments"].([]any)
	second, _ := attached[1].(map[string]any)
	b.must("PATCH", path+"/"+seen.ID, m{"attachments": []m{}})
	if now, err := ann.Changed(soon(t)); err != nil || len(now.Files) != 0 {
		t.Errorf("after dropping them: %+v, %v", now, err)
	}
	if second["filename"] != "b.json" || len(b.srv.Violations()) != 0 {
		t.Errorf("attached %v, violations %v", attached, b.srv.Violations())
	}
}

func TestABotHearsWhatPeopleDo(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	ann := b.srv.Person("", "en-US")
	type heard struct {
		ID, Content string
		Channel     string `json:"channel_id"`
		Guild       string `json:"guild_id"`
		Author      struct {
			ID  string
			Bot bool
		}
		Attachments []struct {
			Type string `json:"content_type"`
		}
		Stickers []struct{ Name string } `json:"sticker_items"`
	}
	hear := func(event string) (h heard) {
		t.Helper()
		if err := json.Unmarshal(e.want(event), &h); err != nil {
			t.Fatal(err)
		}
		return h
	}
	said := ann.Say("about a seven")
	if h := hear("MESSAGE_CREATE"); h.Content != "about a seven" || h.Author.ID != ann.ID() || h.Author.Bot || h.Guild != "" || h.ID != said.ID {
		t.Errorf("heard %+v", h)
	}
	ann.Repeat(said)
	if h := hear("MESSAGE_CREATE"); h.ID != said.ID {
		t.Errorf("heard %+v instead of the same again", h)
	}
	if !ann.Edit(said, "an eight") {
		t.Error("one's own words cannot be edited")
	}
	if h := hear("MESSAGE_UPDATE"); h.Content != "an eight" || h.ID != said.ID {
		t.Errorf("heard %+v", h)
	}
	ann.SendPhoto("look")
	if h := hear("MESSAGE_CREATE"); h.Content != "look" || len(h.Attachments) != 1 || h.Attachments[0].Type != "image/jpeg" {
		t.Errorf("heard %+v", h)
	}
	ann.SendVoice()
	if h := hear("MESSAGE_CREATE"); h.Content != "" || len(h.Attachments) != 1 {
		t.Errorf("heard %+v", h)
	}
	ann.SendSticker()
	if h := hear("MESSAGE_CREATE"); len(h.Stickers) != 1 {
		t.Errorf("heard %+v", h)
	}
	if !ann.Delete(said) || ann.Delete(said) || ann.Edit(said, "x") || b.srv.Person("", "en-US").Edit(said, "x") {
		t.Error("words can be taken back other than once by whoever said them")
	}
	if h := hear("MESSAGE_DELETE"); h.ID != said.ID {
		t.Errorf("heard %+v", h)
	}
	place := b.srv.Guild("", "en-US").Channel("")
	ann.SayAt(place, "something for the others")
	if h := hear("MESSAGE_CREATE"); h.Content != "" || h.Guild != place.Guild {
		t.Errorf("words of a server reached a bot that may not read them: %+v", h)
	}
	b.must("POST", "/channels/"+ann.DM()+"/messages", words("I heard"))
	if h := hear("MESSAGE_CREATE"); !h.Author.Bot || h.Content != "I heard" {
		t.Errorf("the bot hears itself as %+v", h)
	}
}

func TestWordsAreNeverInAViolation(t *testing.T) {
	if discordtest.SpecsFromEnv() == "" {
		t.Skip("STILLPOINT_SPECS is unset: there are no schemas to check against")
	}
	var told []string
	b := start(t, discordtest.Config{Specs: discordtest.SpecsFromEnv(), Violation: func(v string) { told = append(told, v) }})
	ann := b.srv.Person("", "en-US")
	b.call("POST", "/channels/"+ann.DM()+"/messages", m{
		"content": strings.Repeat("secret ", 700), "nonce": "secret secret secret secret", "tts": "secret",
	})
	if len(told) < 4 || len(told) != len(b.srv.Violations()) {
		t.Errorf("told %v", told)
	}
	if all := strings.Join(told, " "); strings.Contains(all, "secret") {
		t.Errorf("quoted: %s", all)
	}
}
