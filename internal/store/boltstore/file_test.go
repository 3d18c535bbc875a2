package boltstore_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
)

var someone = chat.Actor{Platform: "terminal", Kind: chat.Person, ID: "1"}

// quick does not wait for other processes.
var quick = boltstore.Config{Wait: time.Nanosecond}

func mustOpen(t testing.TB, path string, cfg boltstore.Config) *boltstore.Store {
	t.Helper()
	s, err := boltstore.Open(path, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustClose(t testing.TB, s *boltstore.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsCommittedIsThereAfterOpeningAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store")
	for version := range uint64(3) {
		s := mustOpen(t, path, quick)
		turn := store.Turn{Actor: someone, Version: version, Session: []byte("session"), Messages: []store.Message{{Data: []byte("hello")}}}
		if _, err := s.Commit(t.Context(), turn); err != nil {
			t.Fatal(err)
		}
		mustClose(t, s)
	}
	s := mustOpen(t, path, quick)
	defer mustClose(t, s)
	snapshot, err := s.Load(t.Context(), someone)
	if err != nil || snapshot.Version != 3 {
		t.Errorf("version %d, %v", snapshot.Version, err)
	}
}

func TestAfterCloseEveryCallFails(t *testing.T) {
	s := mustOpen(t, filepath.Join(t.TempDir(), "store"), quick)
	mustClose(t, s)
	_, loadErr := s.Load(t.Context(), someone)
	_, commitErr := s.Commit(t.Context(), store.Turn{Actor: someone})
	if loadErr == nil || commitErr == nil || errors.Is(commitErr, store.ErrDamaged) {
		t.Errorf("load: %v, commit: %v", loadErr, commitErr)
	}
}

func TestTheFileBelongsToItsOwnerOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	mustClose(t, mustOpen(t, filepath.Join(dir, "store"), quick))
	for path, wanted := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, "store"): 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != wanted {
			t.Errorf("%s has mode %v, want %v (%v)", filepath.Base(path), info.Mode().Perm(), wanted, err)
		}
	}
	if names, _ := os.ReadDir(dir); len(names) != 1 {
		t.Errorf("left behind: %v", names)
	}
}

func TestASecondProcessIsToldThatTheStoreIsInUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store")
	s := mustOpen(t, path, quick)
	_, err := boltstore.Open(path, quick)
	if !errors.Is(err, store.ErrInUse) || !strings.Contains(err.Error(), "stop the other one") {
		t.Errorf("got %v", err)
	}
	if _, err := s.Commit(t.Context(), store.Turn{Actor: someone}); err != nil {
		t.Errorf("the first one afterwards: %v", err)
	}
	mustClose(t, s)
	mustClose(t, mustOpen(t, path, quick))
}

// TestAFileThatIsNotOursIsLeftAlone looks at the bytes before and after.
func TestAFileThatIsNotOursIsLeftAlone(t *testing.T) {
	otherBolt := func(t *testing.T, path string, fill func(*bolt.Tx) error) {
		db, err := bolt.Open(path, 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(db.Update(fill), db.Close()); err != nil {
			t.Fatal(err)
		}
	}
	ours := func(t *testing.T, path string, fill func(*bolt.Tx) error) {
		mustClose(t, mustOpen(t, path, quick))
		otherBolt(t, path, fill)
	}
	write := func(t *testing.T, path string, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cases := []struct {
		name string
		make func(t *testing.T, path string)
		want error
	}{
		{"a text", func(t *testing.T, path string) { write(t, path, "hello") }, store.ErrForeign},
		{"a long text", func(t *testing.T, path string) { write(t, path, strings.Repeat("hello ", 50_000)) }, store.ErrForeign},
		{"an empty file", func(t *testing.T, path string) { write(t, path, "") }, store.ErrDamaged},
		{"a directory", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, store.ErrForeign},
		{"a bbolt file of another program", func(t *testing.T, path string) {
			otherBolt(t, path, func(tx *bolt.Tx) error { _, err := tx.CreateBucket([]byte("theirs")); return err })
		}, store.ErrForeign},
		{"a bbolt file with another program's meta", func(t *testing.T, path string) {
			ours(t, path, func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("magic"), []byte("theirs")) })
		}, store.ErrForeign},
		{"a store of a newer version", func(t *testing.T, path string) {
			ours(t, path, func(tx *bolt.Tx) error {
				return tx.Bucket([]byte("meta")).Put([]byte("format"), binary.BigEndian.AppendUint32(nil, 3))
			})
		}, boltstore.ErrNewer},
		{"a store that does not tell its format", func(t *testing.T, path string) {
			ours(t, path, func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Delete([]byte("format")) })
		}, store.ErrDamaged},
		{"a store without its messages", func(t *testing.T, path string) {
			ours(t, path, func(tx *bolt.Tx) error { return tx.DeleteBucket([]byte("letters")) })
		}, store.ErrDamaged},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "store")
			c.make(t, path)
			before, _ := os.ReadFile(path)
			for range 2 { // the first refusal must have let go of the file
				s, err := boltstore.Open(path, quick)
				if !errors.Is(err, c.want) || s != nil {
					t.Fatalf("got %v, want %v", err, c.want)
				}
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}
