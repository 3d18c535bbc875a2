package e2e_test

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// ran runs a command of the program to its end.
func (h *house) ran(more []string, args ...string) (code int, out, log string) {
	h.t.Helper()
	b := launch(h.t, h.env(more...), args...)
	h.bots = append(h.bots, b)
	code = b.code()
	return code, b.out.String(), b.log.String()
}

func TestADryRunSignsInAndDoesNothingElse(t *testing.T) {
	t.Parallel()
	shipped, err := filepath.Glob("../../prompts/scripts/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	scripts := strconv.Itoa(len(shipped)) + " scripts"
	for name, build := range map[string]func(*testing.T) *house{"with a file": onFile, "with a Redis": onRedis} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := build(t)
			h.telegram.Person(personID(1), "en").Say("hello")
			code, out, log := h.ran(nil, "serve", "--dry-run")
			if code != 0 || log != "" {
				t.Errorf("it ended with %d and said %q", code, log)
			}
			for _, part := range []string{scripts, "@StillpointTestBot", "signed in as stillpoint", "polling", "gateway", "Nothing was changed"} {
				if !strings.Contains(out, part) {
					t.Errorf("it does not tell of %q:\n%s", part, out)
				}
			}
			for _, c := range h.telegram.Calls("") {
				if c.Method != "getMe" {
					t.Errorf("Telegram was asked for %s", c.Method)
				}
			}
			for _, c := range h.discord.Calls() {
				if c.Method != http.MethodGet {
					t.Errorf("Discord was sent %s %s", c.Method, c.Route)
				}
			}
			if len(h.discord.Identifies()) != 0 || h.telegram.Pending() != 1 {
				t.Error("it listened")
			}
			if left, err := filepath.Glob(filepath.Join(h.dir, "*")); err != nil || len(left) > 0 {
				t.Errorf("it left %v, %v", left, err)
			}
			if h.redis != nil {
				if n := h.keys("*"); n != ":0" && n != ":1" { // whose data it is may be written down
					t.Errorf("Redis has %s keys", n)
				}
			}
		})
	}
}

func TestWithoutATokenItSaysWhereToGetOne(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	for _, args := range [][]string{{"serve"}, {"serve", "--dry-run"}} {
		code, out, log := h.ran([]string{noTelegram, noDiscord}, args...)
		if code != 2 || out != "" || !strings.Contains(log, "@BotFather") || !strings.Contains(log, "discord.com/developers") {
			t.Errorf("%v ended with %d and said %q, %q", args, code, out, log)
		}
	}
}

func TestASecretOnTheCommandLineIsRefused(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	code, out, log := h.ran(nil, "serve", "--telegram-token", "7000000001:AAgivenByHand")
	if code != 2 || strings.Contains(out+log, "AAgivenByHand") || !strings.Contains(log, "TELEGRAM_TOKEN") {
		t.Errorf("it ended with %d and said %q, %q", code, out, log)
	}
}

func TestATokenTakenBackWhileItRunsEndsIt(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	b := h.serve(noDiscord)
	h.telegram.Misbehave(func(telegramtest.Call) *telegramtest.Fault { return telegramtest.Unauthorized() })
	h.telegram.Person(personID(1), "en").Say("hello") // the poll that waits ends
	if code := b.code(); code != 2 {
		t.Errorf("it ended with %d", code)
	}
}

