package app

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"

	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// Data says where things are kept: one file, and the key file beside it.
type Data struct {
	Path string // the file; a folder means stillpoint.db in it
	Key  string // the key itself (STILLPOINT_KEY); empty: the key file
	// KeyFile is where the key is when Key is empty; default: beside Path.
	KeyFile string
}

// file is the path of the data file.
func (d Data) file() string {
	if info, err := os.Stat(d.Path); err == nil && info.IsDir() {
		return filepath.Join(d.Path, "stillpoint.db")
	}
	return d.Path
}

// keyFile is where the key is when the environment does not give one.
func (d Data) keyFile() string { return cmp.Or(d.KeyFile, d.file()+".key") }

// open opens the store and its keys. created tells that a key file was made.
func (d Data) open(cfg boltstore.Config) (s *boltstore.Store, keys []vault.Key, created bool, err error) {
	_, missing := os.Stat(d.file())
	_, noKey := os.Stat(d.keyFile())
	if missing == nil && noKey != nil && d.Key == "" {
		return nil, nil, false, fmt.Errorf("there is data in %s, but its key file %s is not there: put it back, or set STILLPOINT_KEY; without the key the data cannot be read", d.file(), d.keyFile())
	}
	if d.Key != "" {
		keys, err = vault.ParseValue(d.Key)
	} else {
		if err := os.MkdirAll(filepath.Dir(d.file()), 0o700); err != nil {
			return nil, nil, false, fmt.Errorf("making the data folder: %w; choose another place with --data", err)
		}
		keys, created, err = vault.LoadOrCreate(d.keyFile())
	}
	if err != nil {
		return nil, nil, false, err
	}
	s, err = boltstore.Open(d.file(), cfg)
	if err != nil {
		return nil, nil, false, err
	}
	return s, keys, created, nil
}
