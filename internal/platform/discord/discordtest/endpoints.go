package discordtest

import (
	"net/http"
	"time"
)

// endpoints is everything that is served. The first pattern that fits wins.
func endpoints() []endpoint {
	return append(append(aboutEndpoints(), messageEndpoints()...), interactionEndpoints()...)
}

func aboutEndpoints() []endpoint {
	get := func(pattern string, serve func(*Server, *request) reply) endpoint {
		return endpoint{method: http.MethodGet, pattern: pattern, limit: 50, per: time.Second, serve: serve}
	}
	put := func(pattern, spec string) endpoint {
		return endpoint{
			method: http.MethodPut, pattern: pattern, spec: spec, rule: commandRule,
			limit: 2, per: 5 * time.Second, serve: putCommands,
		}
	}
	return []endpoint{
		{method: http.MethodGet, pattern: "/gateway", limit: 50, per: time.Second, serve: getGateway, open: true},
		get("/gateway/bot", getGatewayBot),
		get("/users/@me", getMe),
		get("/applications/@me", getApplication),
		get("/oauth2/applications/@me", getApplication),
		get("/applications/{app}/commands", listCommands),
		put("/applications/{app}/commands", "/applications/{application_id}/commands"),
		get("/applications/{app}/guilds/{guild}/commands", listCommands),
		put("/applications/{app}/guilds/{guild}/commands", "/applications/{application_id}/guilds/{guild_id}/commands"),
		get("/guilds/{guild}", getGuild),
		get("/guilds/{guild}/roles", getRoles),
		get("/guilds/{guild}/channels", getGuildChannels),
		get("/guilds/{guild}/members/{user}", getMember),
	}
}

func messageEndpoints() []endpoint {
	const all, one = "/channels/{channel}/messages", "/channels/{channel}/messages/{message}"
	five := 5 * time.Second
	return []endpoint{
		{
			method: http.MethodPost, pattern: "/users/@me/channels", spec: "/users/@me/channels",
			limit: 10, per: five, serve: openDM,
		},
		{method: http.MethodGet, pattern: "/channels/{channel}", limit: 10, per: five, serve: getChannel},
		{method: http.MethodGet, pattern: all, limit: 5, per: five, serve: listMessages},
		{
			method: http.MethodPost, pattern: all, spec: "/channels/{channel_id}/messages", rule: messageRule,
			limit: 5, per: five, serve: postMessage,
		},
		{method: http.MethodGet, pattern: one, limit: 5, per: five, serve: getMessage},
		{
			method: http.MethodPatch, pattern: one, spec: "/channels/{channel_id}/messages/{message_id}", rule: editRule,
			limit: 5, per: five, serve: patchMessage,
		},
		{method: http.MethodDelete, pattern: one, limit: 5, per: five, serve: deleteMessage},
		{method: http.MethodPost, pattern: "/channels/{channel}/typing", limit: 5, per: five, serve: typing},
	}
}

func interactionEndpoints() []endpoint {
	const hook = "/webhooks/{app}/{token}"
	const spec = "/webhooks/{webhook_id}/{webhook_token}"
	five := 5 * time.Second
	return []endpoint{
		{
			method: http.MethodPost, pattern: "/interactions/{id}/{token}/callback",
			spec: "/interactions/{interaction_id}/{interaction_token}/callback", rule: callbackRule,
			limit: 5, per: five, open: true, serve: callback,
		},
		{method: http.MethodPost, pattern: hook, spec: spec, rule: messageRule, limit: 5, per: five, open: true, serve: postFollowup},
		{method: http.MethodGet, pattern: hook + "/messages/{message}", limit: 5, per: five, open: true, serve: getFollowup},
		{
			method: http.MethodPatch, pattern: hook + "/messages/{message}", spec: spec + "/messages/{message_id}", rule: editRule,
			limit: 5, per: five, open: true, serve: patchFollowup,
		},
		{method: http.MethodDelete, pattern: hook + "/messages/{message}", limit: 5, per: five, open: true, serve: deleteFollowup},
	}
}
