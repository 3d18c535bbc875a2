package simulation

import (
	"context"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// yearPort is the way to the store: calls fail before or after their effect, and lists
// of what is due may be old.
type yearPort struct {
	y     *year
	stale []store.Occurrence // given once instead of what is due now
}

func (p *yearPort) strikes() bool { return p.y.trouble > 0 && p.y.rng.Float64() < p.y.trouble }

func (p *yearPort) Load(ctx context.Context, of chat.Actor) (store.Snapshot, error) {
	if p.strikes() {
		return store.Snapshot{}, errDown
	}
	return p.y.store.Load(ctx, of)
}

func (p *yearPort) Commit(ctx context.Context, turn store.Turn) (store.Receipt, error) {
	if p.strikes() {
		return store.Receipt{}, errDown
	}
	receipt, err := p.y.store.Commit(ctx, turn)
	if err != nil {
		return receipt, err
	}
	lost := p.strikes()
	p.y.commit(turn, !lost)
	if lost {
		p.y.tally.doubts++
		return store.Receipt{}, errLost
	}
	return receipt, nil
}

func (p *yearPort) Records(ctx context.Context, of chat.Actor) ([]store.Chunk, error) {
	return p.y.store.Records(ctx, of)
}

func (p *yearPort) LastChunk(ctx context.Context, of chat.Actor) (store.Chunk, error) {
	return p.y.store.LastChunk(ctx, of)
}

func (p *yearPort) Due(ctx context.Context, in store.Set, now time.Time, limit int) ([]store.Occurrence, time.Time, error) {
	if p.strikes() {
		return nil, time.Time{}, errDown
	}
	if len(p.stale) > 0 {
		due := p.stale
		p.stale = p.stale[:0]
		return due, time.Time{}, nil
	}
	return p.y.store.Due(ctx, in, now, limit)
}
