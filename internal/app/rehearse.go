package app

import (
	"fmt"
	"io"
	"io/fs"

	"github.com/stillpoint-bot/stillpoint/internal/rehearsal"
)

// Rehearse plays every transcript of a prompts folder. With cover it also says
// which steps, branches and wordings no transcript reaches, and misses count.
func Rehearse(out io.Writer, fsys fs.FS, cover bool) error {
	shelf, guard, err := openShelf(fsys)
	if err != nil {
		return err
	}
	files, problems := rehearsal.Load(fsys)
	report := rehearsal.Run(shelf.Library(), guard.Look, files)
	problems = append(problems, report.Problems()...)
	if cover {
		coverage := report.Coverage()
		fmt.Fprintln(out, coverage)
		problems = append(problems, coverage.Missing()...)
	}
	problems.Sort()
	if err := Print(out, problems); err != nil {
		return err
	}
	fmt.Fprintf(out, "All well: %s in %s.\n", counted(report.Cases, "rehearsal"), counted(len(files), "file"))
	return nil
}
