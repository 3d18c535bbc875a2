package discord

import (
	"context"
	"fmt"
	"net/http"
)

// Me is who the bot is on Discord.
type Me struct {
	ID   string `json:"id"`
	Name string `json:"username"`
}

// Check asks Discord who the token belongs to: ErrToken when it is not accepted,
// any other error when Discord cannot be asked. No error holds the token.
func (d *Discord) Check(ctx context.Context) (Me, error) {
	var me Me
	if err := d.rest.do(ctx, call{method: http.MethodGet, path: "/users/@me", route: route{kind: "users/@me"}}, &me); err != nil {
		return Me{}, fmt.Errorf("asking discord who the bot is: %w", verdict(err))
	}
	return me, nil
}

// appID is the application's id, asked for once.
func (d *Discord) appID(ctx context.Context) (string, error) {
	if id := d.app.Load(); id != nil {
		return *id, nil
	}
	var told struct {
		ID string `json:"id"`
	}
	if err := d.rest.do(ctx, call{method: http.MethodGet, path: "/applications/@me", route: route{kind: "applications/@me"}}, &told); err != nil {
		return "", fmt.Errorf("asking for the application: %w", verdict(err))
	}
	if !isID(told.ID) {
		return "", fmt.Errorf("asking for the application: %w", errEvent)
	}
	d.app.Store(&told.ID)
	return told.ID, nil
}
