package vault_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

func key(id, fill byte) vault.Key {
	k := vault.Key{ID: id}
	for i := range k.Secret {
		k.Secret[i] = fill
	}
	return k
}

func ring(t testing.TB, keys ...vault.Key) *vault.Ring {
	t.Helper()
	r, err := vault.New(keys)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func Example() {
	keys, _ := vault.ParseValue(strings.Repeat("5e", 32))
	ring, _ := vault.New(keys)

	sealed := ring.Seal(nil, []byte("mood: 7"), []byte("session/terminal/p/1"))
	plain, _ := ring.Open(nil, sealed, []byte("session/terminal/p/1"))
	_, err := ring.Open(nil, sealed, []byte("session/terminal/p/2"))

	fmt.Println(len(sealed) - len(plain))
	fmt.Println(string(plain))
	fmt.Println(err)
	fmt.Println(keys)
	// Output:
	// 29
	// mood: 7
	// opening what key 1 sealed: the sealed data is damaged or belongs somewhere else
	// [***]
}

func TestWhatIsSealedOpensAndIsAppended(t *testing.T) {
	r := ring(t, key(1, 1))
	for _, size := range []int{0, 1, 150, 100_000} {
		plain := bytes.Repeat([]byte{'x'}, size)
		sealed := r.Seal([]byte("before"), plain, []byte("whose"))
		if len(sealed) != len("before")+size+vault.Overhead || !bytes.HasPrefix(sealed, []byte("before")) {
			t.Fatalf("%d bytes became %d", size, len(sealed))
		}
		got, err := r.Open([]byte("after"), sealed[len("before"):], []byte("whose"))
		if err != nil || string(got) != "after"+string(plain) {
			t.Fatalf("opening %d bytes: %v", size, err)
		}
	}
}

func TestTheSameThingIsSealedDifferentlyEachTime(t *testing.T) {
	r := ring(t, key(1, 1))
	seen := make(map[string]bool)
	for range 1000 {
		seen[string(r.Seal(nil, []byte("hello"), nil))] = true
	}
	if len(seen) != 1000 {
		t.Errorf("1000 sealings gave %d different results", len(seen))
	}
}

func TestEveryChangedByteIsNoticed(t *testing.T) {
	r := ring(t, key(1, 1), key(2, 2))
	sealed := r.Seal(nil, []byte("hello"), []byte("whose"))
	for i := range sealed {
		changed := bytes.Clone(sealed)
		changed[i] ^= 1 << (i % 8)
		_, err := r.Open(nil, changed, []byte("whose"))
		if !errors.Is(err, vault.ErrTampered) && (i > 0 || !errors.Is(err, vault.ErrUnknownKey)) {
			t.Errorf("byte %d changed: %v", i, err)
		}
		if _, err := r.Open(nil, sealed[:i], []byte("whose")); !errors.Is(err, vault.ErrTampered) {
			t.Errorf("cut to %d bytes: %v", i, err)
		}
	}
}

func TestASealedThingCannotBeMovedToAnotherActor(t *testing.T) {
	r := ring(t, key(1, 1))
	sealed := r.Seal(nil, []byte("hello"), []byte("record/telegram/p/1"))
	got, err := r.Open([]byte("kept"), sealed, []byte("record/telegram/p/2"))
	if !errors.Is(err, vault.ErrTampered) || string(got) != "kept" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestAfterAChangeOfKeysTheOldOneStillOpens(t *testing.T) {
	sealed := ring(t, key(1, 1)).Seal(nil, []byte("hello"), nil)
	both := ring(t, key(2, 2), key(1, 1))
	if plain, err := both.Open(nil, sealed, nil); err != nil || string(plain) != "hello" {
		t.Errorf("the old key: %q, %v", plain, err)
	}
	if got := both.Seal(nil, nil, nil)[0]; got != 2 {
		t.Errorf("sealed with key %d, want the first one, 2", got)
	}
	_, err := ring(t, key(2, 2)).Open(nil, sealed, nil)
	if !errors.Is(err, vault.ErrUnknownKey) || !strings.Contains(err.Error(), "key 1 ") {
		t.Errorf("without the old key: %v", err)
	}
}

func TestKeysThatMakeNoRing(t *testing.T) {
	cases := map[string][]vault.Key{
		"no key at all":          nil,
		"an ID of zero":          {key(0, 1)},
		"the same ID twice":      {key(1, 1), key(1, 2)},
		"a secret that is empty": {key(1, 0)},
	}
	for name, keys := range cases {
		if _, err := vault.New(keys); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestASecretIsNeverPrinted(t *testing.T) {
	k := key(7, 0xAB)
	var log bytes.Buffer
	for _, h := range []slog.Handler{slog.NewJSONHandler(&log, nil), slog.NewTextHandler(&log, nil)} {
		slog.New(h).Info("keys", "key", k, "keys", []vault.Key{k}, "pointer", &k, "ring", ring(t, k))
	}
	for _, v := range []any{k, &k, []vault.Key{k}, map[string]vault.Key{"a": k}, struct{ K vault.Key }{k}} {
		js, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		log.Write(js)
	}
	for _, v := range []any{k, &k, []vault.Key{k}, struct{ K vault.Key }{k}, ring(t, k)} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
			fmt.Fprintf(&log, verb+"\n", v)
		}
	}
	text := strings.ToLower(log.String())
	for _, bad := range []string{"abab", "171", "ab, ab", "0xab", "q6ur"} {
		if strings.Contains(text, bad) {
			t.Errorf("%q was printed:\n%s", bad, text)
		}
	}
	if !strings.Contains(text, "***") {
		t.Errorf("no stars in:\n%s", text)
	}
}

func TestWithoutRandomnessNothingIsSealed(t *testing.T) {
	r, err := vault.NewWith([]vault.Key{key(1, 1)}, vault.Config{Random: strings.NewReader("short")})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if recover() == nil {
			t.Error("sealed without a nonce")
		}
	}()
	r.Seal(nil, []byte("hello"), nil)
}

func TestSealAndOpenAllocateNothingWhenThereIsRoom(t *testing.T) {
	r := ring(t, key(1, 1))
	plain, context := make([]byte, 150), []byte("session/telegram/p/123456789")
	sealed, opened := make([]byte, 0, 256), make([]byte, 0, 256)
	got := testing.AllocsPerRun(1000, func() {
		sealed = r.Seal(sealed[:0], plain, context)
		opened, _ = r.Open(opened[:0], sealed, context)
	})
	if got != 0 {
		t.Errorf("%v allocations", got)
	}
}

func BenchmarkSeal150(b *testing.B) {
	r := ring(b, key(1, 1))
	plain, context, dst := make([]byte, 150), []byte("session/telegram/p/123456789"), make([]byte, 0, 256)
	b.ReportAllocs()
	for b.Loop() {
		dst = r.Seal(dst[:0], plain, context)
	}
}

func BenchmarkSeal150Parallel(b *testing.B) {
	r := ring(b, key(1, 1))
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		plain, context, dst := make([]byte, 150), []byte("session/telegram/p/123456789"), make([]byte, 0, 256)
		for pb.Next() {
			dst = r.Seal(dst[:0], plain, context)
		}
	})
}

func BenchmarkOpen150(b *testing.B) {
	r := ring(b, key(1, 1))
	context, dst := []byte("session/telegram/p/123456789"), make([]byte, 0, 256)
	sealed := r.Seal(nil, make([]byte, 150), context)
	b.ReportAllocs()
	for b.Loop() {
		dst, _ = r.Open(dst[:0], sealed, context)
	}
}
