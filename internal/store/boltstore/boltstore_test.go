package boltstore_test

import (
	"path/filepath"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/storetest"
)

func open(t *testing.T) store.Store {
	t.Helper()
	s, err := boltstore.Open(filepath.Join(t.TempDir(), "data", "store"), boltstore.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestContract(t *testing.T) { storetest.Run(t, open) }

func TestItAnswersAsTheStoreInMemoryDoes(t *testing.T) {
	for seed := range uint64(3) {
		storetest.Same(t, memstore.New(), open(t), seed)
	}
}
