package app

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// heard is a platform that remembers what was sent.
type heard struct{ messages []chat.Message }

func (h *heard) Send(_ context.Context, _ chat.Actor, _ string, m chat.Message) error {
	h.messages = append(h.messages, m)
	return nil
}

func TestTheSafetyReplyReachesThePlatformWhenTheStoreIsGone(t *testing.T) {
	shelf, guard, err := openShelf(os.DirFS("../../prompts"))
	if err != nil {
		t.Fatal(err)
	}
	kept, err := boltstore.Open(filepath.Join(t.TempDir(), "data.db"), boltstore.Config{})
	if err != nil {
		t.Fatal(err)
	}
	platform := &heard{}
	h, err := newHouse(houseConfig{
		shelf: shelf, guard: guard, store: kept, keys: []vault.Key{{ID: 1, Secret: [32]byte{1}}},
		senders: map[chat.Platform]delivery.Sender{"terminal": platform},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	everyday := chat.Inbound{ID: "1", Actor: LocalActor(), Event: chat.Text{Text: "hello"}}
	if _, err := h.talk.Handle(t.Context(), everyday); err == nil || len(platform.messages) > 0 {
		t.Errorf("an everyday text: %v, %d messages", err, len(platform.messages))
	}
	crisis := chat.Inbound{ID: "2", Actor: LocalActor(), Event: chat.Text{Text: "I want to kill myself"}}
	if _, err := h.talk.Handle(t.Context(), crisis); err == nil {
		t.Error("what could not be stored counts as applied")
	}
	if len(platform.messages) == 0 {
		t.Error("nothing was said")
	}
}
