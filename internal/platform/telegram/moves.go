package telegram

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// moves knows where groups went that got a new id.
type moves struct {
	notes Notes
	mu    sync.Mutex
	known *simplelru.LRU[int64, int64] // old to new; to itself: it has not moved
}

func newMoves(notes Notes) *moves {
	known, err := simplelru.NewLRU[int64, int64](4096, nil)
	if err != nil {
		panic(err) // only for a size that is not positive
	}
	return &moves{notes: notes, known: known}
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
	note, err := m.notes.Note(ctx, self(), moveNote(id))
	if err != nil {
		return id
	}
	to, err = strconv.ParseInt(string(note), 10, 64)
	if err != nil {
		to = id
	}
	m.set(id, to)
	return to
}

// note remembers a move for good.
func (m *moves) note(ctx context.Context, from, to int64) error {
	m.set(from, to)
	return m.notes.SetNote(ctx, self(), moveNote(from), strconv.AppendInt(nil, to, 10), time.Time{})
}

func (m *moves) set(from, to int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.known.Add(from, to)
}

func moveNote(id int64) string { return "moved/" + strconv.FormatInt(id, 10) }

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
