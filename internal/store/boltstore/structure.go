package boltstore

import (
	"bytes"
	"encoding/binary"
	"io"
)

// The kinds of page.
const (
	branchPage   = 1
	leafPage     = 2
	freelistPage = 16
)

const (
	elementSize  = 16 // in a branch and in a leaf
	bucketHead   = 16 // root page and sequence, before an inline page
	isBucket     = 1  // flag of a leaf element
	manyFree     = 0xFFFF
	maxTreeDepth = 64
)

// structure checks how the pages of a file hang together, by reading each page
// that is in use once: it is a tree, its keys are in order, and no page that is
// in use is free. It does not look at values.
type structure struct {
	file io.ReaderAt
	meta meta
	used []bool // by page number
}

func newStructure(file io.ReaderAt, m meta) *structure {
	return &structure{file: file, meta: m, used: make([]bool, m.pages)}
}

func (s *structure) check() error {
	roots, err := s.buckets()
	if err != nil {
		return err
	}
	for _, root := range roots {
		if err := s.tree(root, nil, nil, 0, nil); err != nil {
			return err
		}
	}
	if s.meta.freelist == noFreelist {
		return nil
	}
	return s.free()
}

// buckets checks the tree that lists the buckets, and is their root pages.
func (s *structure) buckets() (roots []uint64, err error) {
	err = s.tree(s.meta.root, nil, nil, 0, func(value []byte) error {
		if len(value) < bucketHead {
			return damaged("a bucket is cut short")
		}
		if root := binary.NativeEndian.Uint64(value); root != 0 {
			roots = append(roots, root)
			return nil
		}
		p, err := parsePage(value[bucketHead:])
		if err == nil && p.kind != leafPage {
			err = damaged("a small bucket is no leaf")
		}
		if err != nil {
			return err
		}
		return p.eachKey(nil, nil, func(i int, _ []byte) error {
			if p.flags(i) != 0 {
				return damaged("a bucket is where none belongs")
			}
			_, err := p.value(i)
			return err
		})
	})
	return roots, err
}

// tree checks a page and what is below it. Its keys lie from low to below high.
// bucket is shown the value of each bucket; without it there may be none.
func (s *structure) tree(number uint64, low, high []byte, depth int, bucket func([]byte) error) error {
	p, err := s.page(number)
	if err != nil {
		return err
	}
	switch {
	case p.kind == leafPage && (p.count > 0 || depth == 0):
		return p.eachKey(low, high, func(i int, _ []byte) error { return p.checkLeaf(i, bucket) })
	case p.kind != branchPage || p.count == 0 || depth > maxTreeDepth:
		return damaged("page %d does not belong where it is", number)
	}
	return p.eachKey(low, high, func(i int, key []byte) error {
		end := high
		if i+1 < p.count {
			if end, err = p.key(i + 1); err != nil {
				return err
			}
		}
		return s.tree(p.child(i), key, end, depth+1, bucket)
	})
}

func (p page) checkLeaf(i int, bucket func([]byte) error) error {
	value, err := p.value(i)
	switch {
	case err != nil:
		return err
	case p.flags(i) == 0 && bucket == nil:
		return nil
	case p.flags(i) == isBucket && bucket != nil:
		return bucket(value)
	}
	return damaged("a bucket is where none belongs, or the other way round")
}

// page reads a page that nothing else has used yet.
func (s *structure) page(number uint64) (page, error) {
	size := s.meta.pageSize
	if number < 2 || number >= s.meta.pages {
		return page{}, damaged("page %d is outside of the file", number)
	}
	b := make([]byte, size)
	if _, err := s.file.ReadAt(b, int64(number*size)); err != nil {
		return page{}, err
	}
	more := uint64(binary.NativeEndian.Uint32(b[12:]))
	if binary.NativeEndian.Uint64(b) != number || more >= s.meta.pages-number {
		return page{}, damaged("page %d has a wrong head", number)
	}
	for n := number; n <= number+more; n++ {
		if err := s.use(n); err != nil {
			return page{}, err
		}
	}
	if more > 0 {
		b = make([]byte, (more+1)*size)
		if _, err := s.file.ReadAt(b, int64(number*size)); err != nil {
			return page{}, err
		}
	}
	return parsePage(b)
}

