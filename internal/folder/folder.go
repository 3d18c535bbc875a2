// Package folder is an operator's own prompts folder with the shipped one behind it:
// where the own one lacks what a person is understood or kept safe by, the shipped
// files stand in. It does not know what is in the files.
package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// over is a folder with another one behind it. As a file system it is the own one:
// only who asks for what stands behind gets it.
type over struct {
	fs.FS
	shipped fs.FS
}

// Over is own with shipped behind it.
func Over(own, shipped fs.FS) fs.FS { return over{own, shipped} }

// Shipped is what stands behind a folder; false when it stands for itself.
func Shipped(fsys fs.FS) (fs.FS, bool) {
	o, is := fsys.(over)
	return o.shipped, is
}

// ReadFile is the file of the folder or, when it has none of that name, of what
// stands behind it. An error that is fs.ErrNotExist says that neither has it.
func ReadFile(fsys fs.FS, name string) ([]byte, error) {
	data, err := fs.ReadFile(fsys, name)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return data, err //nolint:wrapcheck // the caller says what it was reading
	}
	if shipped, is := Shipped(fsys); is {
		return fs.ReadFile(shipped, name)
	}
	return nil, err
}

// Glob is the names in either folder that fit the pattern, each once and sorted.
func Glob(fsys fs.FS, pattern string) ([]string, error) {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return nil, fmt.Errorf("looking for %q: %w", pattern, err)
	}
	if shipped, is := Shipped(fsys); is {
		more, err := fs.Glob(shipped, pattern)
		if err != nil {
			return nil, fmt.Errorf("looking for %q: %w", pattern, err)
		}
		names = append(names, more...)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}
