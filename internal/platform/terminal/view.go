package terminal

import (
	"context"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

type view struct{ cfg Config }

func newView(cfg Config) *view { return &view{cfg: cfg} }

func (v *view) run(ctx context.Context) error { return nil }

func (v *view) send(ctx context.Context, id string, m chat.Message) error { return nil }
