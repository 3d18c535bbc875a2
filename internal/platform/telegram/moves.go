package telegram

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// moves knows where groups went that got a new id, and where those came from: to the
// house a group is who it was at first. A group moves once.
type moves struct {
	notes Notes
	mu    sync.Mutex
	known *simplelru.LRU[int64, int64] // old to new; to itself: it has not moved
	first *simplelru.LRU[int64, int64] // new to old
}

func newMoves(notes Notes) *moves {
	known, err := simplelru.NewLRU[int64, int64](4096, nil)
	if err != nil {
		panic(err) // only for a size that is not positive
	}
	first, err := simplelru.NewLRU[int64, int64](4096, nil)
	if err != nil {
		panic(err)
	}
	return &moves{notes: notes, known: known, first: first}
}

// now is a group's id today. When the note cannot be read, the old one is tried:
// Telegram tells again.
func (m *moves) now(ctx context.Context, id int64) int64 {
	m.mu.Lock()
	to, ok := m.known.Get(id)
	m.mu.Unlock()
	if ok {
		return to
	}
	note, err := m.notes.Note(ctx, community(id), moveNote)
	if err != nil {
		return id
	}
	to, err = strconv.ParseInt(string(note), 10, 64)
	if err != nil {
		to = id
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.known.Add(id, to)
	return to
}

// origin is the id that the house knows a group by. It fails when that cannot be looked
// up: taking the group for another one would make two of it.
func (m *moves) origin(ctx context.Context, id int64) (int64, error) {
	m.mu.Lock()
	from, ok := m.first.Get(id)
	m.mu.Unlock()
	if ok {
		return from, nil
	}
	note, err := m.notes.Note(ctx, community(id), originNote)
	if err != nil {
		return 0, fmt.Errorf("looking up where a group came from: %w", err)
	}
	from, err = strconv.ParseInt(string(note), 10, 64)
	if err != nil {
		return id, nil //nolint:nilerr // there is no such note: it has always been this one
	}
	m.learn(from, id)
	return from, nil
}

// note remembers a move for good.
func (m *moves) note(ctx context.Context, from, to int64) error {
	m.learn(from, to)
	if err := m.notes.SetNote(ctx, community(to), originNote, strconv.AppendInt(nil, from, 10), time.Time{}); err != nil {
		return fmt.Errorf("noting where a group came from: %w", err)
	}
	if err := m.notes.SetNote(ctx, community(from), moveNote, strconv.AppendInt(nil, to, 10), time.Time{}); err != nil {
		return fmt.Errorf("noting where a group went: %w", err)
	}
	return nil
}

// learn remembers a move until the end of the process.
func (m *moves) learn(from, to int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.known.Add(from, to)
	m.first.Add(to, from)
}

// The names of the notes: beside a group that moved lies its new id, beside its new self
// the old one.
const (
	moveNote   = "moved"
	originNote = "was"
)

// movedTo reads the new id out of a refusal.
func movedTo(err error) (int64, bool) {
	var no *apiError
	if errors.As(err, &no) && no.movedTo != 0 {
		return no.movedTo, true
	}
	return 0, false
}

// noteMove remembers a move. When that cannot be stored it is still known here, and
// Telegram tells again after a restart.
func (a *Adapter) noteMove(ctx context.Context, from, to int64) {
	a.cfg.Observe("moved", 1)
	if err := a.moves.note(ctx, from, to); err != nil {
		a.cfg.Log.Warn("a group's new id could not be stored", "platform", Platform, "error", err)
	}
}
