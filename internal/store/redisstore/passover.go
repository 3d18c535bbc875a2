package redisstore

import (
	"context"
	"errors"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// What cannot be read is passed over by whoever looks at the timers of everybody: one
// damaged value, or one server of a cluster that is gone, must not keep all the others
// waiting. It stays as it is, and is counted at every look.

// sieve is one question put to many keys: it lets through the answers that can be read.
type sieve struct {
	read int
	lost int
	bad  error // the first
}

// passes tells whether an answer can be used.
func (v *sieve) passes(err error) bool {
	if err == nil {
		v.read++
		return true
	}
	if v.lost++; v.bad == nil {
		v.bad = err
	}
	return false
}

// none is the first error when nothing at all could be read.
func (v *sieve) none() error {
	if v.read > 0 {
		return nil
	}
	return v.bad
}

// silence is the first error when no server has answered: damage alone is none.
func (v *sieve) silence() error {
	if err := v.none(); err != nil && !isDamage(err) {
		return err
	}
	return nil
}

// isDamage tells that a server has answered, and that what it holds makes no sense.
func isDamage(err error) bool {
	if errors.Is(err, store.ErrDamaged) || redis.HasErrorPrefix(err, "WRONGTYPE") {
		return true
	}
	said := err.Error() // by a script
	return strings.Contains(said, "DAMAGED: ") || strings.Contains(said, "WRONGTYPE")
}

// room is how many are read where limit are wanted: what was passed over the last time
// stands in front still, and must not take the place of somebody else.
func (s *Store) room(limit int) int { return limit + min(int(s.spoilt.Load()), mostSpoilt) }

// mostSpoilt is how many of those are reckoned with.
const mostSpoilt = 1 << 16

// doShortly is do, without patience while a part of the servers is known to be gone: who
// looks for timers comes again soon, and has others to serve.
func (s *Store) doShortly(ctx context.Context, commands ...*command) error {
	patience := s.patience
	if s.limping.Load() {
		patience = 0
	}
	return s.doWithin(ctx, patience, commands...)
}

// PassedOver is how often something in the index of timers, or somebody's value behind
// it, could not be read and was passed over since the start: once for each look.
func (s *Store) PassedOver() int64 { return s.passed.Load() }
