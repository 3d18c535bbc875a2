package record

import (
	"errors"
	"fmt"
	"slices"
)

// A chunk is some records as bytes, made to be sealed and stored as one.
//
//	chunk  = version, then records
//	record = shape, run, at, then a value for each field of the shape
//	shape  = a number: 0 is a new shape, n the n-th one of this chunk
//	new    = kind, the number of fields, then type and name of each
//	string = a number: 0 is a new string (length and bytes), n the n-th one
//
// A shape is the kind of a record and the names and types of its fields. All of
// a person's evening check-ins share one, so that an entry is little more than
// its answers. Run and At are the difference to the record before.
const chunkVersion = 1

// fullAt is where a chunk is long enough: it is written anew with every record,
// and a longer one would save little more.
const fullAt = 1000

// ErrChunk says that bytes are no chunk of ours, or one of a newer version.
var ErrChunk = errors.New("not a chunk of records")

// Append is chunk with r in it; a nil chunk starts one. A record of the same run
// and kind gives its place to r. At is kept to the second. The bytes of chunk
// stay as they are, the result may share them.
func Append(chunk []byte, r Record) ([]byte, error) {
	if err := check(r); err != nil {
		return nil, fmt.Errorf("adding a record: %w", err)
	}
	if len(chunk) == 0 {
		return encode([]Record{r}), nil
	}
	shared, found, err := skim(chunk, r.Run, r.Kind)
	if err != nil {
		return nil, fmt.Errorf("adding a record: %w", err)
	}
	if found {
		return replace(chunk, r)
	}
	w := writer{table: shared, out: slices.Clip(chunk)}
	w.record(r)
	return w.out, nil
}

// replace writes the chunk anew, with r in the place of the record it corrects.
func replace(chunk []byte, r Record) ([]byte, error) {
	records, err := Decode(chunk)
	if err != nil {
		return nil, err
	}
	for i := range records {
		if records[i].Run == r.Run && records[i].Kind == r.Kind {
			records[i] = r
			break
		}
	}
	return encode(records), nil
}

// Decode reads the records of a chunk, in the order they were first added. An
// empty chunk has none. Anything else than a chunk is ErrChunk.
func Decode(chunk []byte) ([]Record, error) {
	if len(chunk) == 0 {
		return nil, nil
	}
	var records []Record
	err := new(reader).decode(chunk, func(r Record) { records = append(records, r) })
	if err != nil {
		return nil, fmt.Errorf("reading records: %w", err)
	}
	return records, nil
}

// Full tells that the next record should start a new chunk. One that replaces a
// record of this chunk (see Holds) still belongs here.
func Full(chunk []byte) bool { return len(chunk) >= fullAt }

// Holds tells whether a record of that run and kind is in the chunk.
func Holds(chunk []byte, run uint64, kind string) bool {
	if len(chunk) == 0 {
		return false
	}
	_, found, err := skim(chunk, run, kind)
	return err == nil && found
}

// skim is what the records of a chunk share, and whether one of that run and
// kind is among them.
func skim(chunk []byte, run uint64, kind string) (shared table, found bool, err error) {
	d := reader{skim: true}
	err = d.decode(chunk, func(r Record) { found = found || r.Run == run && r.Kind == kind })
	return d.table, found, err
}

// check refuses what could be written and not read again.
func check(r Record) error {
	for _, f := range r.Fields {
		if !f.Type.known() {
			return fmt.Errorf("the field %q has the unknown type %d", f.Name, f.Type)
		}
	}
	return nil
}

func (t Type) known() bool {
	switch t {
	case Number, Choice, Choices, Text, YesNo, Time:
		return true
	}
	return false
}
