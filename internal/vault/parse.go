package vault

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Parse reads a key file: one key a line, its ID from 1 to 255 and 64
// hexadecimal digits; # starts a comment. The first key is the current one. An
// error names the line and never what stands there.
func Parse(text string) ([]Key, error) {
	var keys []Key
	seen := make(map[byte]int)
	number := 0
	for line := range strings.Lines(text) {
		number++
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		key, err := parseLine(words)
		if err == nil && seen[key.ID] != 0 {
			err = fmt.Errorf("line %d has the ID %d already", seen[key.ID], key.ID)
		}
		if err != nil {
			return nil, fmt.Errorf("reading keys: line %d: %w", number, err)
		}
		seen[key.ID] = number
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		return nil, errors.New("reading keys: there is no key")
	}
	return keys, nil
}

func parseLine(words []string) (Key, error) {
	if len(words) != 2 {
		return Key{}, errors.New("a key is its ID, a space and 64 hexadecimal digits")
	}
	id, err := strconv.ParseUint(words[0], 10, 8)
	if err != nil || id == 0 {
		return Key{}, errors.New("a key's ID is a number from 1 to 255")
	}
	key := Key{ID: byte(id)}
	if !readHex(&key.Secret, words[1]) {
		return Key{}, errors.New("a key is 64 hexadecimal digits")
	}
	return key, checkSecret(key)
}

// ParseValue reads the one key that an environment variable may hold instead of
// a file: 64 hexadecimal digits, or base64 of 32 bytes. Its ID is 1. Whoever
// wants to change keys uses a file.
func ParseValue(value string) ([]Key, error) {
	value = strings.TrimSpace(value)
	key := Key{ID: 1}
	if !readHex(&key.Secret, value) && !readBase64(&key.Secret, value) {
		return nil, errors.New("reading a key: it is 64 hexadecimal digits, or 32 bytes in base64")
	}
	if err := checkSecret(key); err != nil {
		return nil, fmt.Errorf("reading a key: %w", err)
	}
	return []Key{key}, nil
}

func checkSecret(key Key) error {
	if key.Secret == [32]byte{} {
		return errors.New("a key of zeros only protects nothing")
	}
	return nil
}

// The errors of the decoders are dropped on purpose: they quote the digits.

func readHex(dst *[32]byte, text string) bool {
	b, err := hex.DecodeString(text)
	return err == nil && len(b) == copy(dst[:], b) && len(b) == len(dst)
}

func readBase64(dst *[32]byte, text string) bool {
	text = strings.TrimRight(text, "=")
	for _, coding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		if b, err := coding.DecodeString(text); err == nil && len(b) == len(dst) {
			copy(dst[:], b)
			return true
		}
	}
	return false
}
