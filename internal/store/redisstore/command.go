package redisstore

import (
	"github.com/redis/go-redis/v9"
)

// command is something to ask of Redis, and then its answer. It becomes the client's own
// kind of command when it is sent.
type command struct {
	*redis.Cmd

	args    []any
	script  *script // what an EVALSHA runs; nil for any other command
	changes bool
	quick   *quick // a commit that may share a run with others; nil for any other command
	unknown bool   // the server did not know the script of that run
}

// NoRetry keeps the client from sending a change again by itself when a reply was lost:
// the outcome is unknown then, and the caller has to be told.
func (c *command) NoRetry() bool { return c.changes }

// ask is a command that changes nothing.
func ask(args ...any) *command { return &command{args: args} }

// on is a run of a script that changes something on these keys, with room for so many
// arguments. Many such runs are under way at a time, so that it counts how often memory is
// asked for: an argument that is a pointer to a text costs none. The client finds a key's
// server by the first one, and reads that as a text.
func (s *script) on(room int, keys ...*string) *command {
	args := make([]any, 0, 3+len(keys)+room)
	args = append(args, "evalsha", &s.sha, len(keys), *keys[0])
	for _, k := range keys[1:] {
		args = append(args, k)
	}
	return &command{args: args, script: s, changes: true}
}

// with adds arguments.
func (c *command) with(args ...any) *command {
	c.args = append(c.args, args...)
	return c
}

// read is a run of a script that changes nothing.
func (s *script) read(keys ...*string) *command {
	c := s.on(0, keys...)
	c.changes = false
	return c
}

// again prepares sending it once more, with the source of a script that the server does
// not know (any more).
func (c *command) again() {
	unknown := redis.HasErrorPrefix(c.Err(), "NOSCRIPT")
	switch {
	case c.quick != nil && c.Err() == errSlowly: //nolint:errorlint // never wrapped
		c.slowly()
	case c.quick != nil:
		c.unknown = unknown
	case unknown:
		c.args[0], c.args[1] = "eval", &c.script.source
	}
}

// number is the answer as a whole number.
func (c *command) number() (int64, error) { return c.Int64() }

// texts is the answer as a list of texts, nil when it is nothing.
func (c *command) texts() ([]string, error) {
	list, err := c.Slice()
	if err == redis.Nil { //nolint:errorlint // never wrapped
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all := make([]string, len(list))
	for i, e := range list {
		text, ok := e.(string)
		if !ok {
			return nil, damaged("an answer is of another kind")
		}
		all[i] = text
	}
	return all, nil
}

// value is the answer as bytes; ok is false when there is none.
func (c *command) value() (b []byte, ok bool, err error) {
	text, err := c.Text()
	if err == redis.Nil { //nolint:errorlint // never wrapped
		return nil, false, nil
	}
	return []byte(text), err == nil, err
}
