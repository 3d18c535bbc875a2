// Package record holds what is kept of a person's check-ins and notes: a Record,
// and the chunk of records that is sealed and stored as one. It knows no store
// and no script, and imports nothing of ours.
package record

import "time"

// Record is one entry, made by a record step.
type Record struct {
	At     time.Time // to the second, UTC
	Kind   string    // "check-in", "breathing", "note"
	Run    uint64    // the turn the script began in: a later record of the same run and kind replaces this one
	Fields []Field   // in the order they were answered
}

// Field is one answer. Exactly one of the values is meant, as Type says.
type Field struct {
	Name   string
	Type   Type
	Number float64  // Number, and Time as minutes of the day
	Text   string   // Text, Choice (the choice's id)
	Many   []string // Choices (their ids)
	Yes    bool     // YesNo
}

// Type says which value a field holds. The bytes are stored: never change them.
type Type byte

// The types of a field.
const (
	Number  Type = 'n'
	Choice  Type = 'c'
	Choices Type = 'm'
	Text    Type = 't'
	YesNo   Type = 'y'
	Time    Type = 'h'
)

// Find is the field of that name.
func (r Record) Find(name string) (Field, bool) {
	for _, f := range r.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}
