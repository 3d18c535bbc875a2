package engine_test

import (
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"testing"
	"testing/fstest"

	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// FuzzLoad puts anything at all into a good folder as a script. What loads can be
// played: 50 random events, and every one of them is answered.
func FuzzLoad(f *testing.F) {
	small := goodFolder(f)
	scripts := os.DirFS(path.Join(shippedFolder, "scripts"))
	files, err := fs.Glob(scripts, "*.yaml")
	if err != nil || len(files) == 0 {
		f.Fatal("there are no shipped scripts to begin with")
	}
	for _, file := range files {
		data, err := fs.ReadFile(scripts, file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, text := range []string{everyWait, patient, scales, before[outer], before[inner]} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := fstest.MapFS{"scripts/try.yaml": &fstest.MapFile{Data: data}}
		maps.Copy(fsys, small)
		lib, problems := script.Load(fsys)
		if lib == nil {
			if problems.Err() == nil {
				t.Fatal("it does not load, and nothing is wrong")
			}
			return
		}
		p := somebody(t, lib)
		p.session = engine.NewSession(lib, 7, 0)
		random := rand.New(rand.NewPCG(uint64(len(data)), 3))
		for range 50 {
			e := randomEvent(p, random)
			if p.event(e); !answered(p, e) {
				t.Fatalf("%#v is met with silence:\n%s", e, p.heard())
			}
		}
	})
}

// goodFolder has a language, a list, a pattern and two scripts that others may call.
func goodFolder(t testing.TB) fstest.MapFS {
	t.Helper()
	small := folder(t, map[string]string{
		"scripts/inner.yaml": before[inner],
		"scripts/other.yaml": before["scripts/other.yaml"],
		"lists/places.yaml":  "list: places\nitems:\n  here: Here\n  there: {label: There, also: [yonder]}\n",
		"breathing.yaml":     "patterns:\n  even: {title: Even, in: 4, out: 4, rounds: 2}\n",
	})
	delete(small, "lang/es/words.yaml")
	delete(small, "lang/es/ui.yaml")
	return small
}
