package boltstore

import (
	"encoding/binary"
	"hash/fnv"
	"io"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// The first two pages of a bbolt file are written in turns; the newer one that
// is whole counts. Each is a page head and then these fields, in the order of
// bytes of the machine.
const (
	pageHead    = 16
	metaSize    = 64
	boltMagic   = 0xED0CDAED
	boltVersion = 2
	noFreelist  = ^uint64(0)
)

type meta struct {
	pageSize uint64
	root     uint64 // the page where the buckets are listed
	freelist uint64 // the page that lists the free ones
	pages    uint64 // every page in use is below
	txid     uint64
}

// readMeta finds the meta that counts. A file without any sign of one is foreign.
func readMeta(r io.ReaderAt, size int64) (best meta, err error) {
	found, familiar := false, false
	// The second meta is one page on, and how long a page is only a meta tells.
	for _, at := range []int64{0, 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15, 1 << 16} {
		b := make([]byte, metaSize)
		if at+pageHead+metaSize > size {
			break
		}
		if _, err := r.ReadAt(b, at+pageHead); err != nil {
			return meta{}, err
		}
		m, magic, whole := parseMeta(b)
		familiar = familiar || magic
		if whole && (at == 0 || at == int64(m.pageSize)) && (!found || m.txid > best.txid) {
			best, found = m, true
		}
	}
	switch {
	case found:
		return best, nil
	case familiar:
		return meta{}, damaged("its first pages make no sense")
	}
	return meta{}, store.ErrForeign
}

func parseMeta(b []byte) (m meta, magic, whole bool) {
	order := binary.NativeEndian
	magic = order.Uint32(b) == boltMagic
	sum := fnv.New64a()
	_, _ = sum.Write(b[:56])
	m = meta{
		pageSize: uint64(order.Uint32(b[8:])), root: order.Uint64(b[16:]), freelist: order.Uint64(b[32:]),
		pages: order.Uint64(b[40:]), txid: order.Uint64(b[48:]),
	}
	whole = magic && order.Uint32(b[4:]) == boltVersion && order.Uint64(b[56:]) == sum.Sum64() &&
		m.pageSize >= 1<<10 && m.pageSize <= 1<<16 && m.pageSize&(m.pageSize-1) == 0
	return m, magic, whole
}
