package delivery

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Aside is what an Outbox needs of a store.
type Aside interface {
	Parked(ctx context.Context, in store.Set, limit int) ([]store.Letter, error)
	Release(ctx context.Context, actor chat.Actor, seq uint64) error
	Done(ctx context.Context, actor chat.Actor, seq uint64) error
}

// Outbox shows an operator what was parked, without naming anybody, and lets it go.
// Nothing leaves it by itself, not even when a person comes back.
type Outbox struct{ Mail Aside }

// Parked is one message that was set aside.
type Parked struct {
	ID       string // names the message and nobody: "17-k3f9x2q81ab"
	Platform chat.Platform
	Class    store.Class
	Reason   string
	Attempts int
}

// List is what is parked, by partition and then by id.
func (o Outbox) List(ctx context.Context) ([]Parked, error) {
	letters, err := o.Mail.Parked(ctx, store.AllPartitions, math.MaxInt)
	if err != nil {
		return nil, fmt.Errorf("listing what is parked: %w", err)
	}
	list := make([]Parked, len(letters))
	for i, l := range letters {
		list[i] = Parked{ID: idOf(l), Platform: l.Actor.Platform, Class: l.Class, Reason: l.Reason, Attempts: l.Attempts}
	}
	slices.SortFunc(list, func(a, z Parked) int {
		return cmp.Or(cmp.Compare(a.partition(), z.partition()), cmp.Compare(a.ID, z.ID))
	})
	return list, nil
}

// Release lets the messages that match go to their platforms, and says how many those
// were and in which partitions they wait now: Notify the Delivery of them.
func (o Outbox) Release(ctx context.Context, match func(Parked) bool) (n int, in store.Set, err error) {
	return o.each(ctx, match, o.Mail.Release, "releasing a message")
}

// Drop removes the messages that match for good, and says how many those were.
func (o Outbox) Drop(ctx context.Context, match func(Parked) bool) (n int, err error) {
	n, _, err = o.each(ctx, match, o.Mail.Done, "dropping a message")
	return n, err
}

// ByID matches one message.
func ByID(id string) func(Parked) bool { return func(p Parked) bool { return p.ID == id } }

// ByReason matches all that were parked for one reason.
func ByReason(reason string) func(Parked) bool {
	return func(p Parked) bool { return p.Reason == reason }
}

func (o Outbox) each(ctx context.Context, match func(Parked) bool, do func(context.Context, chat.Actor, uint64) error, doing string) (n int, in store.Set, err error) {
	letters, err := o.Mail.Parked(ctx, store.AllPartitions, math.MaxInt)
	if err != nil {
		return 0, 0, fmt.Errorf("listing what is parked: %w", err)
	}
	for _, l := range letters {
		if !match(Parked{ID: idOf(l), Platform: l.Actor.Platform, Class: l.Class, Reason: l.Reason, Attempts: l.Attempts}) {
			continue
		}
		if err := do(ctx, l.Actor, l.Seq); err != nil && !errors.Is(err, store.ErrNoMessage) {
			return n, in, fmt.Errorf("%s: %w", doing, err)
		}
		n, in = n+1, in.With(store.PartitionOf(l.Actor))
	}
	return n, in, nil
}

// idOf is the same whenever it is asked for, and tells nothing of the person: the
// sealed bytes are in it, which nobody can guess.
func idOf(l store.Letter) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(l.Actor.Key()))
	_, _ = h.Write(strconv.AppendUint(nil, l.Seq, 10))
	_, _ = h.Write(l.Data)
	return strconv.Itoa(int(store.PartitionOf(l.Actor))) + "-" + strconv.FormatUint(h.Sum64(), 36)
}

func (p Parked) partition() int {
	head, _, _ := strings.Cut(p.ID, "-")
	n, err := strconv.Atoi(head)
	if err != nil {
		return store.Partitions
	}
	return n
}
