package script_test

import (
	"flag"
	"io/fs"
	"os"
	"path"
	"testing"
	"testing/fstest"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shippedWith is the languages and breathing patterns that ship, with these scripts
// and files instead of the others.
func shippedWith(t testing.TB, files map[string]string) fstest.MapFS {
	t.Helper()
	fsys, shipped := fstest.MapFS{}, os.DirFS("../../prompts")
	for _, name := range []string{"lang/en/ui.yaml", "lang/en/words.yaml", "lang/es/ui.yaml", "lang/es/words.yaml", "breathing.yaml"} {
		data, err := fs.ReadFile(shipped, name)
		if err != nil {
			t.Fatal(err)
		}
		fsys[name] = &fstest.MapFile{Data: data}
	}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// testdataScripts are the scripts of testdata as they would lie in a folder.
func testdataScripts(t *testing.T, names ...string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, name := range names {
		data, err := os.ReadFile(path.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		files["scripts/"+name] = string(data)
	}
	return files
}

func TestAGraphHasABoxForEveryStepAndAnEdgeForEveryWay(t *testing.T) {
	lib, problems := script.Load(shippedWith(t, testdataScripts(t, "graph.yaml", "other.yaml")))
	if lib == nil {
		t.Fatal(problems)
	}
	sc, _ := lib.ByName("graph")
	golden(t, "testdata/graph.mmd", sc.Mermaid(0))
}

// golden compares with a file; -update writes it anew.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is not what comes out; -update writes it anew. It would be:\n%s", name, got)
	}
}
