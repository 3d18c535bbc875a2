package app

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
)

// TelegramLimits reads how much may be sent. Empty is what Telegram is known to
// allow, with room to spare; but nothing is held back from a Bot API server on this
// machine, which is one for tests as a rule.
func TelegramLimits(text, api string) (delivery.Limits, error) {
	switch {
	case text == "" && onThisMachine(api):
		return delivery.Limits{}, nil
	case text == "":
		return delivery.Limits{PerSecond: 25, Burst: 25, ChatPerSecond: 1, ChatBurst: 3, GroupPerMinute: 18}, nil
	}
	return parseLimits("TELEGRAM_LIMITS", text)
}

// DiscordLimits reads how much may be sent. Empty is what Discord allows over all,
// with room to spare, and the adapter learns the rest from Discord's answers; but
// nothing is held back from a server on this machine.
func DiscordLimits(text, api string) (delivery.Limits, error) {
	switch {
	case text == "" && onThisMachine(api):
		return delivery.Limits{}, nil
	case text == "":
		return delivery.Limits{PerSecond: 45, Burst: 45}, nil
	}
	return parseLimits("DISCORD_LIMITS", text)
}

// gate is how many calls a second the Discord adapter makes over all: as many as
// messages may be sent, or in effect any number.
func gate(l delivery.Limits) int {
	const unlimited = 1 << 20
	if l.PerSecond <= 0 {
		return unlimited
	}
	return max(1, int(l.PerSecond))
}

// discordAPI completes the address of a REST server: the version belongs to it, and is
// the one that this program speaks unless another is named.
func discordAPI(text string) string {
	text = strings.TrimRight(text, "/")
	at, err := url.Parse(text)
	switch {
	case text == "" || err != nil:
		return text
	case at.Path == "":
		return text + "/api/v10"
	case strings.HasSuffix(at.Path, "/api"):
		return text + "/v10"
	}
	return text
}

// onThisMachine tells whether an address is a loopback one.
func onThisMachine(api string) bool {
	address, err := url.Parse(api)
	if err != nil {
		return false
	}
	ip := net.ParseIP(address.Hostname())
	return address.Hostname() == "localhost" || (ip != nil && ip.IsLoopback())
}

// parseLimits reads "all=25,chat=1x3,group=18" or "off".
func parseLimits(name, text string) (l delivery.Limits, err error) {
	if text == "off" {
		return l, nil
	}
	for part := range strings.SplitSeq(text, ",") {
		key, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		value, burst, _ := strings.Cut(value, "x")
		rate, rateErr := strconv.ParseFloat(value, 64)
		times := 0
		var burstErr error
		if burst != "" {
			times, burstErr = strconv.Atoi(burst)
		}
		if rateErr != nil || burstErr != nil || !(rate > 0 && rate < 1e6) || times < 0 {
			return l, limitsMistake(name, part)
		}
		switch key {
		case "all":
			l.PerSecond, l.Burst = rate, times
		case "chat":
			l.ChatPerSecond, l.ChatBurst = rate, times
		case "group":
			l.GroupPerMinute = int(rate)
		default:
			return l, limitsMistake(name, part)
		}
	}
	return l, nil
}

func limitsMistake(name, part string) error {
	return fmt.Errorf(`%s: %q is not understood; it is written like "all=25,chat=1x3,group=18" (25 a second over all, one a second and chat with a burst of 3, 18 a minute and group), or "off"`, name, part)
}

// ParseShards reads "auto", "4" or "0,1/4": how many connections there are, and which
// of them run here (none named: all).
func ParseShards(text string) (count int, here []int, err error) {
	mistake := fmt.Errorf(`DISCORD_SHARDS: %q is not understood; it is "auto", how many there are ("4"), or which of them run here ("0,1/4")`, text)
	switch text {
	case "":
		return 0, nil, nil
	case "auto":
		return discord.Auto, nil, nil
	}
	list, of, some := strings.Cut(text, "/")
	if !some {
		list, of = "", text
	}
	if count, err = strconv.Atoi(of); err != nil || count < 1 {
		return 0, nil, mistake
	}
	if !some {
		return count, nil, nil
	}
	for part := range strings.SplitSeq(list, ",") {
		shard, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil || shard < 0 || shard >= count || slices.Contains(here, shard) {
			return 0, nil, mistake
		}
		here = append(here, shard)
	}
	return count, here, nil
}

// HasPassword tells whether an address holds one.
func HasPassword(address string) bool {
	at, err := url.Parse(address)
	if err != nil {
		return strings.Contains(address, "@")
	}
	_, has := at.User.Password()
	return has || at.Query().Has("password") || at.Query().Has("sentinel_password")
}

// webhookPath is where Telegram's updates arrive: the path of their public address.
func webhookPath(address string) string {
	at, err := url.Parse(address)
	if err != nil || at.Path == "" {
		return "/"
	}
	return at.Path
}

// checkWebhook says what is missing for updates to arrive.
func (s Serve) checkWebhook() error {
	if s.Telegram.Webhook == "" {
		return nil
	}
	at, err := url.Parse(s.Telegram.Webhook)
	switch {
	case err != nil || at.Host == "":
		return errors.New("TELEGRAM_WEBHOOK_URL is no address: it is written like https://bot.example.org/telegram")
	case at.Scheme != "https" && !onThisMachine(s.Telegram.API):
		return errors.New("TELEGRAM_WEBHOOK_URL has to begin with https://: Telegram delivers to nothing else")
	case s.Listen == "":
		return errors.New("TELEGRAM_WEBHOOK_URL is set and STILLPOINT_LISTEN is not: say where the updates arrive, such as :8080")
	case s.Telegram.Secret == "":
		return errors.New("TELEGRAM_WEBHOOK_URL is set and TELEGRAM_WEBHOOK_SECRET is not: make one with \"openssl rand -hex 32\"")
	}
	return nil
}
