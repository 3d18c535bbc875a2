package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/stillpoint-bot/stillpoint/internal/lint"
	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// Shelf holds the library that is played now. A better one takes its place at
// once; whoever is in the middle of a turn finishes with the old one.
type Shelf struct {
	now atomic.Pointer[script.Library]
}

// Library is what is played now.
func (s *Shelf) Library() *script.Library { return s.now.Load() }

// openShelf loads a folder. Mistakes that keep it from being played are the error;
// the others are for those who ask "check".
func openShelf(fsys fs.FS) (*Shelf, *safety.Guard, error) {
	lib, problems := script.Load(fsys)
	guard, more := safety.Load(fsys, "safety")
	problems = append(problems, more...)
	if err := problems.Err(); err != nil {
		return nil, nil, fmt.Errorf("the prompts folder has mistakes:\n%w\nrun \"stillpoint check\" for all of them", err)
	}
	s := &Shelf{}
	s.now.Store(lib)
	return s, guard, nil
}

// settleDown is how long an editor gets to finish writing before a file is read.
const settleDown = 150 * time.Millisecond

// watch reads the folder again when something in it changes, and tells what came
// of it: nil when the new scripts are in place, the mistakes when they are not and
// the old ones stay. It returns when ctx ends.
func (s *Shelf) watch(ctx context.Context, dir string, fsys fs.FS, tell func(problem.List)) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watching the prompts folder: %w", err)
	}
	defer func() { _ = watcher.Close() }()
	err = fs.WalkDir(fsys, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return watcher.Add(filepath.Join(dir, path))
	})
	if err != nil {
		return fmt.Errorf("watching the prompts folder: %w", err)
	}
	var quiet <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case _, ok := <-watcher.Events:
			if !ok {
				return errors.New("watching the prompts folder: the watcher ended")
			}
			quiet = time.After(settleDown)
		case err := <-watcher.Errors:
			return fmt.Errorf("watching the prompts folder: %w", err)
		case <-quiet:
			quiet = nil
			tell(s.reload(fsys))
		}
	}
}

func (s *Shelf) reload(fsys fs.FS) problem.List {
	lib, problems := lint.Check(fsys)
	if problems.Err() != nil {
		return problems
	}
	s.now.Store(lib)
	return nil
}
