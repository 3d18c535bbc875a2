package redisstore

import (
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// ErrNotNow is in every error of Open that may be gone at a later try: nothing answers,
// a server starts, a failover is under way. The text of such an error says which.
var ErrNotNow = errors.New("try again later")

// passingError is an error that may be gone later. It reads as before.
type passingError struct{ error }

func (e passingError) Unwrap() []error { return []error{e.error, ErrNotNow} }

// errReplica says that a server is no master: a wrong address, or a failover.
var errReplica = errors.New("this Redis is a replica and takes no changes: give the address of its master, or of the sentinels")

// settles tells what may be gone in a moment. A server that does not even answer is not
// waited for once more: that has taken long enough.
func settles(err error) bool { return refusedFor(err) || errors.Is(err, errReplica) }

// moments are the troubles of a moment, by how Redis begins to tell of them, in words for
// an operator.
func moments() map[string]string {
	return map[string]string{
		"LOADING":     "Redis is still reading its data from the disk: try again when it has",
		"MASTERDOWN":  "this Redis is a replica that has lost its master: a failover may be under way",
		"CLUSTERDOWN": "the Redis cluster is down: some of its servers are missing",
		"TRYAGAIN":    "the Redis cluster is moving keys from server to server: try again when it has",
		"NOREPLICAS":  "Redis takes no changes now: fewer replicas follow it than min-replicas-to-write asks for",
		"BUSY ":       "Redis is busy with a script that does not end: SCRIPT KILL ends it",
		"READONLY":    "this Redis takes no changes: give the address of the master, or of the sentinels",
	}
}

// momentary is what plainly says of a trouble of a moment, nil for any other.
func momentary(err error, a address) error {
	for prefix, text := range moments() {
		if redis.HasErrorPrefix(err, prefix) {
			return errors.New(text)
		}
	}
	switch {
	case errors.Is(err, errReplica) && a.kind == sentinel:
		return errors.New("the sentinels name a replica as the master: a failover is under way")
	case errors.Is(err, errReplica):
		return errReplica
	case unreachable(err):
		return fmt.Errorf("nothing that is Redis can be reached at %s: %w", a.hosts(), cause(err))
	}
	return nil
}
