package safety

import (
	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"io/fs"
)

func (g *Guard) loadLines(fsys fs.FS, file string) problem.List  { return nil }
func (g *Guard) loadReplies(fsys fs.FS, dir string) problem.List { return nil }
