package app

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/folder"
	"github.com/stillpoint-bot/stillpoint/internal/lint"
	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// Shelf holds the library that is played now. A better one takes its place at
// once; whoever is in the middle of a turn finishes with the old one.
type Shelf struct {
	now   atomic.Pointer[script.Library]
	guard atomic.Pointer[safety.Guard]
	most  int // reminders of one person; 0: the usual
}

// Look sees danger in a text, by the packs as they are now.
func (s *Shelf) Look(text string) chat.Signal { return s.guard.Load().Look(text) }

// Reply is what is said to danger, as the packs are now.
func (s *Shelf) Reply(ask safety.Ask) []chat.Say { return s.guard.Load().Reply(ask) }

// Library is what is played now.
func (s *Shelf) Library() *script.Library { return s.now.Load() }

// Folder is an operator's own prompts folder with the shipped one behind it: what is
// said comes from own alone, but for the safety replies.
func Folder(own, shipped fs.FS) fs.FS { return folder.Over(own, shipped) }

// openShelf loads a folder. Mistakes that keep it from being played are the error;
// the others are for those who ask "check".
func openShelf(fsys fs.FS) (*Shelf, *safety.Guard, error) {
	lib, problems := script.Load(fsys)
	guard, more := safety.Load(fsys, "safety")
	problems = append(problems, more...)
	if err := problems.Blocking(); err != nil {
		return nil, nil, fmt.Errorf("the prompts folder has mistakes:\n%w\nrun \"stillpoint check\" for all of them", err)
	}
	s := &Shelf{}
	s.now.Store(lib)
	s.guard.Store(guard)
	return s, guard, nil
}

// limit sets how many reminders a person may have. It comes before anybody talks.
func (s *Shelf) limit(most int) {
	s.most = most
	s.now.Load().MostReminders = most
}

// settleDown is how long an editor gets to finish writing before a file is read.
const settleDown = 150 * time.Millisecond

// watchFolder begins to notice edits in a folder and the folders inside it.
func watchFolder(dir string, fsys fs.FS) (*fsnotify.Watcher, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watching the prompts folder: %w", err)
	}
	err = fs.WalkDir(fsys, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return watcher.Add(filepath.Join(dir, path))
	})
	if err != nil {
		_ = watcher.Close()
		return nil, fmt.Errorf("watching the prompts folder: %w", err)
	}
	return watcher, nil
}

// follow reads the folder again when something in it has changed, and tells what
// came of it: the mistakes, which may be such that the old scripts stay. It returns
// when ctx ends, and closes the watcher.
func (s *Shelf) follow(ctx context.Context, watcher *fsnotify.Watcher, fsys fs.FS, tell func(context.Context, problem.List)) error {
	defer func() { _ = watcher.Close() }()
	var quiet <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-watcher.Events:
			quiet = time.After(settleDown)
		case err := <-watcher.Errors:
			return fmt.Errorf("watching the prompts folder: %w", err)
		case <-quiet:
			quiet = nil
			tell(ctx, s.reload(fsys))
		}
	}
}

func (s *Shelf) reload(fsys fs.FS) problem.List {
	lib, problems := lint.Check(fsys)
	guard, more := safety.Load(fsys, "safety")
	problems = append(problems, more...)
	if problems.Blocking() == nil { // both, or neither
		lib.MostReminders = s.most
		s.now.Store(lib)
		s.guard.Store(guard)
	}
	return problems
}
