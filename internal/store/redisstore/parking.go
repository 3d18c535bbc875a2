package redisstore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Parked lists what is parked, by actor and then by Seq.
func (s *Store) Parked(ctx context.Context, in store.Set, limit int) ([]store.Letter, error) {
	const doing = "listing parked messages"
	members, err := s.withParked(ctx, in, limit)
	if err != nil {
		return nil, describe(doing, err)
	}
	var found []store.Letter
	for _, m := range members {
		if len(found) >= limit {
			break
		}
		letters, err := s.parkedOf(ctx, m)
		if err != nil {
			return nil, describe(doing, err)
		}
		found = append(found, letters...)
	}
	return found[:min(len(found), limit)], nil
}

// withParked are the keys of up to limit actors who have parked messages, in order.
func (s *Store) withParked(ctx context.Context, in store.Set, limit int) ([]string, error) {
	if limit <= 0 || in == 0 {
		return nil, ctx.Err()
	}
	var commands []*command
	for _, p := range partitions(in) {
		commands = append(commands, ask("zrange", s.keys[p].parked, 0, limit-1))
	}
	if err := s.do(ctx, commands...); err != nil {
		return nil, err
	}
	var all []string
	for _, c := range commands {
		members, err := c.texts()
		if err != nil {
			return nil, err
		}
		all = append(all, members...)
	}
	slices.SortFunc(all, strings.Compare)
	return all[:min(len(all), limit)], nil
}

// parkedOf reads the parked messages of one actor.
func (s *Store) parkedOf(ctx context.Context, member string) ([]store.Letter, error) {
	actor, ok := chat.ParseKey(member)
	if !ok {
		return nil, damaged("a parked message makes no sense")
	}
	c := ask("hgetall", s.keys.of(actor).mailbox)
	if err := s.do(ctx, c); err != nil {
		return nil, err
	}
	fields, err := c.texts()
	if err != nil {
		return nil, err
	}
	var found []store.Letter
	for ; len(fields) > 1; fields = fields[2:] {
		if fields[0] == "h" || fields[0] == "k" {
			continue
		}
		l, err := parseLetter(actor, fields[0], []byte(fields[1]))
		if err != nil {
			return nil, err
		}
		if l.State == store.Parked {
			found = append(found, l)
		}
	}
	slices.SortFunc(found, func(a, b store.Letter) int { return cmp.Compare(a.Seq, b.Seq) })
	return found, nil
}
