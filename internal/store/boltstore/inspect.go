package boltstore

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// inspect looks at a file before bbolt may touch it. bbolt would make a store of
// an empty file, and trusts the pages it reads: a page number that was flipped
// can make it panic in a goroutine of its own, read in a circle for ever, or
// write over what is in use.
func inspect(path string, wait time.Duration) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%w: it is not a file", store.ErrForeign)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	// Nobody may write while we look. bbolt takes the lock again for itself.
	err = lock(f, wait)
	if err == nil {
		err = examine(f)
	}
	return errors.Join(err, f.Close())
}

func examine(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		return damaged("the file is empty; if nothing was ever kept in it, delete it and start again")
	}
	return examineBytes(f, info.Size())
}

func examineBytes(r io.ReaderAt, size int64) error {
	m, err := readMeta(r, size)
	if err != nil {
		return err
	}
	if m.pages > uint64(size)/m.pageSize {
		return damaged("the file is cut short: %d of its %d pages are left", uint64(size)/m.pageSize, m.pages)
	}
	return newStructure(r, m).check()
}
