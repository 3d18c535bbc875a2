package boltstore

import "encoding/binary"

// fields reads a value from the front. Once something is missing it stays bad.
type fields struct {
	rest []byte
	bad  bool
}

func (f *fields) unsigned() uint64 {
	n, size := binary.Uvarint(f.rest)
	f.skip(size)
	return n
}

func (f *fields) signed() int64 {
	n, size := binary.Varint(f.rest)
	f.skip(size)
	return n
}

func (f *fields) byte() byte {
	if len(f.rest) == 0 {
		f.bad = true
		return 0
	}
	b := f.rest[0]
	f.rest = f.rest[1:]
	return b
}

func (f *fields) text() string {
	n := f.unsigned()
	if n > uint64(len(f.rest)) {
		f.bad = true
		return ""
	}
	s := string(f.rest[:n])
	f.rest = f.rest[n:]
	return s
}

func (f *fields) skip(size int) {
	if size <= 0 {
		f.bad = true
		return
	}
	f.rest = f.rest[size:]
}
