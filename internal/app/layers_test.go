package app_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/stillpoint-bot/stillpoint/"

// layers is the law: which package may import which others of ours. Arrows point
// down only; a package that is missing here has no place yet.
//
// Against the first plan: script imports lang, answer and chat, because loading
// compiles buttons, number words and breathing phases once instead of at every turn.
// It imports recur, reminder and place, because texts and expressions show schedules,
// reminders and zones; answer reads both from what people type.
func layers() map[string][]string {
	return map[string][]string{
		"cmd/stillpoint":             {"internal/app", "prompts"},
		"cmd/load":                   {"internal/load", "prompts"},
		"prompts":                    {},
		"internal/app":               {"*"},
		"internal/platform/telegram": {"internal/chat"},
		"internal/platform/telegram/telegramtest": {},
		"internal/platform/discord":               {"internal/chat"},
		"internal/platform/discord/discordtest":   {},
		"internal/platform/terminal":              {"internal/chat"},
		"internal/rehearsal":                      {"internal/chat", "internal/engine", "internal/lang", "internal/problem", "internal/record", "internal/reminder", "internal/script", "internal/answer"},
		"internal/conversation":                   {"internal/chat", "internal/engine", "internal/insight", "internal/lang", "internal/record", "internal/recur", "internal/reminder", "internal/safety", "internal/schedule", "internal/script", "internal/store"},
		"internal/delivery":                       {"internal/chat", "internal/loop", "internal/store"},
		"internal/wake":                           {"internal/chat", "internal/loop", "internal/store"},
		"internal/store/boltstore":                {"internal/chat", "internal/store"},
		"internal/store/memstore":                 {"internal/chat", "internal/store"},
		"internal/store/redisstore":               {"internal/chat", "internal/store"},
		"internal/store/redisstore/redistest":     {},
		"internal/store/storetest":                {"internal/chat", "internal/store"},
		"internal/store":                          {"internal/chat"},
		"internal/lint":                           {"internal/lang", "internal/problem", "internal/script", "internal/yamldoc"},
		"internal/engine":                         {"internal/answer", "internal/chat", "internal/lang", "internal/place", "internal/record", "internal/recur", "internal/reminder", "internal/script"},
		"internal/insight":                        {"internal/record"},
		"internal/script":                         {"internal/answer", "internal/chat", "internal/lang", "internal/place", "internal/problem", "internal/recur", "internal/reminder", "internal/yamldoc"},
		"internal/safety":                         {"internal/chat", "internal/folder", "internal/problem", "internal/yamldoc"},
		"internal/answer":                         {"internal/lang", "internal/place", "internal/recur"},
		"internal/lang":                           {"internal/folder", "internal/problem", "internal/yamldoc"},
		"internal/yamldoc":                        {"internal/problem"},
		"internal/load":                           {"internal/chat", "internal/conversation", "internal/engine", "internal/safety", "internal/script", "internal/store/memstore", "internal/platform/discord/discordtest", "internal/platform/telegram/telegramtest", "internal/store", "internal/store/redisstore", "internal/store/redisstore/redistest", "internal/vault"},
		"internal/simulation":                     {"*"},
		"internal/e2e":                            {}, // its tests start the program
		"internal/vault":                          {},
		"internal/folder":                         {},
		"internal/ops":                            {},
		"internal/loop":                           {},
		"internal/place":                          {"internal/place/fold"},
		"internal/place/gen":                      {"internal/place/fold"},
		"internal/place/fold":                     {},
		"internal/recur":                          {},
		"internal/reminder":                       {"internal/recur"},
		"internal/record":                         {},
		"internal/schedule":                       {"internal/chat", "internal/lang", "internal/place", "internal/recur", "internal/reminder", "internal/script"},
		"internal/chat":                           {},
		"internal/problem":                        {},
	}
}

func TestArrowsPointDownOnly(t *testing.T) {
	root, table := "../..", layers()
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && path != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		seen[pkg] = true
		allowed, known := table[pkg]
		switch {
		case !known:
			t.Errorf("%s has no layer: give it one", pkg)
		case !strings.HasSuffix(path, "_test.go"):
			checkImports(t, path, pkg, allowed)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range table {
		if !seen[pkg] {
			t.Errorf("%s is in the table and not there", pkg)
		}
	}
}

func checkImports(t *testing.T, path, pkg string, allowed []string) {
	t.Helper()
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, source, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		ours, is := strings.CutPrefix(name, module)
		if is && !slices.Contains(allowed, ours) && !slices.Contains(allowed, "*") {
			t.Errorf("%s: %s may not import %s", path, pkg, ours)
		}
	}
}