func TestHealthAndFiguresTellOfTheWorkAndOfNobody(t *testing.T) {
	t.Parallel()
	h := onRedis(t)
	b := h.serve()
	people := []*person{h.onTelegram(1, "en"), h.onDiscord(1, "es", discordtest.Place{})}
	together(t, people, agrees(), notes("3"))
	status, figures := h.get(b, "/metrics")
	h.tellsNothing("/metrics", figures)
	if status != http.StatusOK {
		t.Fatalf("/metrics answers %d", status)
	}
	for _, pattern := range []string{
		`stillpoint_turns_total\{outcome="applied",platform="telegram"\} [1-9]`,
		`stillpoint_turns_total\{outcome="applied",platform="discord"\} [1-9]`,
		`stillpoint_messages_total\{class="reply",outcome="sent"\} [1-9]`,
		`stillpoint_in_office 1`, `stillpoint_store_round_trips_total [1-9]`,
	} {
		if !regexp.MustCompile(pattern).MatchString(figures) {
			t.Errorf("/metrics does not tell %s", pattern)
		}
	}
	listen := []string{"STILLPOINT_LISTEN=" + b.logs(`http=(\S+)`)[1]}
	for _, args := range [][]string{{"health"}, {"health", "--ready"}} {
		if code, out, log := h.ran(listen, args...); code != 0 || log != "" || out == "" {
			t.Errorf("%v ended with %d and said %q, %q", args, code, out, log)
		}
	}
	h.redis.Kill()
	h.ill(b, "store", true)
	if code, out, _ := h.ran(listen, "health", "--ready"); code != 1 || !strings.Contains(out, "store") {
		t.Errorf("without Redis it ended with %d and said %q", code, out)
	}
	if code, _, _ := h.ran(listen, "health"); code != 0 {
		t.Errorf("without Redis it counts as dead: %d", code)
	}
	b.kill()
	if code, out, _ := h.ran(listen, "health"); code != 1 || !strings.Contains(out, "no answer") {
		t.Errorf("of a dead one it said %d, %q", code, out)
	}
}

func TestAMessageThatWasSetAsideIsListedAndLetGo(t *testing.T) {
	t.Parallel()
	h := onRedis(t)
	b := h.serve(noDiscord)
	ana := h.onTelegram(1, "en")
	ana.must(t, agrees(), hears(both{"That is all for a start", ""}))
	h.telegram.Misbehave(telegramtest.Times(1, "sendMessage", telegramtest.Refused("message text is not to our liking")))
	ana.must(t, commands("quick"))
	b.logs(`parked`)
	h.telegram.Misbehave(nil)
	code, out, log := h.ran(nil, "outbox")
	h.tellsNothing("the outbox", out)
	if code != 0 || !strings.Contains(out, "refused") || strings.Contains(out, "mood") {
		t.Fatalf("the outbox ended with %d and said %q, %q", code, out, log)
	}
	id := regexp.MustCompile(`\d+-[0-9a-z]+`).FindString(out)
	if code, out, log = h.ran(nil, "outbox", "release", id); code != 0 {
		t.Fatalf("releasing %q ended with %d and said %q, %q", id, code, out, log)
	}
	ana.must(t, hearsNext(mood), presses(same("7")), hears(saved))
	if code, out, _ = h.ran(nil, "outbox"); code != 0 || strings.Contains(out, id) {
		t.Errorf("afterwards the outbox ended with %d and said %q", code, out)
	}
}

func TestPeopleSeeTheCommandsInTheirLanguage(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	h.serve()
	ana := h.telegram.Person(personID(1), "es")
	h.until("Telegram has the Spanish menu", func() bool {
		return slices.Contains(ana.Menu(), telegramtest.Command{Command: "evening", Description: "Registro de la noche"})
	})
	h.until("Discord has the commands", func() bool { return len(h.discord.Commands("")) > 0 })
	for _, name := range []string{"evening", "delete", "now"} {
		if !slices.ContainsFunc(h.discord.Commands(""), func(c json.RawMessage) bool { return strings.Contains(string(c), `"name":"`+name+`"`) }) {
			t.Errorf("Discord has no command %s", name)
		}
	}
}

func TestAFileThatSomebodyElseHasOpenIsToldAndTriedAgainLater(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	h.serve(noDiscord)
	code, _, log := h.ran([]string{noDiscord}, "serve")
	if code != 75 || strings.Count(log, "\n") != 1 || strings.Contains(log, "panic") {
		t.Errorf("it ended with %d and said %q", code, log)
	}
}

// keys is how many keys Redis has that look so.
func (h *house) keys(pattern string) string {
	h.t.Helper()
	n, err := h.redis.Do(h.t.Context(), "EVAL", "return #redis.call('KEYS', ARGV[1])", "0", pattern)
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}
