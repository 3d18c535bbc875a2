//go:build !unix || solaris || aix || android

package boltstore

import (
	"os"
	"time"
)

// lock does nothing here: bbolt locks the file in its own way when it opens it.
func lock(*os.File, time.Duration) error { return nil }
