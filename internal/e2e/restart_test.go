package e2e_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// aDozenAndMore is sixteen people on Telegram and four on Discord.
func (h *house) aDozenAndMore() []*person {
	var all []*person
	for n := range 16 {
		all = append(all, h.onTelegram(n, []string{"en", "es"}[n%2]))
	}
	for n := range 4 { // Discord tells nobody's language before they use a command
		all = append(all, h.onDiscord(n, "en", discordtest.Place{}))
	}
	return all
}

// types is a visit in typed words alone: what is typed while the bot is away waits
// for it on either platform, which a press on Discord does not.
func types() act {
	return acts(
		says(both{"hello", "hola"}), hears(mayIKeep), says(both{"yes", "sí"}), hears(areKept),
		says(same("/evening")), hears(mood), says(same("7")), hears(fewMore), says(more),
		hears(energy), says(same("6")), hears(stress), says(skip), hears(pain), says(skip), hears(area), says(skip),
		hears(feeling), says(skip), hears(addWords), says(enough), hears(checkedIn),
	)
}

// remembers looks whether what was answered is in the export.
func remembers(t *testing.T, people []*person, parts ...string) {
	t.Helper()
	together(t, people, says(same("/export")), hears(exported))
	for _, p := range people {
		for _, part := range parts {
			if !strings.Contains(string(p.last().file), part) {
				t.Errorf("what somebody on %s exported holds no %s:\n%s", p.key(), part, p.last().file)
			}
		}
	}
}

// sent waits until Telegram has taken so many messages.
func (h *house) sent(n int) {
	h.t.Helper()
	if err := h.telegram.AwaitCalls(soon(h.t), "sendMessage", n); err != nil {
		h.t.Fatalf("%v; there are %d", err, h.telegram.Count("sendMessage"))
	}
}

func TestWhenTheProcessIsKilledInTheMiddleNobodyIsStuck(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	first := h.serve()
	people := h.aDozenAndMore()
	end := begin(people, types())
	h.sent(100)
	first.kill()
	second := h.serve()
	h.sent(200)
	second.kill()
	h.serve()
	end(t)
	remembers(t, people, `"mood": 7`, `"energy": 6`)
	h.nothingTwice(people[16:]) // Discord knows a message that it has already
	if twice := h.telegram.Duplicates(); twice > 2*16 {
		t.Errorf("%d messages came twice, and at most one a chat and kill may", twice)
	}
}

func TestWhenRedisIsKilledInTheMiddleNothingIsLostAndTheBotGoesOnByItself(t *testing.T) {
	t.Parallel()
	h := onRedis(t)
	b := h.serve()
	people := h.aDozenAndMore()
	end := begin(people, types())
	h.sent(100)
	h.redis.Kill()
	h.ill(b, "store", true)
	if err := h.redis.Restart(soon(t)); err != nil {
		t.Fatal(err)
	}
	end(t)
	h.ill(b, "store", false)
	remembers(t, people, `"mood": 7`, `"energy": 6`)
	select {
	case <-b.ended:
		t.Error("the bot ended")
	default:
	}
}

func TestWhenItIsAskedToEndInTheMiddleNothingIsLostAndNothingComesTwice(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	first := h.serve()
	people := h.aDozenAndMore()
	end := begin(people, types())
	h.sent(100)
	began := time.Now()
	first.ask()
	if code := first.code(); code != 0 || time.Since(began) > 10*time.Second {
		t.Errorf("it ended with %d after %v", code, time.Since(began))
	}
	h.serve()
	end(t)
	remembers(t, people, `"mood": 7`, `"energy": 6`)
	if twice := h.telegram.Duplicates(); twice != 0 {
		t.Errorf("%d messages came twice", twice)
	}
	h.nothingTwice(people)
}

func TestASecondReplicaStandsByAndTakesOver(t *testing.T) {
	t.Parallel()
	h := onRedis(t)
	first := h.serve()
	second := h.launch()
	second.logs(`stands by`)
	people := h.aDozenAndMore()
	end := begin(people, types())
	h.sent(100)
	if strings.Contains(second.log.String(), "come in") {
		t.Error("both were at work")
	}
	first.kill()
	second.logs(`Updates from Telegram come in`)
	end(t)
	remembers(t, people, `"mood": 7`, `"energy": 6`)
}
