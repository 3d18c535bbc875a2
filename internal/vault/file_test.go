package vault_test

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

var (
	hexA = strings.Repeat("a1", 32)
	hexB = strings.Repeat("B2", 32)
)

func TestParseAKeyFile(t *testing.T) {
	text := "# comment\r\n\n 2 " + hexA + " # current\n\t1\t" + hexB + "\n"
	keys, err := vault.Parse(text)
	if err != nil || !reflect.DeepEqual(keys, []vault.Key{key(2, 0xa1), key(1, 0xb2)}) {
		t.Fatalf("%d keys, %v", len(keys), err)
	}
}

func TestMistakesInAKeyFileNameTheLineAndNoSecret(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"an empty file", "", "no key"},
		{"comments only", "# nothing\n", "no key"},
		{"a digit short", "1 " + hexA + "\n2 " + hexA[1:], "line 2"},
		{"no hexadecimal digit", "1 " + hexA[1:] + "g", "line 1"},
		{"an ID of zero", "0 " + hexA, "line 1"},
		{"an ID over 255", "\n256 " + hexA, "line 2"},
		{"a secret without ID", hexA, "line 1"},
		{"a third word", "1 " + hexA + " " + hexA, "line 1"},
		{"the same ID twice", "1 " + hexA + "\n\n1 " + hexB, "line 3"},
		{"zeros", "1 " + strings.Repeat("0", 64), "line 1"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := vault.Parse(c.text)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want %q in it", err, c.want)
			}
			if strings.Contains(err.Error(), "a1a1") {
				t.Errorf("the error shows the secret: %v", err)
			}
		})
	}
}

func TestParseAnEnvironmentValue(t *testing.T) {
	secret := key(1, 0xfb)
	for _, value := range []string{
		strings.Repeat("fb", 32), strings.Repeat("FB", 32) + "\n",
		base64.StdEncoding.EncodeToString(secret.Secret[:]), base64.RawStdEncoding.EncodeToString(secret.Secret[:]),
		base64.URLEncoding.EncodeToString(secret.Secret[:]), base64.RawURLEncoding.EncodeToString(secret.Secret[:]),
	} {
		keys, err := vault.ParseValue(value)
		if err != nil || len(keys) != 1 || keys[0] != secret {
			t.Errorf("a value of %d characters: %v", len(value), err)
		}
	}
	for _, value := range []string{"", "secret", hexA + "00", base64.StdEncoding.EncodeToString(make([]byte, 31)), strings.Repeat("0", 64)} {
		if _, err := vault.ParseValue(value); err == nil || value != "" && strings.Contains(err.Error(), value) {
			t.Errorf("a value of %d characters: %v", len(value), err)
		}
	}
}

func TestTheFirstStartWritesAKeyAndTheNextOneReadsIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "keys")
	first, created, err := vault.LoadOrCreate(path)
	if err != nil || !created || len(first) != 1 {
		t.Fatalf("first start: %d keys, created %v, %v", len(first), created, err)
	}
	second, created, err := vault.LoadOrCreate(path)
	if err != nil || created || !reflect.DeepEqual(first, second) {
		t.Fatalf("second start: created %v, %v", created, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if names, _ := os.ReadDir(filepath.Dir(path)); len(names) != 1 {
		t.Errorf("left behind: %v", names)
	}
}

func TestOfManyFirstStartsAtOnceOneWins(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	var wg sync.WaitGroup
	got := make([][]vault.Key, 16)
	wins := make([]bool, len(got))
	for i := range got {
		wg.Go(func() {
			var err error
			if got[i], wins[i], err = vault.LoadOrCreate(path); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	count := 0
	for i := range got {
		if wins[i] {
			count++
		}
		if !reflect.DeepEqual(got[i], got[0]) {
			t.Error("two starts have different keys")
		}
	}
	if count != 1 {
		t.Errorf("%d starts say that they made the file", count)
	}
}

func TestAKeyFileThatOthersCanReadIsRefused(t *testing.T) {
	for _, mode := range []os.FileMode{0o640, 0o604, 0o620, 0o644} {
		path := filepath.Join(t.TempDir(), "keys")
		if err := os.WriteFile(path, []byte("1 "+hexA), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		_, created, err := vault.LoadOrCreate(path)
		if err == nil || created || !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("mode %o: %v", mode, err)
		}
	}
}

func TestAKeyFileThatCannotBeReadIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(path, []byte("1 abc"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, created, err := vault.LoadOrCreate(path)
	if err == nil || created || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("created %v, %v", created, err)
	}
	if text, _ := os.ReadFile(path); string(text) != "1 abc" {
		t.Errorf("the file is now %q", text)
	}
	if _, _, err := vault.LoadOrCreate(t.TempDir()); err == nil {
		t.Error("a directory was taken for a key file")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("# comment\n1 " + hexA + "\n")
	f.Add("2 " + hexA + " # x\r\n1 " + hexB)
	f.Fuzz(func(t *testing.T, text string) {
		keys, err := vault.Parse(text)
		if err != nil {
			return
		}
		if _, err := vault.New(keys); err != nil {
			t.Errorf("what was read makes no ring: %v", err)
		}
	})
}
