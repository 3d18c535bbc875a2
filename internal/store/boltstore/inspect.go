package boltstore

import (
	"os"
	"time"
)

func inspect(path string, wait time.Duration) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return f.Close()
}
