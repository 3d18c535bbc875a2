package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// sealedNotes are the notes of the adapters, unreadable where they are kept.
type sealedNotes struct {
	notes store.Notes
	ring  *vault.Ring
}

// Note reads a note. One that cannot be opened is an error: it is never taken for
// none.
func (n sealedNotes) Note(ctx context.Context, of chat.Actor, name string) ([]byte, error) {
	sealed, err := n.notes.Note(ctx, of, name)
	if err != nil || sealed == nil {
		return nil, err
	}
	data, err := n.ring.Open(nil, sealed, noteContext(of, name))
	if err != nil {
		return nil, fmt.Errorf("opening a note: %w", err)
	}
	return data, nil
}

// SetNote keeps a note until then; nil data removes it.
func (n sealedNotes) SetNote(ctx context.Context, of chat.Actor, name string, data []byte, until time.Time) error {
	if data != nil {
		data = n.ring.Seal(nil, data, noteContext(of, name))
	}
	return n.notes.SetNote(ctx, of, name, data, until)
}

// noteContext binds a note to its actor and its name.
func noteContext(of chat.Actor, name string) []byte {
	return []byte("note/" + name + "/" + of.Key())
}

// errWrongKey says that the key is not the one that the data was sealed with.
var errWrongKey = errors.New("the key does not open what is kept: give the one that the data was made with (STILLPOINT_KEY or STILLPOINT_KEY_FILE), or an empty store; nothing was changed")

// houseNotes is whose notes those of the service itself are.
func houseNotes() chat.Actor {
	return chat.Actor{Platform: "stillpoint", Kind: chat.Service, ID: "house"}
}

const keyNote, keyProof = "key", "still"

// proveKey makes sure that the key is the one of the store, before anybody talks:
// with another one every session would look damaged.
func proveKey(ctx context.Context, notes sealedNotes) error {
	known, err := checkKey(ctx, notes)
	if err != nil || known {
		return err
	}
	return notes.SetNote(ctx, houseNotes(), keyNote, []byte(keyProof), time.Time{})
}

// checkKey tells whether the store has its proof of the key already; an error when it
// is that of another key.
func checkKey(ctx context.Context, notes sealedNotes) (known bool, err error) {
	sealed, err := notes.notes.Note(ctx, houseNotes(), keyNote)
	if err != nil {
		return false, fmt.Errorf("looking which key the store has: %w", err)
	}
	if sealed == nil {
		return false, nil
	}
	plain, err := notes.ring.Open(nil, sealed, noteContext(houseNotes(), keyNote))
	if err != nil || string(plain) != keyProof {
		return false, errWrongKey
	}
	return true, nil
}
