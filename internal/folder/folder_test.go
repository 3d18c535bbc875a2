package folder_test

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/stillpoint-bot/stillpoint/internal/folder"
)

func TestWhatTheOwnFolderLacksStandsBehindIt(t *testing.T) {
	own := fstest.MapFS{"safety/en.yaml": {Data: []byte("own")}}
	shipped := fstest.MapFS{"safety/en.yaml": {Data: []byte("shipped")}, "safety/es.yaml": {Data: []byte("shipped es")}}
	both := folder.Over(own, shipped)
	for name, want := range map[string]string{"safety/en.yaml": "own", "safety/es.yaml": "shipped es"} {
		if got, err := folder.ReadFile(both, name); string(got) != want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if names, err := folder.Glob(both, "safety/*.yaml"); !slices.Equal(names, []string{"safety/en.yaml", "safety/es.yaml"}) || err != nil {
		t.Errorf("names %q, %v", names, err)
	}
	if _, err := fs.ReadFile(both, "safety/es.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder itself shows what stands behind it: %v", err)
	}
	if _, err := folder.ReadFile(own, "safety/es.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing stands behind a folder alone: %v", err)
	}
}
