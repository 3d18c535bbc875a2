package boltstore_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
)

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

func member(n int) chat.Actor {
	return chat.Actor{Platform: "telegram", Kind: chat.Person, ID: fmt.Sprint(1000 + n)}
}

const members = 40

// populated is the bytes of a store in which members have some of everything.
func populated(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store")
	s := mustOpen(t, path, quick)
	for n := range members {
		for version := range uint64(3) {
			_, err := s.Commit(t.Context(), store.Turn{
				Actor: member(n), Version: version, Session: bytes.Repeat([]byte{byte(n)}, 200),
				Chunks:   []store.Chunk{{Seq: uint32(version) + 1, Data: bytes.Repeat([]byte{'c'}, 500)}},
				Messages: []store.Message{{Class: store.Class(n % 3), Data: bytes.Repeat([]byte{'m'}, 80)}},
				Set:      []store.Timer{{Name: "daily", Due: noon.Add(time.Duration(n) * time.Minute)}},
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Put(t.Context(), member(n), uint64(1+n%3), time.Time{}, "unreachable"); err != nil {
			t.Fatal(err)
		}
	}
	mustClose(t, s)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return whole
}

// everything reads all that a store has, as a text.
func everything(ctx context.Context, s store.Store) (string, error) {
	var b strings.Builder
	var all error
	for n := range members {
		snapshot, err := s.Load(ctx, member(n))
		chunks, chunksErr := s.Records(ctx, member(n))
		last, lastErr := s.LastChunk(ctx, member(n))
		fmt.Fprintf(&b, "%d: %d %s, last %d %s\n", n, snapshot.Version, snapshot.Session, last.Seq, last.Data)
		for _, c := range chunks {
			fmt.Fprintf(&b, "%d %s\n", c.Seq, c.Data)
		}
		all = errors.Join(all, err, chunksErr, lastErr)
	}
	due, next, err := s.Due(ctx, store.AllPartitions, noon.Add(time.Hour/2), 1000)
	heads, wake, headsErr := s.Heads(ctx, store.AllPartitions, noon, 1000)
	parked, parkedErr := s.Parked(ctx, store.AllPartitions, 1000)
	for _, o := range due {
		fmt.Fprintln(&b, o.Actor.Key(), o.Timer)
	}
	fmt.Fprintln(&b, next, wake)
	for _, l := range append(heads, parked...) {
		fmt.Fprintf(&b, "%s %d %d %c %d %v %s %s\n", l.Actor.Key(), l.Seq, l.Class, l.State, l.Attempts, l.Earliest, l.Reason, l.Data)
	}
	return b.String(), errors.Join(all, err, headsErr, parkedErr)
}

// try opens a file with these bytes. It tells what can be read, or the error,
// which must be a clear one.
func try(t *testing.T, path, what string, content []byte) (text string, err error) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := boltstore.Open(path, quick)
	if err == nil {
		text, err = everything(t.Context(), s)
		if err == nil && len(what)%4 == 0 { // each costs a write to the disk
			_, err = s.Commit(t.Context(), store.Turn{Actor: member(members), Session: []byte("new")})
		}
		if closeErr := s.Close(); closeErr != nil {
			t.Errorf("%s: %v", what, closeErr)
		}
	} else if after, _ := os.ReadFile(path); !bytes.Equal(after, content) {
		t.Errorf("%s: the file was changed", what)
	}
	if err != nil && !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrForeign) && !errors.Is(err, boltstore.ErrNewer) {
		t.Errorf("%s: %v", what, err)
	}
	return text, err
}

func TestAFileThatWasCutShortIsRefusedOrWhole(t *testing.T) {
	whole := populated(t)
	path := filepath.Join(t.TempDir(), "store")
	wanted, err := try(t, path, "uncut", whole)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(4, 4))
	cuts := []int{0, 1, 15, 16, 17, 79, 80, 81, 4095, 4096, 4097, 8191, 8192, 8193, len(whole) - 1}
	for at := 0; at < len(whole); at += 1 + random.IntN(len(whole)/150) {
		cuts = append(cuts, at)
	}
	for _, at := range cuts {
		if got, err := try(t, path, fmt.Sprint("cut at ", at), whole[:at]); err == nil && got != wanted {
			t.Errorf("cut at %d: opened, and something is missing", at)
		}
	}
}

