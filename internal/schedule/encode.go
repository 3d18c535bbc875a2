package schedule

import (
	"encoding/binary"
	"errors"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// ErrPlan says that stored bytes are no plan of ours.
var ErrPlan = errors.New("not a community's plan")

// planFormat is the first byte of an encoded plan. The first format did not keep since
// when a reminder is posted where it is.
const (
	planFormat  = 2
	firstFormat = 1
)

// Encode appends the plan to dst: a reminder of the usual kind takes about 60 bytes
// beside its text, a line of the history about 50.
func (p *Plan) Encode(dst []byte) []byte {
	w := writer{append(dst, planFormat)}
	w.text(p.zone)
	w.text(p.language)
	w.text(p.steward.ID)
	w.text(p.steward.Name)
	w.flag(p.away)
	w.number(uint64(p.lastID))
	w.number(uint64(p.lastDraft))
	w.ring(&p.ring)
	w.number(uint64(len(p.entries)))
	for i := range p.entries {
		w.entry(&p.entries[i])
	}
	w.number(uint64(len(p.drafts)))
	for i := range p.drafts {
		w.draft(&p.drafts[i])
	}
	w.number(uint64(len(p.saved)))
	for _, s := range p.saved {
		w.number(uint64(s.draft))
		w.number(uint64(s.id))
	}
	w.number(uint64(len(p.history)))
	for i := range p.history {
		w.change(&p.history[i])
	}
	return w.b
}

// writer appends; reader takes the same things off again, in the same order.
type writer struct{ b []byte }

func (w *writer) number(n uint64) { w.b = binary.AppendUvarint(w.b, n) }
func (w *writer) moment(at int64) { w.b = binary.AppendVarint(w.b, at) }
func (w *writer) octet(o byte)    { w.b = append(w.b, o) }

func (w *writer) flag(on bool) {
	if on {
		w.octet(1)
		return
	}
	w.octet(0)
}

func (w *writer) text(s string) {
	w.number(uint64(len(s)))
	w.b = append(w.b, s...)
}

func (w *writer) ring(ring *[ringSize]uint64) {
	n := 0
	for n < ringSize && ring[n] != 0 {
		n++
	}
	w.octet(byte(n))
	for _, id := range ring[:n] {
		w.b = binary.BigEndian.AppendUint64(w.b, id)
	}
}

func (w *writer) entry(e *entry) {
	w.b = e.Append(w.b)
	w.content(&e.content)
	w.person(e.by)
	w.moment(e.made)
	w.number(uint64(e.turn))
	w.text(e.pausedBy)
	w.octet(e.trouble)
	w.moment(e.troubled)
	w.flag(e.untold)
	w.moment(e.placed)
}

func (w *writer) content(c *content) {
	w.text(c.template)
	w.text(c.text)
	w.place(c.place)
	w.text(c.role.ID)
	w.text(c.role.Name)
	w.octet(byte(c.spread))
}

func (w *writer) place(p chat.Place) {
	w.text(p.ID)
	w.text(p.Name)
}

func (w *writer) person(by person) {
	w.text(by.id)
	w.text(by.name)
}

func (w *writer) draft(d *draft) {
	w.number(uint64(d.id))
	w.number(uint64(d.of))
	w.person(d.by)
	w.moment(d.made)
	w.octet(byte(d.sets))
	w.b = d.when.Append(w.b)
	w.content(&d.content)
}

func (w *writer) change(c *change) {
	w.moment(c.at)
	w.person(c.by)
	w.octet(c.did)
	w.number(uint64(c.id))
	w.text(c.title)
	w.number(uint64(len(c.parts)))
	for _, p := range c.parts {
		w.octet(p.field)
		w.text(p.from)
		w.text(p.to)
	}
}
