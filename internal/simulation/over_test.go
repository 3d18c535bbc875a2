package simulation

import (
	"io/fs"
	"strings"
	"testing/fstest"
)

// over is a folder with some files more.
type over struct {
	fs.FS
	more map[string]string
}

func (o over) Open(name string) (fs.File, error) {
	if text, ok := o.more[name]; ok {
		return fstest.MapFS{name: {Data: []byte(text)}}.Open(name)
	}
	return o.FS.Open(name)
}

// ReadDir lists both.
func (o over) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	for file := range o.more {
		if rest, ok := strings.CutPrefix(file, name+"/"); ok && !strings.Contains(rest, "/") {
			info, err := fs.Stat(o, file)
			if err != nil {
				return nil, err
			}
			entries = append(entries, fs.FileInfoToDirEntry(info))
		}
	}
	return entries, err
}
