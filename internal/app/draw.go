package app

import (
	"fmt"
	"io"
	"io/fs"
)

// Graph draws a script as a Mermaid flowchart in the language with that code.
func Graph(out io.Writer, fsys fs.FS, name, code string) error {
	shelf, _, err := openShelf(fsys)
	if err != nil {
		return err
	}
	lib := shelf.Library()
	s, ok := lib.ByName(name)
	if !ok {
		return unknownScript(lib, name)
	}
	_, err = fmt.Fprint(out, s.Mermaid(lib.LanguageIndex(code)))
	return err
}
