package safety

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/folder"
	"github.com/stillpoint-bot/stillpoint/internal/problem"
)

// Load reads the packs, the replies and the crisis lines of a folder; a file that an
// operator's own folder lacks is the shipped one (see package folder). The list
// holds every mistake in all of them; when its Err is not nil, there is no Guard
// to rely on.
func Load(fsys fs.FS, dir string) (*Guard, problem.List) {
	g := &Guard{replies: map[string]*replies{}}
	var list problem.List
	list = append(list, g.loadPacks(fsys, dir)...)
	list = append(list, g.loadLines(fsys, path.Join(dir, "lines.tsv"))...)
	list = append(list, g.loadReplies(fsys, path.Join(dir, "replies"))...)
	list.Sort()
	g.desks.New = func() any { return &desk{spare: make([]byte, 0, 256), pieces: make([]int32, 0, maxGlued)} }
	return g, list
}

func (g *Guard) loadPacks(fsys fs.FS, dir string) problem.List {
	b := newBuilder()
	files, err := folder.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil || len(files) == 0 {
		return problem.List{{File: dir, What: "there are no safety packs in this folder", Hint: "one file a language: en.yaml"}}
	}
	for _, file := range files {
		data, bad := readFile(fsys, file)
		b.problems = append(b.problems, bad...)
		if bad == nil {
			b.addPack(file, data)
		}
	}
	b.finish()
	g.words, g.phrases, g.rules = b.words, b.phrases, b.rules
	return b.problems
}

func readFile(fsys fs.FS, file string) ([]byte, problem.List) {
	data, err := folder.ReadFile(fsys, file)
	if err != nil {
		return nil, problem.List{{File: file, What: fmt.Sprintf("this file cannot be read: %v", reason(err)), Hint: ""}}
	}
	return data, nil
}

// reason is an error without the path, which the problem names already.
func reason(err error) string {
	text := err.Error()
	if i := strings.LastIndex(text, ": "); i >= 0 {
		return text[i+2:]
	}
	return text
}
