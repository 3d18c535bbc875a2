package terminal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func TestSavingNeverOverwrites(t *testing.T) {
	dir := t.TempDir()
	for i, want := range []string{"export.json", "export-2.json", "export-3.json"} {
		path, err := save(dir, chat.Document{Name: "export.json", Data: []byte{byte('a' + i)}})
		if err != nil || path != filepath.Join(dir, want) {
			t.Fatalf("saved as %q (%v), want %q", path, err, want)
		}
	}
	first, err := os.ReadFile(filepath.Join(dir, "export.json"))
	if err != nil || string(first) != "a" {
		t.Errorf("the first document now holds %q (%v)", first, err)
	}
	info, err := os.Stat(filepath.Join(dir, "export.json"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v (%v)", info.Mode(), err)
	}
}

func TestAFolderThatIsNotThereIsAnError(t *testing.T) {
	if path, err := save(filepath.Join(t.TempDir(), "gone"), chat.Document{Name: "a"}); err == nil {
		t.Errorf("saved as %q", path)
	}
}

func TestADocumentStaysInItsFolder(t *testing.T) {
	for name, want := range map[string]string{
		"export.json": "export.json", "../../etc/passwd": "passwd", `..\win.ini`: "win.ini", "": "document",
		"..": "document", ".profile": "profile", "a\x1b[1m\nb.txt": "a b.txt", "C:x": "C-x", "/": "document",
	} {
		if got := fileName(name); got != want {
			t.Errorf("%q is saved as %q, want %q", name, got, want)
		}
	}
}

func FuzzFileName(f *testing.F) {
	f.Add("export.json")
	f.Add("../.a")
	f.Fuzz(func(t *testing.T, name string) {
		got := fileName(name)
		if got == "" || got[0] == '.' || strings.ContainsAny(got, "/\\\n\x00") || filepath.Base(got) != got {
			t.Errorf("%q is saved as %q", name, got)
		}
	})
}
