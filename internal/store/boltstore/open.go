package boltstore

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Open opens the store in the file at path and makes it when there is none. It
// reads the whole file once, about a second for a gigabyte, to find damage. The
// error may be store.ErrForeign, ErrDamaged, ErrInUse, ErrFull or ErrNewer; the
// file is then as it was.
func Open(path string, cfg Config) (*Store, error) {
	if cfg.Wait == 0 {
		cfg.Wait = time.Second
	}
	s, err := open(path, cfg)
	if err != nil {
		return nil, describe("opening the store "+path, err)
	}
	return s, nil
}

func open(path string, cfg Config) (*Store, error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if err := create(path); err != nil {
			return nil, fmt.Errorf("making a new one: %w", err)
		}
	}
	if err := inspect(path, cfg.Wait); err != nil {
		return nil, err
	}
	s := &Store{observe: cfg.Observe}
	panicked, err := guarded(func() (err error) {
		s.db, err = bolt.Open(path, 0o600, s.options(cfg))
		return err
	})
	if panicked {
		return nil, errors.Join(err, s.file.Close())
	}
	if err != nil {
		return nil, translate(err)
	}
	_, err = guarded(func() error {
		if err := s.recognise(); err != nil {
			return err
		}
		if err := s.verify(); err != nil {
			return err
		}
		return s.upgrade()
	})
	if err != nil {
		return nil, errors.Join(err, s.db.Close())
	}
	return s, nil
}

func (s *Store) options(cfg Config) *bolt.Options {
	return &bolt.Options{
		Timeout:      cfg.Wait,
		FreelistType: bolt.FreelistMapType,
		OpenFile: func(path string, flag int, mode os.FileMode) (*os.File, error) {
			f, err := os.OpenFile(path, flag&^os.O_CREATE, mode)
			s.file = f
			return f, err
		},
	}
}

// recognise looks whose file it is, before anything is written.
func (s *Store) recognise() error {
	return s.db.View(func(t *bolt.Tx) error {
		meta := t.Bucket([]byte(metaBucket))
		if meta == nil || string(meta.Get([]byte(magicKey))) != magicValue {
			return store.ErrForeign
		}
		stored := meta.Get([]byte(formatKey))
		if len(stored) != 4 {
			return damaged("the format is not told")
		}
		if f := binary.BigEndian.Uint32(stored); f > format {
			return fmt.Errorf("%w (its format is %d, this one reads up to %d)", ErrNewer, f, format)
		}
		first := binary.BigEndian.Uint32(stored) == 1
		for b := range buckets {
			if t.Bucket(b.name()) == nil && (!first || b != notes) {
				return damaged("%s is missing", b.name())
			}
		}
		return nil
	})
}

// upgrade gives a file of an older format what this one has besides.
func (s *Store) upgrade() error {
	return s.db.Update(func(t *bolt.Tx) error {
		meta := t.Bucket([]byte(metaBucket))
		if binary.BigEndian.Uint32(meta.Get([]byte(formatKey))) == format {
			return nil
		}
		if _, err := t.CreateBucketIfNotExists(notes.name()); err != nil {
			return err
		}
		return meta.Put([]byte(formatKey), binary.BigEndian.AppendUint32(nil, format))
	})
}

// verify reads every key and value once. A key that was damaged would otherwise
// not be found: its owner would look like somebody new.
func (s *Store) verify() error {
	return s.db.View(func(bt *bolt.Tx) error {
		t := &tx{bolt: bt}
		for b := range buckets {
			if t.in(b) == nil {
				continue // an older format has fewer
			}
			err := t.scan(b, nil, func(_, _ []byte) (bool, error) { return true, nil })
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// create makes an empty store under another name and then gives it its own, so
// that a file under that name is always whole. A link never replaces a file: of
// two processes that start at once, one wins and both use the same store.
func create(path string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".new-store-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	if err := errors.Join(f.Close(), fill(f.Name())); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(dir)
}

func fill(path string) error {
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		return err
	}
	err = db.Update(func(t *bolt.Tx) error {
		meta, err := t.CreateBucket([]byte(metaBucket))
		if err != nil {
			return err
		}
		for b := range buckets {
			if _, err := t.CreateBucket(b.name()); err != nil {
				return err
			}
		}
		if err := meta.Put([]byte(magicKey), []byte(magicValue)); err != nil {
			return err
		}
		return meta.Put([]byte(formatKey), binary.BigEndian.AppendUint32(nil, format))
	})
	return errors.Join(err, db.Close())
}

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

// errInUse says what to do about it.
func errInUse() error {
	return fmt.Errorf("%w: stop the other one, or give this one a file of its own", store.ErrInUse)
}

// translate names the errors of bbolt.
func translate(err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return errInUse()
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch):
		return fmt.Errorf("%w: %w", store.ErrForeign, err)
	case errors.Is(err, bolterrors.ErrChecksum):
		return fmt.Errorf("%w: %w", store.ErrDamaged, err)
	}
	return err
}
