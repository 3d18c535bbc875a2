package boltstore_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
)

// smallDisk is a directory with room for so many bytes.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("stillpoint-test", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("a small disk needs the right to mount one: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestAFullDiskIsToldAndNothingIsLost(t *testing.T) {
	path := filepath.Join(smallDisk(t, "1m"), "store")
	s := mustOpen(t, path, quick)
	committed := 0
	var err error
	for ; err == nil; committed++ {
		_, err = s.Commit(t.Context(), store.Turn{
			Actor: member(committed), Session: bytes.Repeat([]byte("x"), 5000),
			Messages: []store.Message{{Data: []byte("hello")}}, Set: []store.Timer{{Name: "daily", Due: noon}},
		})
	}
	committed--
	if !errors.Is(err, store.ErrFull) || committed < 20 {
		t.Fatalf("after %d commits: %v", committed, err)
	}
	for range 2 { // in the open store, and again after opening it anew
		for n := range committed + 1 {
			snapshot, err := s.Load(t.Context(), member(n))
			if wanted := min(1, uint64(committed-n)); err != nil || snapshot.Version != wanted {
				t.Errorf("actor %d of %d has version %d, %v", n, committed, snapshot.Version, err)
			}
		}
		mustClose(t, s)
		s = mustOpen(t, path, quick)
	}
	// To delete is what a full store must still be able to do.
	if _, err := s.Commit(t.Context(), store.Turn{Actor: member(0), Version: 1, Forget: true}); err != nil && !errors.Is(err, store.ErrFull) {
		t.Errorf("forgetting: %v", err)
	}
	mustClose(t, s)
}

func TestADiskThatIsFullFromTheStart(t *testing.T) {
	dir := smallDisk(t, "16k")
	_, err := boltstore.Open(filepath.Join(dir, "store"), quick)
	if !errors.Is(err, store.ErrFull) {
		t.Errorf("got %v", err)
	}
	if names, _ := filepath.Glob(filepath.Join(dir, "*")); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}
