package terminal

import (
	"context"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

type plain struct{ cfg Config }

func newPlain(cfg Config) *plain { return &plain{cfg: cfg} }

func (p *plain) run(ctx context.Context) error { return nil }

func (p *plain) send(ctx context.Context, id string, m chat.Message) error { return nil }
