package vault

import (
	"fmt"
	"io"
	"log/slog"
)

// stars is what a secret looks like wherever it is printed.
const stars = "***"

// Key is one key of a Ring. It prints as stars, whatever prints it; only a
// struct with a Key in an unexported field escapes that, so do not keep one there.
type Key struct {
	ID     byte // 1 to 255; stored with everything the key sealed
	Secret [32]byte
}

// Format prints stars for every verb.
func (k Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, stars) }

// String is stars.
func (k Key) String() string { return stars }

// GoString is stars.
func (k Key) GoString() string { return stars }

// LogValue is stars.
func (k Key) LogValue() slog.Value { return slog.StringValue(stars) }

// MarshalText is stars, in JSON and in every other text form.
func (k Key) MarshalText() ([]byte, error) { return []byte(stars), nil }
