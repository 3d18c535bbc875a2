package redisstore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"
)

// Warning is something about a server that may cost data one day, in one line for an
// operator.
type Warning string

func join(warnings []Warning) string {
	texts := make([]string, len(warnings))
	for i, w := range warnings {
		texts[i] = string(w)
	}
	return strings.Join(texts, "; ")
}

// The warnings.
const (
	warnUnseen      Warning = "CONFIG may not be read here: make sure yourself that Redis writes to its disk (appendonly yes)"
	warnForgets     Warning = "Redis keeps everything in memory only (appendonly no, save \"\"): a restart loses all sessions; set appendonly yes"
	warnSnapshots   Warning = "Redis writes snapshots only (appendonly no): a crash loses what came after the last one; set appendonly yes"
	warnUninspected Warning = "INFO may not be read here: the version of Redis and its settings are not checked"
)

func warnEvicts(policy string) Warning {
	return Warning("maxmemory-policy is " + policy + ": when memory is short Redis would throw people's sessions away; set noeviction")
}

// facts are what a server says about itself.
type facts map[string]string

func parseInfo(text string) facts {
	f := facts{}
	for line := range strings.Lines(text) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			f[name] = value
		}
	}
	return f
}

// oldest is the oldest Redis that has all the commands the scripts use.
const oldestMajor, oldestMinor = 6, 2

// refuse tells why a server cannot serve at all.
func (f facts) refuse(k kind) error {
	switch {
	case !recent(f["redis_version"]):
		return fmt.Errorf("the Redis there is too old: it is version %s, and Stillpoint needs %d.%d or later", f["redis_version"], oldestMajor, oldestMinor)
	case f["role"] == "slave" && k != cluster:
		return errReplica
	case f["cluster_enabled"] == "1" && k == single:
		return errors.New("this Redis belongs to a cluster: begin its address with redis-cluster://")
	}
	return nil
}

func recent(version string) bool {
	parts := append(strings.Split(version, "."), "0")
	major, err := strconv.Atoi(parts[0])
	minor, minorErr := strconv.Atoi(parts[1])
	return err != nil || minorErr != nil || major > oldestMajor || major == oldestMajor && minor >= oldestMinor
}

// warn says what may cost data. Save is the setting of that name.
func (f facts) warn(save string, seen bool) []Warning {
	var all []Warning
	if policy := f["maxmemory_policy"]; policy != "" && policy != "noeviction" {
		all = append(all, warnEvicts(policy))
	}
	switch {
	case f["aof_enabled"] == "1":
	case !seen:
		all = append(all, warnUnseen)
	case save == "":
		all = append(all, warnForgets)
	default:
		all = append(all, warnSnapshots)
	}
	return all
}

// inspect looks at every server, and at what else is in the database.
func (s *Store) inspect(ctx context.Context, a address) ([]Warning, error) {
	all, err := s.inspectAll(ctx, a)
	if err != nil {
		return nil, err
	}
	more, err := s.strangers(ctx)
	return append(all, more...), err
}

func (s *Store) inspectAll(ctx context.Context, a address) ([]Warning, error) {
	var mu sync.Mutex
	var all []Warning
	err := eachMaster(ctx, s.client, func(ctx context.Context, c redis.Cmdable) error {
		found, err := inspectOne(ctx, c, a.kind)
		mu.Lock()
		defer mu.Unlock()
		for _, w := range found {
			if !slices.Contains(all, w) {
				all = append(all, w)
			}
		}
		return err
	})
	return all, err
}

func inspectOne(ctx context.Context, c redis.Cmdable, k kind) ([]Warning, error) {
	text, err := c.Info(ctx).Result()
	if forbidden(err) {
		return []Warning{warnUninspected}, nil
	}
	if err != nil {
		return nil, err
	}
	f := parseInfo(text)
	if err := f.refuse(k); err != nil {
		return nil, err
	}
	config, err := c.ConfigGet(ctx, "save").Result()
	return f.warn(config["save"], err == nil), nil
}

// forbidden tells that a managed service or an ACL withholds a command.
func forbidden(err error) bool {
	return redis.HasErrorPrefix(err, "NOPERM") || redis.HasErrorPrefix(err, "unknown command")
}

// plainly says in one line why a server cannot be used.
func plainly(err error, a address) error {
	text := err.Error()
	switch {
	case redis.HasErrorPrefix(err, "NOAUTH"):
		return errors.New("no password was given and Redis wants one: put it into the address, redis://:password@host")
	case redis.HasErrorPrefix(err, "WRONGPASS"), strings.Contains(text, "without any password configured"), strings.Contains(text, "invalid password"):
		return errors.New("not accepted by Redis: the user or the password in the address")
	case strings.Contains(text, "DB index is out of range"), strings.Contains(text, "invalid DB index"):
		return fmt.Errorf("this Redis has no database %d: its setting \"databases\" says how many there are", a.database())
	case strings.Contains(text, "cluster support disabled"):
		return errors.New("this Redis is no cluster: begin its address with redis://")
	case redis.HasErrorPrefix(err, "NOPERM"):
		return fmt.Errorf("the user in the address may not do what is needed: %w", err)
	}
	if now := momentary(err, a); now != nil {
		return passingError{now}
	}
	return err
}
