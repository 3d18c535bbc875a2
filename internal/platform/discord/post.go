package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// sendPost puts a post into its place. A place that is gone or closed is ErrRefused;
// only when the bot is out of the server is that ErrUnreachable.
func (d *Discord) sendPost(ctx context.Context, to chat.Actor, v *visitor, id string, p chat.Post) error {
	if !isID(p.Place.ID) {
		return fmt.Errorf("sending a post to no place: %w", chat.ErrRefused)
	}
	all := composePost(to.ID, p)
	for n := v.sentOf(id); n < len(all); n++ {
		_, err := d.put(ctx, way{channel: p.Place.ID}, nonce(id, n, len(all)), all[n])
		if err != nil {
			return fmt.Errorf("sending a post: %w", d.placeVerdict(ctx, to, err))
		}
		v.sentPart(id, n+1)
	}
	return nil
}

// composePost makes of a post what Discord shows: the role, the words as they stand,
// the button. Nobody is called but the role, whatever the words say.
func composePost(guild string, p chat.Post) []piece {
	call, limit := "", maxContent
	if isID(p.Role.ID) && p.Role.ID != guild { // the role of that id is everybody
		call = "<@&" + p.Role.ID + ">"
		limit -= len(call) + 1
	}
	parts := split(plain(strings.TrimSpace(p.Text)), limit)
	all := make([]piece, len(parts))
	for i, part := range parts {
		all[i].body = words(part)
	}
	if call != "" {
		first := words(strings.TrimSpace(call + "\n" + parts[0]))
		first.Mentions.Roles = []string{p.Role.ID}
		all[0].body = first
	}
	last := &all[len(all)-1]
	last.body = last.body.with(postRows(p))
	return all
}

// postRows is the button of a post.
func postRows(p chat.Post) componentRows {
	if !isToken(p.Begin) || len(p.Begin) > maxBehind {
		return nil
	}
	return componentRows{row{Components: componentRows{discordgo.Button{
		Label: orDots(shorten(p.Button, maxButton)), Style: discordgo.PrimaryButton, CustomID: postPrefix + p.Begin,
	}}}}
}

// placeVerdict is what a failed post means to delivery.
func (d *Discord) placeVerdict(ctx context.Context, to chat.Actor, err error) error {
	api, ok := errors.AsType[apiError](err)
	switch {
	case !ok:
		return err
	case api.status == http.StatusUnauthorized:
		return errors.Join(ErrToken, api)
	case api.strange(), api.status == http.StatusRequestTimeout, api.status >= 500, api.status < 400:
		return api
	case !isCode(err, codeUnknownChannel, codeMissingAccess):
		return errors.Join(chat.ErrRefused, api)
	}
	out, unknown := d.outOf(ctx, to)
	switch {
	case unknown != nil:
		return unknown
	case !out:
		return errors.Join(chat.ErrRefused, api)
	}
	if err := d.left(context.WithoutCancel(ctx), to); err != nil {
		return err // whoever is told that a server is gone is told of nothing before it is back
	}
	d.cfg.Observe("send/unreachable", 0)
	return errors.Join(chat.ErrUnreachable, api)
}

// outOf asks whether the bot is out of a server: its channels alone do not tell.
func (d *Discord) outOf(ctx context.Context, server chat.Actor) (bool, error) {
	err := d.rest.do(ctx, call{method: http.MethodGet, path: "/guilds/" + server.ID, route: route{kind: "guild", about: server.ID}}, nil)
	if isCode(err, codeUnknownGuild, codeMissingAccess) {
		return true, nil
	}
	return false, err
}
