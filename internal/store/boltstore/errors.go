package boltstore

import (
	"errors"
	"fmt"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// damaged is ErrDamaged with what was found.
func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", store.ErrDamaged, fmt.Sprintf(format, args...))
}

// refused tells the answers that are given before anything was written.
func refused(err error) bool {
	return errors.Is(err, store.ErrConflict) || errors.Is(err, store.ErrFenced) || errors.Is(err, store.ErrNoMessage)
}

// describe says what was being done, and names a full disk. A refusal stays as
// it is: it is an answer and no fault.
func describe(doing string, err error) error {
	switch {
	case err == nil || refused(err):
		return err
	case full(err) && !errors.Is(err, store.ErrFull):
		return fmt.Errorf("%s: %w: %w", doing, store.ErrFull, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// full looks at the words of the system, because bbolt does not wrap its errors
// when it lengthens the file.
func full(err error) bool {
	text := strings.ToLower(err.Error())
	for _, words := range []string{
		"no space left", "quota exceeded", "file too large", "not enough space", store.ErrFull.Error(),
	} {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}
