package load

import (
	"context"
	"os"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

// The bot is built once for all tests, into a folder that goes with them.
var (
	builtIn string
	built   = sync.OnceValues(func() (string, error) { return buildBot(context.Background(), builtIn) })
)

// theBot is the program that the tests talk with.
func theBot(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("LEFT OUT: it builds the bot")
	}
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "stillpoint-load-test-")
	if err != nil {
		panic(err)
	}
	builtIn = dir
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		_ = os.RemoveAll(dir)
		os.Exit(code)
	}))
}
