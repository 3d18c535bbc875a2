package record

import "encoding/binary"

// writer appends records to a chunk.
type writer struct {
	table
	out []byte
}

func encode(records []Record) []byte {
	w := writer{out: []byte{chunkVersion}}
	for _, r := range records {
		w.record(r)
	}
	return w.out
}

func (w *writer) record(r Record) {
	w.shape(r)
	at := r.At.Unix()
	// Differences wrap around, so that any two values have one.
	w.signed(int64(r.Run - w.run))
	w.signed(at - w.at)
	w.run, w.at = r.Run, at
	for _, f := range r.Fields {
		w.value(f)
	}
}

func (w *writer) shape(r Record) {
	if i, ok := w.findShape(r); ok {
		w.unsigned(uint64(i) + 1)
		return
	}
	w.unsigned(0)
	w.text(r.Kind)
	w.unsigned(uint64(len(r.Fields)))
	s := shape{kind: r.Kind, fields: make([]slot, len(r.Fields))}
	for i, f := range r.Fields {
		w.out = append(w.out, byte(f.Type))
		w.text(f.Name)
		s.fields[i] = slot{f.Type, f.Name}
	}
	w.shapes = append(w.shapes, s)
}

func (w *writer) value(f Field) {
	switch f.Type {
	case Number, Time:
		w.out = appendNumber(w.out, f.Number)
	case Choice:
		w.text(f.Text)
	case Choices:
		w.unsigned(uint64(len(f.Many)))
		for _, id := range f.Many {
			w.text(id)
		}
	case Text: // hardly ever the same twice: not worth a place in the table
		w.bytes(f.Text)
	case YesNo:
		w.out = append(w.out, yesNo(f.Yes))
	}
}

func yesNo(yes bool) byte {
	if yes {
		return 1
	}
	return 0
}

// text writes a string that is likely to come again.
func (w *writer) text(s string) {
	if i, ok := w.findString(s); ok {
		w.unsigned(uint64(i) + 1)
		return
	}
	w.unsigned(0)
	w.bytes(s)
	w.strings = append(w.strings, s)
}

func (w *writer) bytes(s string) {
	w.unsigned(uint64(len(s)))
	w.out = append(w.out, s...)
}

func (w *writer) unsigned(n uint64) { w.out = binary.AppendUvarint(w.out, n) }
func (w *writer) signed(n int64)    { w.out = binary.AppendVarint(w.out, n) }