// TestAFlippedByteIsNoticed flips bytes everywhere. Either the store tells, or it
// answers as before: a byte that nothing reads may be anything. Only in the two
// meta pages a flip may bring back the last state but one, as a power cut does
// while one of them is written.
func TestAFlippedByteIsNoticed(t *testing.T) {
	whole := populated(t)
	path := filepath.Join(t.TempDir(), "store")
	wanted, err := try(t, path, "unchanged", whole)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(5, 5))
	refused, same := 0, 0
	flip := func(at int) {
		changed := bytes.Clone(whole)
		changed[at] ^= 1 << random.IntN(8)
		got, err := try(t, path, fmt.Sprint("flipped at ", at), changed)
		switch {
		case err != nil:
			refused++
		case got == wanted:
			same++
		case at >= 2*os.Getpagesize():
			t.Errorf("flipped at %d: a wrong answer", at)
		}
	}
	for at := range 2 * 80 {
		flip(at%80 + at/80*os.Getpagesize())
	}
	for range 150 {
		flip(random.IntN(len(whole)))
	}
	// Page heads and the tables behind them: what bbolt trusts most.
	for page := 2; page < len(whole)/os.Getpagesize(); page++ {
		flip(page*os.Getpagesize() + random.IntN(64))
	}
	t.Logf("%d refused, %d the same as before", refused, same)
	if refused == 0 || same == 0 {
		t.Errorf("%d refused, %d the same as before: nothing was tried", refused, same)
	}
}

// TestDamageThatComesWhileTheStoreIsOpen cuts the file under an open store: what
// is mapped into memory is not there any more.
func TestDamageThatComesWhileTheStoreIsOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store")
	if err := os.WriteFile(path, populated(t), 0o600); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, path, quick)
	if err := os.Truncate(path, int64(2*os.Getpagesize())); err != nil {
		t.Fatal(err)
	}
	if _, err := everything(t.Context(), s); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("reading: %v", err)
	}
	for range 2 {
		if _, err := s.Commit(t.Context(), store.Turn{Actor: member(1), Version: 3}); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("committing: %v", err)
		}
	}
	mustClose(t, s)
}

// TestAStoreThatHasLivedIsNotTakenForDamaged writes, overwrites and forgets
// small and large values, and opens the file again and again.
func TestAStoreThatHasLivedIsNotTakenForDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store")
	random := rand.New(rand.NewPCG(6, 6))
	versions := make(map[int]uint64)
	for range 12 {
		s := mustOpen(t, path, quick)
		for n, version := range versions {
			wantVersionOf(t, s, member(n), version)
		}
		for range 25 {
			n := random.IntN(50)
			turn := store.Turn{Actor: member(n), Version: versions[n], Session: make([]byte, random.IntN(1<<random.IntN(16)))}
			turn.Forget = random.IntN(8) == 0
			for range random.IntN(4) {
				turn.Chunks = append(turn.Chunks, store.Chunk{Seq: 1 + random.Uint32N(9), Data: make([]byte, random.IntN(5000))})
				turn.Messages = append(turn.Messages, store.Message{Data: make([]byte, random.IntN(300))})
				turn.Set = append(turn.Set, store.Timer{Name: fmt.Sprint(random.IntN(5)), Due: noon.Add(time.Duration(random.IntN(99)) * time.Hour)})
			}
			if _, err := s.Commit(t.Context(), turn); err != nil {
				t.Fatal(err)
			}
			if versions[n]++; turn.Forget {
				versions[n] = 0
			}
		}
		mustClose(t, s)
	}
}
