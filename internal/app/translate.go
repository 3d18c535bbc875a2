package app

import (
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Translate writes the texts that a language lacks into its catalogs in dir, with
// their English, to be filled in. What is there already stays as it is.
func Translate(out io.Writer, dir string, fsys fs.FS, code string) error {
	shelf, _, err := openShelf(fsys)
	if err != nil {
		return err
	}
	lib := shelf.Library()
	if lib.LanguageIndex(code) == 0 {
		return fmt.Errorf("there is no language %q to translate into: begin with lang/%s/words.yaml and lang/%s/ui.yaml, copied from lang/en", code, code, code)
	}
	missing := lib.Skeleton(code)
	for _, name := range slices.Sorted(maps.Keys(missing)) {
		path := filepath.Join(dir, "lang", code, name)
		if err := appendFile(path, missing[name]); err != nil {
			return err
		}
		fmt.Fprintln(out, path)
	}
	fmt.Fprintf(out, "%s to translate.\n", counted(len(lib.MissingIn(code)), "text"))
	return nil
}

func appendFile(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644) //nolint:gosec // texts are for everybody to read
	if err != nil {
		return fmt.Errorf("opening a catalog: %w", err)
	}
	if _, err = f.Write(data); err != nil {
		_ = f.Close()
		return fmt.Errorf("writing a catalog: %w", err)
	}
	return f.Close()
}
