package engine_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

var update = flag.Bool("update", false, "write the expected effects into testdata/steps")

// TestEveryKindOfStepPlaysItsCases plays testdata/steps/KIND.txt, one file for
// each kind of step. A file has parts that begin with "== ": files of a prompts
// folder, then cases. In a case, "> " is typed (or pressed, in brackets), "~ " lets
// time pass; what follows is what happens.
func TestEveryKindOfStepPlaysItsCases(t *testing.T) {
	for op, kind := range engine.Kinds() {
		t.Run(kind, func(t *testing.T) {
			file := filepath.Join("testdata", "steps", kind+".txt")
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("the kind %q has no cases: %v", kind, err)
			}
			got, played := playCases(t, string(data), "*script."+op)
			if !played {
				t.Errorf("no case in %s plays a step of this kind", file)
			}
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(data) {
				t.Errorf("%s comes out differently (look, then run with -update):\n%s", file, firstDifference(got, string(data)))
			}
		})
	}
}

func playCases(t *testing.T, text, op string) (got string, played bool) {
	t.Helper()
	files := map[string]string{}
	var out strings.Builder
	parts := strings.Split("\n"+text, "\n== ")
	out.WriteString(strings.TrimPrefix(parts[0], "\n"))
	var lib *script.Library
	for _, part := range parts[1:] {
		title, body, _ := strings.Cut(part, "\n")
		if strings.HasSuffix(title, ".yaml") {
			files[title] = body
			fmt.Fprintf(&out, "== %s\n%s\n", title, body)
			continue
		}
		if lib == nil {
			lib = library(t, files)
		}
		visit := func(sc *script.Script, step, _ int) {
			played = played || fmt.Sprintf("%T", sc.Steps[step].Op) == op
		}
		fmt.Fprintf(&out, "== %s\n%s\n", title, playCase(t, lib, title, body, visit))
	}
	return strings.TrimRight(out.String(), "\n") + "\n", played
}

func playCase(t *testing.T, lib *script.Library, title, body string, visit func(*script.Script, int, int)) string {
	t.Helper()
	p := somebody(t, lib)
	p.visited = visit
	if strings.Contains(title, "(not asked for consent yet)") {
		p.session = engine.NewSession(lib, 7, 0)
	}
	var out strings.Builder
	for line := range strings.SplitSeq(body, "\n") {
		switch {
		case strings.HasPrefix(line, "> [") && strings.HasSuffix(line, "]"):
			p.presses(line[3 : len(line)-1])
		case strings.HasPrefix(line, "> "):
			p.types(line[2:])
		case strings.HasPrefix(line, "~ "):
			d, err := time.ParseDuration(line[2:])
			if err != nil {
				t.Fatal(err)
			}
			p.waits(d)
		default:
			continue
		}
		fmt.Fprintf(&out, "%s\n%s", line, p.heard())
	}
	return out.String()
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		a, b := "(the end)", "(the end)"
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			return fmt.Sprintf("line %d\ngot  %s\nwant %s", i+1, a, b)
		}
	}
	return ""
}
