package engine

import (
	"github.com/stillpoint-bot/stillpoint/internal/record"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// Remembered is what is remembered of the person between scripts, for an export.
func (s *Session) Remembered(lib *script.Library) []record.Field {
	t := turn{lib: lib, s: *s, language: s.Language(lib)}
	var fields []record.Field
	for i := range lib.Person.Slots {
		if f, ok := t.field(&lib.Person.Slots[i]); ok {
			fields = append(fields, f)
		}
	}
	if list := t.exportReminders(); len(list) > 0 {
		fields = append(fields, record.Field{Name: "reminders", Type: record.Choices, Many: list})
	}
	return fields
}

// Agreed is the session of somebody who has agreed that answers are kept and has
// been welcomed: for trying scripts without that talk.
func (s Session) Agreed() Session {
	s.putPerson(script.HashOf(script.PersonConsent), script.YesNoValue(true))
	s.Greeted = true
	return s
}
