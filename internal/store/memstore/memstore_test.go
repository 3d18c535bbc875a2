package memstore_test

import (
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/storetest"
)

func open(t *testing.T) store.Store {
	s := memstore.New()
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestContract(t *testing.T) { storetest.Run(t, open) }

func TestTheSameCallsHaveTheSameResults(t *testing.T) {
	for seed := range uint64(20) {
		storetest.Same(t, open(t), open(t), seed)
	}
}
