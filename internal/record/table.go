package record

// table is what the records of a chunk share, and what the next one is told
// against. Reader and writer build the same table as they go along.
type table struct {
	strings []string
	shapes  []shape
	at      int64 // Unix seconds of the record before
	run     uint64
}

// shape is what records of one kind have in common.
type shape struct {
	kind   string
	fields []slot
}

type slot struct {
	kind Type
	name string
}

func (t *table) findString(s string) (int, bool) {
	for i := range t.strings {
		if t.strings[i] == s {
			return i, true
		}
	}
	return 0, false
}

func (t *table) findShape(r Record) (int, bool) {
	for i := range t.shapes {
		if t.shapes[i].fits(r) {
			return i, true
		}
	}
	return 0, false
}

func (s shape) fits(r Record) bool {
	if s.kind != r.Kind || len(s.fields) != len(r.Fields) {
		return false
	}
	for i, f := range r.Fields {
		if s.fields[i].kind != f.Type || s.fields[i].name != f.Name {
			return false
		}
	}
	return true
}
