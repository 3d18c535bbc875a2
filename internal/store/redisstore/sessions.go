package redisstore

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Load reads a session, from memory when it was used lately. What another process has
// committed since is not in it: a Commit on that is ErrConflict, and the next Load fresh.
func (s *Store) Load(ctx context.Context, actor chat.Actor) (store.Snapshot, error) {
	const doing = "loading a session"
	if err := ctx.Err(); err != nil {
		return store.Snapshot{}, describe(doing, err)
	}
	if known, ok := s.warm.load(actor); ok {
		return known, nil
	}
	c := ask("get", s.keys.of(actor).actor)
	if err := s.do(ctx, c); err != nil {
		return store.Snapshot{}, describe(doing, err)
	}
	var e entry // of somebody unknown: that is remembered as well, for the first commit
	value, ok, err := c.value()
	if err == nil && ok {
		e, err = parseEntry(value)
	}
	if err != nil {
		return store.Snapshot{}, describe(doing, err)
	}
	s.warm.loaded(actor, e.version, value)
	return e.snapshot(), nil
}

// Standing is an actor's version, and the Seq of the last message that was ever said, as
// Redis has them now: both 0 for who is unknown. It is there for who checks the books.
func (s *Store) Standing(ctx context.Context, actor chat.Actor) (version, lastSeq uint64, err error) {
	c := ask("get", s.keys.of(actor).actor)
	if err := s.do(ctx, c); err != nil {
		return 0, 0, describe("reading where somebody stands", err)
	}
	value, ok, err := c.value()
	if err != nil || !ok {
		return 0, 0, describe("reading where somebody stands", err)
	}
	e, err := parseEntry(value)
	return e.version, e.lastSeq, describe("reading where somebody stands", err)
}

// Records reads all chunks of an actor.
func (s *Store) Records(ctx context.Context, actor chat.Actor) ([]store.Chunk, error) {
	const doing = "loading records"
	c := ask("hgetall", s.keys.of(actor).chunks)
	if err := s.do(ctx, c); err != nil {
		return nil, describe(doing, err)
	}
	all, err := c.texts()
	if err != nil {
		return nil, describe(doing, err)
	}
	var chunks []store.Chunk
	for i := 0; i+1 < len(all); i += 2 {
		chunk, err := parseChunk(all[i], all[i+1])
		if err != nil {
			return nil, describe(doing, err)
		}
		chunks = append(chunks, chunk)
	}
	slices.SortFunc(chunks, func(a, b store.Chunk) int { return cmp.Compare(a.Seq, b.Seq) })
	return chunks, nil
}

// LastChunk reads the chunk with the highest Seq.
func (s *Store) LastChunk(ctx context.Context, actor chat.Actor) (store.Chunk, error) {
	const doing = "loading the last records"
	p := s.keys.of(actor)
	c := s.scripts.last.read(&p.actor, &p.chunks)
	if err := s.do(ctx, c); err != nil {
		return store.Chunk{}, describe(doing, err)
	}
	found, err := c.texts()
	if err != nil || len(found) != 2 {
		return store.Chunk{}, describe(doing, err)
	}
	chunk, err := parseChunk(found[0], found[1])
	return chunk, describe(doing, err)
}

func parseChunk(seq, data string) (store.Chunk, error) {
	n, err := strconv.ParseUint(seq, 10, 32)
	if err != nil {
		return store.Chunk{}, damaged("the number of a chunk makes no sense")
	}
	return store.Chunk{Seq: uint32(n), Data: []byte(data)}, nil
}
