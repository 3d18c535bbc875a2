package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// Storage says where a service keeps things: on Redis, or in one file.
type Storage struct {
	Redis  string // a URL; empty: the file
	Strict bool   // doubts about the Redis server's settings are errors
	Data   Data   // the file, and the key of either
}

// opened is what a service works with.
type opened struct {
	store  store.Store
	keys   []vault.Key
	doubts []string // what an operator should mend, a sentence each
	isNew  bool     // a key file was made just now
}

// where says in words where things are kept, without anything secret.
func (s Storage) where() string {
	if s.Redis == "" {
		return "the file " + s.Data.file()
	}
	return "Redis"
}

func (s Storage) open(ctx context.Context) (opened, error) {
	if s.Redis == "" {
		return s.openFile()
	}
	kept, warnings, err := redisstore.Open(ctx, redisstore.Config{URL: s.Redis, Strict: s.Strict})
	if err != nil {
		return opened{}, err
	}
	var doubts []string
	for _, w := range warnings {
		doubts = append(doubts, string(w))
	}
	keys, isNew, err := s.openKeys()
	if err != nil {
		return opened{}, errors.Join(err, kept.Close())
	}
	return opened{store: kept, keys: keys, doubts: doubts, isNew: isNew}, nil
}

func (s Storage) openFile() (opened, error) {
	kept, keys, isNew, err := s.Data.open(boltstore.Config{})
	if err != nil {
		return opened{}, err
	}
	return opened{store: kept, keys: keys, isNew: isNew}, nil
}

// openOld opens what is there already, for who looks at it.
func (s Storage) openOld(ctx context.Context) (opened, error) {
	if s.Redis == "" {
		if _, err := os.Stat(s.Data.file()); errors.Is(err, fs.ErrNotExist) {
			return opened{}, fmt.Errorf("there is no data in %s yet; set REDIS_URL if it is kept in Redis", s.Data.file())
		}
	}
	return s.open(ctx)
}

// openKeys is the key of the environment, or of the key file, which is made when
// there is none.
func (s Storage) openKeys() ([]vault.Key, bool, error) {
	if s.Data.Key != "" {
		keys, err := vault.ParseValue(s.Data.Key)
		return keys, false, err
	}
	if err := os.MkdirAll(filepath.Dir(s.Data.keyFile()), 0o700); err != nil {
		return nil, false, fmt.Errorf("making the folder of the key file: %w; set STILLPOINT_KEY or STILLPOINT_KEY_FILE", err)
	}
	return vault.LoadOrCreate(s.Data.keyFile())
}

// look opens nothing that would change: for a dry run.
func (s Storage) look() error {
	if s.Data.Key != "" {
		_, err := vault.ParseValue(s.Data.Key)
		return err
	}
	if _, err := os.Stat(s.Data.keyFile()); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	_, _, err := vault.LoadOrCreate(s.Data.keyFile())
	return err
}

// mayPass tells apart what waiting may mend: a server that does not answer, a file
// that another process still holds.
func mayPass(err error) error {
	if errors.Is(err, redisstore.ErrNotNow) || errors.Is(err, store.ErrInUse) {
		return tryAgainError{err}
	}
	return err
}
