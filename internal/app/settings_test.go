package app

import (
	"slices"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
)

func TestLimitsAreReadAsTheyAreWritten(t *testing.T) {
	usual := delivery.Limits{PerSecond: 25, Burst: 25, ChatPerSecond: 1, ChatBurst: 3, GroupPerMinute: 18}
	for _, c := range []struct {
		name, text, api string
		want            delivery.Limits
		wrong           bool
	}{
		{name: "nothing said is what Telegram allows", want: usual},
		{name: "nothing said and another server far away", api: "https://bots.example.org", want: usual},
		{name: "nothing is held back from a server on this machine", api: "http://127.0.0.1:8081"},
		{name: "and not from one called localhost", api: "http://localhost:8081"},
		{name: "unless it is said", text: "all=25,chat=1x3,group=18", api: "http://127.0.0.1:8081", want: delivery.Limits{PerSecond: 25, ChatPerSecond: 1, ChatBurst: 3, GroupPerMinute: 18}},
		{name: "off", text: "off"},
		{name: "half a message a second", text: "chat=0.5", want: delivery.Limits{ChatPerSecond: .5}},
		{name: "a word", text: "fast", wrong: true},
		{name: "nothing at all a second", text: "all=0", wrong: true},
		{name: "not a number", text: "all=NaN", wrong: true},
		{name: "a burst that is none", text: "chat=1x-2", wrong: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := TelegramLimits(c.text, c.api)
			if (err != nil) != c.wrong || (!c.wrong && got != c.want) {
				t.Errorf("got %+v, %v, want %+v", got, err, c.want)
			}
		})
	}
}

func TestShardsAreReadAsTheyAreWritten(t *testing.T) {
	for _, c := range []struct {
		text  string
		count int
		here  []int
		wrong bool
	}{
		{text: ""},
		{text: "auto", count: discord.Auto},
		{text: "4", count: 4},
		{text: "0,1/4", count: 4, here: []int{0, 1}},
		{text: "4/4", wrong: true},
		{text: "1,1/4", wrong: true},
		{text: "-1", wrong: true},
		{text: "many", wrong: true},
	} {
		t.Run(c.text, func(t *testing.T) {
			count, here, err := ParseShards(c.text)
			if (err != nil) != c.wrong || (!c.wrong && (count != c.count || !slices.Equal(here, c.here))) {
				t.Errorf("got %d %v %v", count, here, err)
			}
		})
	}
}

func TestAnAddressOfDiscordIsCompleted(t *testing.T) {
	for given, want := range map[string]string{
		"": "", "http://127.0.0.1:9": "http://127.0.0.1:9/api/v10", "http://127.0.0.1:9/": "http://127.0.0.1:9/api/v10",
		"http://127.0.0.1:9/api": "http://127.0.0.1:9/api/v10", "https://discord.com/api/v9": "https://discord.com/api/v9",
	} {
		if got := discordAPI(given); got != want {
			t.Errorf("%q becomes %q, want %q", given, got, want)
		}
	}
}

func TestAPasswordInAnAddressIsSeen(t *testing.T) {
	for address, want := range map[string]bool{
		"redis://localhost:6379/0": false, "redis://:secret@localhost": true, "redis://me:secret@localhost": true,
		"redis-sentinel://h1/0?master_name=m&password=secret": true, "unix:///run/redis.sock": false,
	} {
		if got := HasPassword(address); got != want {
			t.Errorf("%q: got %v", address, got)
		}
	}
}
