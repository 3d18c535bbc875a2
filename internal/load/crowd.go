package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// crowd is many people who have a timer each, in a store that a bot works with.
type crowd struct {
	kept   *redisstore.Store
	ring   *vault.Ring
	people int
	plain  []byte // the session that all are copies of
}

func newCrowd(ctx context.Context, g *ground, people int, plain []byte) (*crowd, error) {
	ring, err := g.ring()
	if err != nil {
		return nil, err
	}
	kept, _, err := redisstore.Open(ctx, redisstore.Config{URL: g.url, Warm: people})
	if err != nil {
		return nil, fmt.Errorf("opening the store: %w", err)
	}
	return &crowd{kept: kept, ring: ring, people: people, plain: plain}, nil
}

// ring is what the bot seals with.
func (g *ground) ring() (*vault.Ring, error) {
	keys, err := vault.ParseValue(g.key)
	if err != nil {
		return nil, fmt.Errorf("reading the key: %w", err)
	}
	ring, err := vault.New(keys)
	if err != nil {
		return nil, fmt.Errorf("reading the key: %w", err)
	}
	return ring, nil
}

func crowdActor(i int) chat.Actor {
	return chat.Actor{Platform: "telegram", Kind: chat.Person, ID: strconv.FormatInt(firstTelegram+int64(i), 10)}
}

// seeders is how many commits are under way at once while a crowd is made.
const seeders = 256

// settle commits everybody's session.
func (c *crowd) settle(ctx context.Context) error {
	return inParallel(c.people, seeders, func(i int) error {
		actor := crowdActor(i)
		sealed := c.ring.Seal(nil, c.plain, conversation.SessionContext(actor))
		if _, err := c.kept.Commit(ctx, store.Turn{Actor: actor, Session: sealed}); err != nil {
			return fmt.Errorf("seeding a session: %w", err)
		}
		return nil
	})
}

// wind sets everybody's timers; the sessions stay as they are.
func (c *crowd) wind(ctx context.Context, timers func(i int) []store.Timer) error {
	return inParallel(c.people, seeders, func(i int) error {
		actor := crowdActor(i)
		snapshot, err := c.kept.Load(ctx, actor)
		if err == nil {
			turn := store.Turn{Actor: actor, Version: snapshot.Version, Upon: snapshot.Session, Session: bytes.Clone(snapshot.Session), Set: timers(i)}
			_, err = c.kept.Commit(ctx, turn)
		}
		if err != nil {
			return fmt.Errorf("seeding a timer: %w", err)
		}
		return nil
	})
}

// wound is the version that everybody is at before a timer fires.
const wound = 2

// outcome is how many timers never fired, and how many did twice: a turn more than there
// should be, or a message more. When one is true each says one message, else as many as
// whoever said the fewest.
func (c *crowd) outcome(ctx context.Context, url string, one bool) (lost, doubled int, err error) {
	fresh, _, err := redisstore.Open(ctx, redisstore.Config{URL: url, Warm: -1})
	if err != nil {
		return 0, 0, fmt.Errorf("opening the store: %w", err)
	}
	defer func() { err = errors.Join(err, fresh.Close()) }()
	all := make([]told, c.people)
	err = inParallel(c.people, seeders, func(i int) error {
		var err error
		all[i].version, all[i].last, err = fresh.Standing(ctx, crowdActor(i))
		return err
	})
	lost, doubled = reckon(all, one)
	return lost, doubled, err
}

// told is where somebody stands: the version, and the number of the last message.
type told struct{ version, last uint64 }

func reckon(all []told, one bool) (lost, doubled int) {
	usual := uint64(1)
	if !one {
		usual = math.MaxUint64
		for _, t := range all {
			if t.version > wound {
				usual = min(usual, t.last)
			}
		}
	}
	for _, t := range all {
		switch {
		case t.version <= wound, t.last < usual:
			lost++
		case t.version > wound+1, t.last > usual:
			doubled++
		}
	}
	return lost, doubled
}

// over tells that nothing is due any more that was due then.
func (c *crowd) over(ctx context.Context, then time.Time) (bool, error) {
	due, next, err := c.kept.Due(ctx, store.AllPartitions, then, 1)
	if err != nil {
		return false, fmt.Errorf("looking what is still due: %w", err)
	}
	return len(due) == 0 && (next.IsZero() || next.After(then)), nil
}
