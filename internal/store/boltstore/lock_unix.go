//go:build unix && !solaris && !aix && !android

package boltstore

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// lock waits for other processes, by the same means as bbolt. Closing the file
// unlocks it.
func lock(f *os.File, wait time.Duration) error {
	const pause = 20 * time.Millisecond
	for left := wait; ; left -= pause {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, syscall.EWOULDBLOCK):
			return os.NewSyscallError("flock", err)
		case left <= 0:
			return errInUse()
		}
		time.Sleep(pause)
	}
}
