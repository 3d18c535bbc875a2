package vault

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// maxFile is more than a file with every possible key and a comment for each.
const maxFile = 64 << 10

const fileHead = `# The keys that keep Stillpoint's data unreadable. Whoever has this file can
# read the data, and without it nobody can: keep a copy in a safe place, apart
# from the data. One key a line; the first one seals, all of them open.
`

// LoadOrCreate reads the key file at path, or writes one with a new key when
// there is none; created tells which. The file appears whole or not at all, and
// only its owner can read it. A file that others can read is refused.
func LoadOrCreate(path string) (keys []Key, created bool, err error) {
	keys, err = load(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return keys, false, err
	}
	switch err = create(path); {
	case err == nil:
		created = true
	case !errors.Is(err, fs.ErrExist): // else another process was quicker
		return nil, false, fmt.Errorf("writing a new key file: %w", err)
	}
	keys, err = load(path)
	return keys, created, err
}

func load(path string) ([]Key, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening the key file: %w", err)
	}
	defer func() { _ = f.Close() }()
	if err := checkFile(f); err != nil {
		return nil, fmt.Errorf("opening the key file %s: %w", path, err)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return nil, fmt.Errorf("reading the key file: %w", err)
	}
	keys, err := Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("the key file %s: %w", path, err)
	}
	return keys, nil
}

// checkFile looks at the open file, not at the name, so that nothing can be
// swapped in between.
func checkFile(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is not a file")
	}
	if info.Size() > maxFile {
		return errors.New("it is too large to be a key file")
	}
	// Windows has no such bits: there every file looks as if all could read it.
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&0o077 != 0 {
		return fmt.Errorf("others may read or change it (mode %04o): allow its owner only, with chmod 600", mode)
	}
	return nil
}

// create writes under another name first and then gives the file its name. A
// link never replaces a file, so of two processes one wins and none is harmed.
func create(path string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".new-key-*") // O_EXCL, mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	if err := errors.Join(writeNew(f), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

func writeNew(f *os.File) error {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails: the program ends instead
	if _, err := fmt.Fprintf(f, "%s1 %x\n", fileHead, secret); err != nil {
		return err
	}
	return f.Sync()
}

// syncDir makes the new name durable: a key that is lost in a power cut takes
// everything with it that was sealed since.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // a directory cannot be synced there
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
