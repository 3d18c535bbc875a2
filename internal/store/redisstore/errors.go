package redisstore

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// errClosed is the answer to every call after Close.
var errClosed = errors.New("the store is closed")

func damaged(what string) error { return fmt.Errorf("%w: %s", store.ErrDamaged, what) }

// describe says what was being done, and gives the faults that a caller decides on
// their names.
func describe(doing string, err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	_, sense, isDamaged := strings.Cut(text, "DAMAGED: ")
	switch {
	case isDamaged:
		sense, _, _ = strings.Cut(sense, " script:")
		err = damaged(sense)
	case redis.HasErrorPrefix(err, "WRONGTYPE"):
		err = damaged("a key holds something else")
	case redis.HasErrorPrefix(err, "OOM"), strings.HasPrefix(text, "MISCONF") && strings.Contains(text, "No space left"):
		err = fmt.Errorf("%w: %w", store.ErrFull, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// refusedFor tells the errors after which a command was certainly not carried out and
// will be before long: a server that starts, a failover, a slot on its way.
func refusedFor(err error) bool {
	for _, prefix := range []string{"LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOREPLICAS", "BUSY "} {
		if redis.HasErrorPrefix(err, prefix) {
			return true
		}
	}
	return notConnected(err)
}

// notConnected tells that nothing was sent.
func notConnected(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial" && !errors.Is(err, context.Canceled)
}
