package app

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/stillpoint-bot/stillpoint/internal/lint"
	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
)

// ErrFound says that the answer to a question was no: mistakes were found, a
// rehearsal failed. What was found has been printed already.
var ErrFound = errors.New("mistakes were found")

// Check looks at every file of a prompts folder and prints every mistake.
func Check(out io.Writer, fsys fs.FS) error {
	lib, problems := lint.Check(fsys)
	_, more := safety.Load(fsys, "safety")
	problems = append(problems, more...)
	problems.Sort()
	if err := Print(out, problems); err != nil {
		return err
	}
	fmt.Fprintf(out, "All well: %d scripts, %d texts, %d languages.\n", len(lib.Scripts), len(lib.Lines()), lib.Languages())
	return nil
}

// Print writes problems one a line; ErrFound when one of them is no warning.
func Print(out io.Writer, problems problem.List) error {
	files := map[string]bool{}
	for _, p := range problems {
		fmt.Fprintln(out, p)
		files[p.File] = true
	}
	if problems.Err() == nil {
		return nil
	}
	fmt.Fprintf(out, "\n%s in %s.\n", counted(len(problems), "mistake"), counted(len(files), "file"))
	return ErrFound
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
