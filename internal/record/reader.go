package record

import (
	"encoding/binary"
	"fmt"
	"time"
)

// reader takes records from the front of a chunk. It never makes more than what
// is left of the chunk could fill.
type reader struct {
	table
	rest []byte
	// skim reads for the table only: the values of a record are passed over, and
	// its fields are overwritten by the next one.
	skim    bool
	scratch []Field
}

// decode reads a chunk, which is not empty, and shows each record to visit.
func (d *reader) decode(chunk []byte, visit func(Record)) error {
	if chunk[0] != chunkVersion {
		return fmt.Errorf("version %d: %w", chunk[0], ErrChunk)
	}
	d.rest = chunk[1:]
	for len(d.rest) > 0 {
		r, ok := d.record()
		if !ok {
			return fmt.Errorf("%d bytes before the end: %w", len(d.rest), ErrChunk)
		}
		visit(r)
	}
	return nil
}

func (d *reader) record() (Record, bool) {
	s, ok := d.shape()
	run, runOK := d.signed()
	at, atOK := d.signed()
	if !ok || !runOK || !atOK || len(s.fields) > len(d.rest) {
		return Record{}, false
	}
	d.run += uint64(run)
	d.at += at
	r := Record{At: time.Unix(d.at, 0).UTC(), Kind: s.kind, Run: d.run, Fields: d.fields(len(s.fields))}
	for i, slot := range s.fields {
		f, ok := d.value(slot)
		if !ok {
			return Record{}, false
		}
		r.Fields[i] = f
	}
	return r, true
}

func (d *reader) fields(n int) []Field {
	switch {
	case n == 0:
		return nil
	case !d.skim:
		return make([]Field, n)
	case n > cap(d.scratch):
		d.scratch = make([]Field, n)
	}
	return d.scratch[:n]
}

func (d *reader) shape() (shape, bool) {
	n, ok := d.unsigned()
	if !ok || n > uint64(len(d.shapes)) {
		return shape{}, false
	}
	if n > 0 {
		return d.shapes[n-1], true
	}
	kind, ok := d.text()
	fields, fieldsOK := d.count()
	if !ok || !fieldsOK {
		return shape{}, false
	}
	s := shape{kind: kind, fields: make([]slot, fields)}
	for i := range s.fields {
		if s.fields[i], ok = d.slot(); !ok {
			return shape{}, false
		}
	}
	d.shapes = append(d.shapes, s)
	return s, true
}

func (d *reader) slot() (slot, bool) {
	kind, ok := d.byte()
	if !ok || !Type(kind).known() {
		return slot{}, false
	}
	name, ok := d.text()
	return slot{Type(kind), name}, ok
}

func (d *reader) value(s slot) (f Field, ok bool) {
	f = Field{Name: s.name, Type: s.kind}
	switch s.kind {
	case Number, Time:
		f.Number, d.rest, ok = readNumber(d.rest)
	case Choice:
		f.Text, ok = d.text()
	case Choices:
		f.Many, ok = d.many()
	case Text:
		f.Text, ok = d.note()
	case YesNo:
		var b byte
		b, ok = d.byte()
		f.Yes, ok = b == 1, ok && b <= 1
	}
	return f, ok
}

func (d *reader) many() ([]string, bool) {
	n, ok := d.count()
	if !ok || n == 0 {
		return nil, ok
	}
	var many []string
	if !d.skim {
		many = make([]string, 0, n)
	}
	for range n {
		id, ok := d.text()
		if !ok {
			return nil, false
		}
		if !d.skim {
			many = append(many, id)
		}
	}
	return many, true
}

func (d *reader) note() (string, bool) {
	if !d.skim {
		return d.bytes()
	}
	n, ok := d.count()
	d.rest = d.rest[n:]
	return "", ok
}

func (d *reader) text() (string, bool) {
	n, ok := d.unsigned()
	if !ok || n > uint64(len(d.strings)) {
		return "", false
	}
	if n > 0 {
		return d.strings[n-1], true
	}
	s, ok := d.bytes()
	if ok {
		d.strings = append(d.strings, s)
	}
	return s, ok
}

func (d *reader) bytes() (string, bool) {
	n, ok := d.count()
	if !ok {
		return "", false
	}
	s := string(d.rest[:n])
	d.rest = d.rest[n:]
	return s, true
}

// count reads how many things follow, each of at least one byte.
func (d *reader) count() (int, bool) {
	n, ok := d.unsigned()
	if !ok || n > uint64(len(d.rest)) {
		return 0, false
	}
	return int(n), true
}

func (d *reader) byte() (byte, bool) {
	if len(d.rest) == 0 {
		return 0, false
	}
	b := d.rest[0]
	d.rest = d.rest[1:]
	return b, true
}

func (d *reader) unsigned() (uint64, bool) {
	n, size := binary.Uvarint(d.rest)
	if size <= 0 {
		return 0, false
	}
	d.rest = d.rest[size:]
	return n, true
}

func (d *reader) signed() (int64, bool) {
	n, size := binary.Varint(d.rest)
	if size <= 0 {
		return 0, false
	}
	d.rest = d.rest[size:]
	return n, true
}
