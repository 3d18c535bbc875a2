package redisstore_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
	"github.com/stillpoint-bot/stillpoint/internal/store/storetest"
)

// TestMain looks for goroutines that nobody waited for. The client's own watch for a
// server that was gone looks only once a second whether it is still needed.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/redis/go-redis/v9/internal/pool.(*ConnPool).tryDial"))
}

// open is a store at this address, closed with the test.
func open(t testing.TB, url string) *redisstore.Store {
	t.Helper()
	s, _, err := redisstore.Open(t.Context(), redisstore.Config{URL: url})
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

func TestContract(t *testing.T) {
	server := redistest.Start(t)
	storetest.Run(t, func(t *testing.T) store.Store {
		server.Flush(t)
		return open(t, server.URL())
	})
}

func TestContractOnACluster(t *testing.T) {
	cluster := redistest.StartCluster(t)
	storetest.Run(t, func(t *testing.T) store.Store {
		cluster.Flush(t)
		return open(t, cluster.URL())
	})
}

func TestItAnswersAsTheStoreInMemoryDoes(t *testing.T) {
	server := redistest.Start(t, "--appendonly", "no", "--save", "") // what is on the disk is tried elsewhere
	for seed := range uint64(20) {
		server.Flush(t)
		storetest.Same(t, memstore.New(), open(t, server.URL()), seed)
	}
}
