package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"slices"
)

const (
	nonceSize = 12
	tagSize   = 16
	headSize  = 1 + nonceSize

	// Overhead is how many bytes a sealed thing is longer than what is in it.
	Overhead = headSize + tagSize
)

var (
	// ErrUnknownKey says that the key which sealed a thing is not in the ring.
	ErrUnknownKey = errors.New("sealed with a key that is not here")
	// ErrTampered says that a thing was changed, cut short, or belongs somewhere else.
	ErrTampered = errors.New("the sealed data is damaged or belongs somewhere else")
)

// Config is what a Ring may be given besides its keys.
type Config struct {
	// Random is where nonces come from; nil means crypto/rand. A nonce that comes
	// twice gives the key away: outside of tests leave it nil.
	Random io.Reader
}

// Ring seals with its first key and opens with any. It is safe for concurrent use.
type Ring struct {
	current byte
	ciphers [256]cipher.AEAD
	nonces  nonces
}

// New is a ring of keys, the current one first.
func New(keys []Key) (*Ring, error) { return NewWith(keys, Config{}) }

// NewWith is New with something else than the defaults.
func NewWith(keys []Key, cfg Config) (*Ring, error) {
	if len(keys) == 0 {
		return nil, errors.New("making a key ring: there is no key")
	}
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	r := &Ring{current: keys[0].ID, nonces: nonces{source: cfg.Random}}
	for _, k := range keys {
		if err := r.add(k); err != nil {
			return nil, fmt.Errorf("making a key ring: %w", err)
		}
	}
	return r, nil
}

func (r *Ring) add(k Key) error {
	switch {
	case k.ID == 0:
		return errors.New("a key's ID is a number from 1 to 255")
	case r.ciphers[k.ID] != nil:
		return fmt.Errorf("two keys have the ID %d", k.ID)
	case k.Secret == [32]byte{}:
		return fmt.Errorf("key %d is empty", k.ID)
	}
	block, err := aes.NewCipher(k.Secret[:])
	if err != nil {
		return fmt.Errorf("key %d: %w", k.ID, err)
	}
	r.ciphers[k.ID], err = cipher.NewGCM(block)
	return err
}

// Format prints stars: the ciphers hold what was made of the keys.
func (r *Ring) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, stars) }

// Seal appends plain to dst, sealed with the current key for that context. dst
// and plain must not overlap. It panics when the source of nonces fails:
// crypto/rand never does, and to go on would give the key away.
func (r *Ring) Seal(dst, plain, context []byte) []byte {
	start := len(dst)
	dst = slices.Grow(dst, Overhead+len(plain))[:start+headSize]
	dst[start] = r.current
	nonce := dst[start+1:]
	r.nonces.next(nonce)
	return r.ciphers[r.current].Seal(dst, nonce, plain, context)
}

// Open appends to dst what Seal sealed for that context. dst and sealed must not
// overlap. The error is ErrUnknownKey, with the key's ID, or ErrTampered; dst is
// then as long as it was.
func (r *Ring) Open(dst, sealed, context []byte) ([]byte, error) {
	if len(sealed) < Overhead {
		return dst, fmt.Errorf("opening %d bytes: %w", len(sealed), ErrTampered)
	}
	key := r.ciphers[sealed[0]]
	if key == nil {
		return dst, fmt.Errorf("opening what key %d sealed: %w", sealed[0], ErrUnknownKey)
	}
	plain, err := key.Open(dst, sealed[1:headSize], sealed[headSize:], context)
	if err != nil {
		return dst, fmt.Errorf("opening what key %d sealed: %w", sealed[0], ErrTampered)
	}
	return plain, nil
}
