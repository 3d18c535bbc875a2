package vault

import (
	"fmt"
	"io"
	"sync"
)

// nonces hands out random nonces. It asks its source for many at a time, because
// one call to the kernel costs more than sealing a whole session.
type nonces struct {
	source io.Reader

	mu    sync.Mutex
	block [64 * nonceSize]byte
	left  int // how many bytes at the end of block were not handed out yet
}

// next fills dst, which is one nonce long.
func (n *nonces) next(dst []byte) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.left == 0 {
		if _, err := io.ReadFull(n.source, n.block[:]); err != nil {
			panic(fmt.Sprintf("vault: no randomness to seal with: %v", err))
		}
		n.left = len(n.block)
	}
	at := len(n.block) - n.left
	copy(dst, n.block[at:at+nonceSize])
	n.left -= nonceSize
}
