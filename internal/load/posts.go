package load

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// firstGroup is the id of the first group, counting down.
const firstGroup = -1_001_000_000_000

// seedPosts puts a post into the mailbox of each of so many groups, as a bot would that
// has announced something.
func (g *ground) seedPosts(ctx context.Context, count int) (err error) {
	ring, err := g.ring()
	if err != nil {
		return err
	}
	kept, _, err := redisstore.Open(ctx, redisstore.Config{URL: g.url, Warm: -1})
	if err != nil {
		return fmt.Errorf("opening the store: %w", err)
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	return inParallel(count, 64, func(i int) error {
		id := int64(firstGroup - i)
		g.telegram.Group(id)
		return post(ctx, kept, ring, chat.Actor{Platform: "telegram", Kind: chat.Community, ID: strconv.FormatInt(id, 10)}, i)
	})
}

func post(ctx context.Context, kept *redisstore.Store, ring *vault.Ring, to chat.Actor, number int) error {
	plain, err := chat.EncodeMessage(chat.Post{
		Text: fmt.Sprintf("Post %d: tea together at five.", number), Begin: "breathe-choose", Button: "Breathe",
		Source: chat.Source{Timer: "r1", Due: 1},
	})
	if err != nil {
		return fmt.Errorf("writing a post: %w", err)
	}
	sealed := ring.Seal(nil, plain, conversation.MessageContext(to))
	_, err = kept.Commit(ctx, store.Turn{Actor: to, Messages: []store.Message{{Class: store.Post, Data: sealed}}})
	if err != nil {
		return fmt.Errorf("seeding a post: %w", err)
	}
	return nil
}

// inParallel calls do for 0 to count-1, so many at a time, and joins the errors.
func inParallel(count, workers int, do func(i int) error) error {
	var all sync.WaitGroup
	errs := make([]error, workers)
	for w := range workers {
		all.Go(func() {
			for i := w; i < count && errs[w] == nil; i += workers {
				errs[w] = do(i)
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}
