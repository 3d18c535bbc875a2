package boltstore

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"

	bolt "go.etcd.io/bbolt"
)

// tx is one transaction. Every value ends with a checksum of its key and itself:
// bbolt has none for what it keeps.
type tx struct {
	bolt   *bolt.Tx
	opened [buckets]*bolt.Bucket
	wrote  bool
}

const sumSize = 4

func (t *tx) in(b bucket) *bolt.Bucket {
	if t.opened[b] == nil {
		t.opened[b] = t.bolt.Bucket(b.name())
	}
	return t.opened[b]
}

func (t *tx) put(b bucket, key, value []byte) error {
	t.wrote = true
	return t.in(b).Put(key, binary.BigEndian.AppendUint32(value, sum(key, value)))
}

func (t *tx) remove(b bucket, key []byte) error {
	t.wrote = true
	return t.in(b).Delete(key)
}

// get is the value of a key; ok is false when there is none.
func (t *tx) get(b bucket, key []byte) (value []byte, ok bool, err error) {
	signed := t.in(b).Get(key)
	if signed == nil {
		return nil, false, nil
	}
	value, err = verified(b, key, signed)
	return value, err == nil, err
}

// scan shows the keys from low on, in order, until visit has enough.
func (t *tx) scan(b bucket, low []byte, visit func(key, value []byte) (more bool, err error)) error {
	c := t.in(b).Cursor()
	for key, signed := c.Seek(low); key != nil; key, signed = c.Next() {
		value, err := verified(b, key, signed)
		if err != nil {
			return err
		}
		if more, err := visit(key, value); err != nil || !more {
			return err
		}
	}
	return nil
}

// each shows all keys that begin with prefix, without it.
func (t *tx) each(b bucket, prefix []byte, visit func(rest, value []byte) (more bool, err error)) error {
	return t.scan(b, prefix, func(key, value []byte) (bool, error) {
		rest, ok := bytes.CutPrefix(key, prefix)
		if !ok {
			return false, nil
		}
		return visit(rest, value)
	})
}

// removeAll removes all keys that begin with prefix.
func (t *tx) removeAll(b bucket, prefix []byte) error {
	var keys [][]byte
	err := t.each(b, prefix, func(rest, _ []byte) (bool, error) {
		keys = append(keys, append(bytes.Clone(prefix), rest...))
		return true, nil
	})
	for _, key := range keys {
		if err == nil {
			err = t.remove(b, key)
		}
	}
	return err
}

func verified(b bucket, key, signed []byte) ([]byte, error) {
	n := len(signed) - sumSize
	if n < 0 || binary.BigEndian.Uint32(signed[n:]) != sum(key, signed[:n]) {
		return nil, damaged("a value in %s does not have its checksum", b.name())
	}
	return signed[:n:n], nil
}

// sum is over how long the key is as well: else a byte could change sides.
func sum(key, value []byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli)
	length := binary.BigEndian.AppendUint32(make([]byte, 0, 4), uint32(len(key)))
	return crc32.Update(crc32.Update(crc32.Checksum(length, table), table, key), table, value)
}
