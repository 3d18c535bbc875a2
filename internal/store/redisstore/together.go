package redisstore

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/redis/go-redis/v9"
)

// mostTurns is how many turns share a run of commits.lua: more than a dozen µs each is not
// needed, and nobody else is served meanwhile.
const mostTurns = 128

// errSlowly says that a quick commit was not applied, and that the slow way knows why.
var errSlowly = errors.New("not applied as foreseen")

// shared is a run of commits.lua and whose turns are in it.
type shared struct {
	*command

	of []*command
}

// together makes runs of quick commits: of one group each, and in it by partition.
func together(commits []*command) []shared {
	if len(commits) > 1 {
		slices.SortStableFunc(commits, func(a, b *command) int {
			p, q := a.quick.place, b.quick.place
			return cmp.Or(cmp.Compare(p.part, q.part), cmp.Compare(p.page, q.page))
		})
	}
	var runs []shared
	for len(commits) > 0 {
		n := 1
		for n < min(len(commits), mostTurns) && commits[n].quick.group == commits[0].quick.group {
			n++
		}
		runs = append(runs, run(commits[:n]))
		commits = commits[n:]
	}
	return runs
}

// run is the command for some quick commits.
func run(commits []*command) shared {
	s := commits[0].quick.store
	keys, args := make([]any, 0, 3+5*len(commits)), make([]any, 0, 4+14*len(commits))
	c := &command{changes: true, script: &s.scripts.commits}
	keys = append(keys, "evalsha", &c.script.sha, 0)
	args = append(args, &s.channel)
	for rest := commits; len(rest) > 0; {
		first, n := rest[0].quick, 0
		for n < len(rest) && rest[n].quick.place.part == first.place.part && rest[n].quick.news == first.news {
			n++
		}
		keys = append(keys, first.place.ready, &first.place.directory)
		if args = append(args, n); first.news {
			args = append(args, int(first.place.part))
		} else {
			args = append(args, "")
		}
		for _, one := range rest[:n] {
			p := one.quick.place
			keys = append(keys, &p.actor, &p.mailbox, p.index())
			args = append(args, one.quick.args...)
			if one.unknown {
				keys[0], keys[1] = "eval", &c.script.source
			}
		}
		rest = rest[n:]
	}
	keys[2] = len(keys) - 3
	c.args = append(keys, args...)
	return shared{c, commits}
}

// send readies a run for the pipeline.
func (r shared) send(ctx context.Context) redis.Cmder {
	r.Cmd = redis.NewCmd(ctx, r.args...)
	return r.command
}

// tell gives each commit its answer.
func (r shared) tell(ctx context.Context) {
	said, err := r.Int64Slice()
	if err == nil && len(said) != len(r.of) {
		err = damaged("an answer is of another kind")
	}
	for i, c := range r.of {
		c.Cmd = redis.NewCmd(ctx)
		switch {
		case err != nil:
			c.SetErr(err)
		case said[i] == 0:
			c.SetErr(errSlowly)
		default:
			c.SetVal(c.quick.answer(said[i]))
		}
	}
}
