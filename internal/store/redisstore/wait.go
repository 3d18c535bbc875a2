package redisstore

import (
	"context"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
)

// errNotCopied leaves the outcome unknown: the change is on the master, and a failover
// may still lose it.
var errNotCopied = errors.New("too few replicas have confirmed the change in time")

// copyTime is how long a pipeline waits for replicas. It is shorter than the time after
// which the client gives up reading.
const copyTime = time.Second

// copies asks, at the end of a pipeline that changes something, that so many replicas
// have all of it. The zero value asks nothing.
type copies struct {
	replicas int
	asked    *redis.Cmd // nil: this pipeline changes nothing
}

// ask adds the question to a pipeline with these orders.
func (w *copies) ask(ctx context.Context, pipe redis.Pipeliner, orders []*order) {
	if w.replicas == 0 || !changing(orders) {
		return
	}
	w.asked = pipe.Do(ctx, "wait", w.replicas, copyTime.Milliseconds())
}

func changing(orders []*order) bool {
	for _, o := range orders {
		for _, c := range o.commands {
			if c.changes {
				return true
			}
		}
	}
	return false
}

// judge makes failures of the changes that too few replicas have.
func (w *copies) judge(orders []*order) {
	if w.asked == nil {
		return
	}
	if n, err := w.asked.Int(); err == nil && n >= w.replicas {
		return
	}
	for _, o := range orders {
		for _, c := range o.commands {
			if c.changes && c.Err() == nil {
				c.SetErr(errNotCopied)
			}
		}
	}
}
