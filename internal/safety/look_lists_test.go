package safety_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
)

// sentences are the lines of the lists that fit a pattern.
func sentences(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no lists like %s: %v", pattern, err)
	}
	var all []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				all = append(all, line)
			}
		}
	}
	return all
}

func TestTheListsOfWhatHasToBeSeen(t *testing.T) {
	lookAny(t, sentences(t, "testdata/seen_*.txt"))
}

func TestTheListsOfWhatIsNothing(t *testing.T) {
	look(t, map[chat.Signal][]string{chat.NoSignal: sentences(t, "testdata/unseen_*.txt")})
}

func FuzzLoadNeverPanics(f *testing.F) {
	f.Add("language: en\nwords: {a: [b]}\nsignals: [{signal: crisis, why: x, says: [<a> c/d e? ... _ .]}]\n", "country\n")
	f.Add("language: en\nspellings: {a: [b c]}\nclose: [abc]\nguards: [{hides: [crisis], says: [., ?, <>, /]}]\n", "GB\tx\n")
	f.Fuzz(func(_ *testing.T, pack, lines string) {
		g, _ := safety.Load(fstest.MapFS{
			"s/en.yaml":   &fstest.MapFile{Data: []byte(pack)},
			"s/lines.tsv": &fstest.MapFile{Data: []byte(lines)},
		}, "s")
		g.Look("a b c d e")
		g.Reply(safety.Ask{Signal: chat.Crisis})
	})
}

func FuzzParseRows(f *testing.F) {
	f.Add("text\tlabel\none\tcrisis\n")
	f.Fuzz(func(t *testing.T, data string) {
		rows, err := safety.ParseRows("x.tsv", []byte(data))
		if err == nil && len(rows) > strings.Count(data, "\n") {
			t.Errorf("%d rows from %d lines", len(rows), strings.Count(data, "\n"))
		}
	})
}
