package schedule

import (
	"encoding/binary"
	"fmt"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// Decode reads what Encode wrote, now or in the format before. Anything else, also what is cut off or has something
// behind it, is ErrPlan.
func Decode(b []byte) (Plan, error) {
	r := reader{b: b, s: string(b)}
	if r.format = r.octet(); r.format != planFormat && r.format != firstFormat {
		return Plan{}, fmt.Errorf("reading the format: %w", ErrPlan)
	}
	p := r.plan()
	if r.bad || r.at != len(r.b) || !p.sound() {
		return Plan{}, fmt.Errorf("reading a plan: %w", ErrPlan)
	}
	return p, nil
}

// sound tells whether the numbers fit together.
func (p *Plan) sound() bool {
	last := uint16(0)
	for i := range p.entries {
		id := p.entries[i].ID
		if id <= last || id > p.lastID {
			return false
		}
		last = id
	}
	for i := range p.drafts {
		if p.drafts[i].id > p.lastDraft || p.drafts[i].sets > setsAll|elsewhere {
			return false
		}
	}
	return true
}

// reader takes things off the front of b; s is the same bytes, cut into texts without
// copying. bad tells that something was not there.
type reader struct {
	b   []byte
	s   string
	at  int
	bad bool
	// format is the first byte.
	format byte
}

func (r *reader) plan() (p Plan) {
	p.zone, p.language = r.text(), r.text()
	p.steward = chat.Role{ID: r.text(), Name: r.text()}
	p.away = r.flag()
	p.lastID, p.lastDraft = uint16(r.number(1<<16-1)), uint32(r.number(1<<32-1))
	r.ring(&p.ring)
	p.entries = list(r, r.entry)
	p.drafts = list(r, r.draft)
	p.saved = list(r, func() saved {
		return saved{draft: uint32(r.number(1<<32 - 1)), id: uint16(r.number(1<<16 - 1))}
	})
	p.history = list(r, r.change)
	return p
}

// list reads a number and as many things; each takes a byte at least.
func list[T any](r *reader, one func() T) []T {
	n := int(r.number(uint64(len(r.b) - r.at)))
	if n == 0 {
		return nil
	}
	all := make([]T, 0, min(n, 128))
	for range n {
		if r.bad {
			return nil
		}
		all = append(all, one())
	}
	return all
}

func (r *reader) octet() byte {
	if r.at >= len(r.b) {
		r.bad = true
		return 0
	}
	r.at++
	return r.b[r.at-1]
}

func (r *reader) flag() bool {
	o := r.octet()
	r.bad = r.bad || o > 1
	return o == 1
}

func (r *reader) number(most uint64) uint64 {
	n, size := binary.Uvarint(r.b[r.at:])
	if size <= 0 || n > most {
		r.bad, r.at = true, len(r.b)
		return 0
	}
	r.at += size
	return n
}

func (r *reader) moment() int64 {
	n, size := binary.Varint(r.b[r.at:])
	if size <= 0 {
		r.bad, r.at = true, len(r.b)
		return 0
	}
	r.at += size
	return n
}

func (r *reader) text() string {
	n := int(r.number(uint64(len(r.b) - r.at)))
	if n > len(r.b)-r.at {
		r.bad, r.at = true, len(r.b)
		return ""
	}
	r.at += n
	return r.s[r.at-n : r.at]
}

func (r *reader) ring(ring *[ringSize]uint64) {
	n := int(r.octet())
	if n > ringSize || len(r.b)-r.at < 8*n {
		r.bad, r.at = true, len(r.b)
		return
	}
	for i := range n {
		ring[i] = binary.BigEndian.Uint64(r.b[r.at:])
		r.bad = r.bad || ring[i] == 0
		r.at += 8
	}
}

func (r *reader) entry() (e entry) {
	r.reminder(&e.Reminder)
	e.content = r.content()
	e.by = r.person()
	e.made = r.moment()
	e.turn = uint32(r.number(1<<32 - 1))
	e.pausedBy = r.text()
	e.trouble = r.octet()
	e.troubled = r.moment()
	e.untold = r.flag()
	if r.format != firstFormat {
		e.placed = r.moment()
	}
	return e
}

func (r *reader) reminder(into *reminder.Reminder) {
	if r.bad {
		return
	}
	one, rest, err := reminder.Decode(r.b[r.at:])
	if err != nil {
		r.bad, r.at = true, len(r.b)
		return
	}
	*into, r.at = one, len(r.b)-len(rest)
}

func (r *reader) when() (w recur.When) {
	if r.bad {
		return w
	}
	w, rest, err := recur.Decode(r.b[r.at:])
	if err != nil {
		r.bad, r.at = true, len(r.b)
		return recur.When{}
	}
	r.at = len(r.b) - len(rest)
	return w
}

func (r *reader) content() content {
	c := content{
		template: r.text(), text: r.text(), place: chat.Place{ID: r.text(), Name: r.text()},
		role: chat.Role{ID: r.text(), Name: r.text()}, spread: int(r.octet()),
	}
	r.bad = r.bad || c.spread > mostSpread
	return c
}

func (r *reader) person() person { return person{id: r.text(), name: r.text()} }

func (r *reader) draft() (d draft) {
	d.id, d.of = uint32(r.number(1<<32-1)), uint16(r.number(1<<16-1))
	d.by, d.made = r.person(), r.moment()
	d.sets = fields(r.octet())
	d.when = r.when()
	d.content = r.content()
	return d
}

func (r *reader) change() (c change) {
	c.at, c.by = r.moment(), r.person()
	c.did, c.id = r.octet(), uint16(r.number(1<<16-1))
	c.title = r.text()
	c.parts = list(r, func() part { return part{field: r.octet(), from: r.text(), to: r.text()} })
	return c
}
