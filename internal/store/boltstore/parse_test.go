package boltstore

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func FuzzActorsInKeys(f *testing.F) {
	f.Add("123", "12")
	f.Add("1\x00", "1\x00\xff")
	f.Fuzz(func(t *testing.T, a, b string) {
		if a == "" || b == "" {
			return
		}
		actor := chat.Actor{Platform: "telegram", Kind: chat.Person, ID: a}
		other := chat.Actor{Platform: "telegram", Kind: chat.Person, ID: b}
		got, rest, ok := cutActor(append(actorKey(actor), b...))
		if !ok || got != actor || string(rest) != b {
			t.Errorf("%q came back as %q and %q", a, got.ID, rest)
		}
		if a != b && bytes.HasPrefix(actorKey(other), actorKey(actor)) {
			t.Errorf("the key of %q begins with the key of %q", b, a)
		}
		if bytes.Compare(actorKey(actor), actorKey(other)) != bytes.Compare([]byte(a), []byte(b)) {
			t.Errorf("the keys of %q and %q sort otherwise", a, b)
		}
	})
}

func FuzzValues(f *testing.F) {
	f.Add(entry{version: 3, lastSeq: 300, head: head{where: inLater, class: 1, seq: 4, order: -5}, session: []byte("x")}.encode())
	f.Add(encodeLetter(store.Letter{State: store.Waiting, Earliest: time.UnixMilli(-1), Attempts: 300, Reason: "r", Data: []byte("x")}))
	f.Fuzz(func(t *testing.T, value []byte) {
		if e, err := parseEntry(value); err == nil {
			again, err := parseEntry(e.encode())
			if err != nil || !reflect.DeepEqual(again, e) {
				t.Errorf("entry %+v came back as %+v, %v", e, again, err)
			}
		} else if !errors.Is(err, store.ErrDamaged) {
			t.Error(err)
		}
		if l, err := parseLetter(value); err == nil {
			again, err := parseLetter(encodeLetter(l))
			if err != nil || !reflect.DeepEqual(again, l) {
				t.Errorf("letter %+v came back as %+v, %v", l, again, err)
			}
		} else if !errors.Is(err, store.ErrDamaged) {
			t.Error(err)
		}
		cutActor(value)
	})
}

// FuzzExamine gives the look at a file anything at all: it answers, and soon.
func FuzzExamine(f *testing.F) {
	whole := smallFile(f)
	f.Add(whole)
	f.Fuzz(func(t *testing.T, content []byte) {
		content = bytes.Clone(content)
		sign(content)
		err := examineBytes(bytes.NewReader(content), int64(len(content)))
		if err != nil && !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrForeign) {
			t.Error(err)
		}
	})
}

// smallFile is a bbolt file with short pages, without the free space at its end.
func smallFile(f *testing.F) []byte {
	f.Helper()
	path := filepath.Join(f.TempDir(), "store")
	db, err := bolt.Open(path, 0o600, &bolt.Options{PageSize: 1 << 10})
	if err != nil {
		f.Fatal(err)
	}
	for name, size := range map[string]int{"inline": 1, "leaf": 60, "branch": 300} {
		err = errors.Join(err, db.Update(func(t *bolt.Tx) error {
			b, err := t.CreateBucket([]byte(name))
			for n := range byte(10) {
				err = errors.Join(err, b.Put([]byte{n}, make([]byte, size)))
			}
			return err
		}))
	}
	whole, readErr := os.ReadFile(path)
	if err := errors.Join(err, db.Close(), readErr); err != nil {
		f.Fatal(err)
	}
	m, err := readMeta(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		f.Fatal(err)
	}
	return whole[:m.pages*m.pageSize]
}

// sign gives the first meta its checksum, so that the fuzzer gets past it.
func sign(content []byte) {
	if len(content) >= pageHead+metaSize {
		sum := fnv.New64a()
		_, _ = sum.Write(content[pageHead : pageHead+56])
		binary.NativeEndian.PutUint64(content[pageHead+56:], sum.Sum64())
	}
}