func (s *structure) use(number uint64) error {
	if number < 2 || number >= s.meta.pages || s.used[number] {
		return damaged("page %d is used twice or outside of the file", number)
	}
	s.used[number] = true
	return nil
}

// free checks that no free page is in use.
func (s *structure) free() error {
	p, err := s.page(s.meta.freelist)
	if err != nil {
		return err
	}
	list := p.bytes[pageHead:]
	count := uint64(p.count)
	if p.count == manyFree {
		count, list = binary.NativeEndian.Uint64(list), list[8:]
	}
	if p.kind != freelistPage || count > uint64(len(list)/8) {
		return damaged("the list of free pages makes no sense")
	}
	for i := range count {
		if err := s.use(binary.NativeEndian.Uint64(list[i*8:])); err != nil {
			return err
		}
	}
	return nil
}

// page is one page with those that continue it.
type page struct {
	bytes []byte
	kind  uint16
	count int
}

func parsePage(b []byte) (page, error) {
	if len(b) < pageHead {
		return page{}, damaged("a page is cut short")
	}
	p := page{bytes: b, kind: binary.NativeEndian.Uint16(b[8:]), count: int(binary.NativeEndian.Uint16(b[10:]))}
	if p.kind != freelistPage && pageHead+p.count*elementSize > len(b) {
		return page{}, damaged("a page has more entries than room")
	}
	return p, nil
}

// eachKey shows the keys, which must rise and lie from low to below high.
func (p page) eachKey(low, high []byte, visit func(i int, key []byte) error) error {
	if err := p.dense(); err != nil {
		return err
	}
	for i := range p.count {
		key, err := p.key(i)
		if err != nil {
			return err
		}
		if i > 0 && bytes.Compare(low, key) >= 0 || bytes.Compare(low, key) > 0 || high != nil && bytes.Compare(key, high) >= 0 {
			return damaged("keys are out of order")
		}
		if err := visit(i, key); err != nil {
			return err
		}
		low = key
	}
	return nil
}

func (p page) element(i int) []byte { return p.bytes[pageHead+i*elementSize:] }

func (p page) flags(i int) uint32 { return binary.NativeEndian.Uint32(p.element(i)) }

func (p page) child(i int) uint64 { return binary.NativeEndian.Uint64(p.element(i)[8:]) }

// key of an element, of a branch or a leaf.
func (p page) key(i int) ([]byte, error) {
	at, key, _ := p.span(i)
	return p.cut(at, key)
}

// value of a leaf's element. It follows the key.
func (p page) value(i int) ([]byte, error) {
	at, key, value := p.span(i)
	return p.cut(at+key, value)
}

// span is where an element's key begins, how long it is, and how long the value.
func (p page) span(i int) (at, key, value uint64) {
	e, order := p.element(i), binary.NativeEndian
	at = uint64(pageHead + i*elementSize)
	if p.kind == branchPage {
		return at + uint64(order.Uint32(e)), uint64(order.Uint32(e[4:])), 0
	}
	return at + uint64(order.Uint32(e[4:])), uint64(order.Uint32(e[8:])), uint64(order.Uint32(e[12:]))
}

func (p page) cut(at, size uint64) ([]byte, error) {
	if at < uint64(pageHead+p.count*elementSize) || at+size > uint64(len(p.bytes)) {
		return nil, damaged("an entry lies outside of its page")
	}
	return p.bytes[at : at+size], nil
}

// dense tells whether the keys and values follow the elements without a gap, as
// they are written: otherwise the number of elements or a length is wrong.
func (p page) dense() error {
	next := uint64(pageHead + p.count*elementSize)
	for i := range p.count {
		at, key, value := p.span(i)
		if at != next {
			return damaged("an entry is not where it should be")
		}
		next = at + key + value
	}
	return nil
}
