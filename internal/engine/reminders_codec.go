package engine

import (
	"encoding/binary"
	"math"

	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// Marks of a reminder in a session.
const (
	keptWhat = 1 << iota // the template's hash follows
	keptText             // own words follow
	keptSaid
	keptSnooze
	keptMissed
	keptLeft
	keptMarks = 1<<iota - 1
)

// encodeReminders writes what is kept about reminders behind all else; nothing for
// whoever never had one.
func (s *Session) encodeReminders(dst []byte) []byte {
	if s.lastID == 0 {
		return dst
	}
	dst = binary.AppendUvarint(dst, uint64(s.lastID))
	dst = binary.AppendUvarint(dst, uint64(s.prompted))
	dst = binary.AppendUvarint(dst, uint64(s.active))
	dst = append(dst, byte(len(s.reminders)))
	for i := range s.reminders {
		dst = s.encodeReminder(dst, &s.reminders[i])
	}
	return dst
}

func (s *Session) encodeReminder(dst []byte, k *kept) []byte {
	dst = append(dst, k.marks())
	if k.what != 0 {
		dst = appendHash(dst, k.what)
	}
	if k.text != "" {
		dst = append(binary.AppendUvarint(dst, uint64(len(k.text))), k.text...)
	}
	if k.said != 0 {
		dst = binary.AppendUvarint(dst, s.Turn-k.said)
	}
	if k.snooze != 0 {
		dst = binary.AppendVarint(dst, k.snooze)
	}
	return k.Append(dst)
}

func (k *kept) marks() (marks byte) {
	set := func(bit byte, on bool) {
		if on {
			marks |= bit
		}
	}
	set(keptWhat, k.what != 0)
	set(keptText, k.text != "")
	set(keptSaid, k.said != 0)
	set(keptSnooze, k.snooze != 0)
	set(keptMissed, k.missed)
	set(keptLeft, k.left)
	return marks
}

// reminders reads what encodeReminders wrote; sessions from before end here.
func (r *reader) reminders(s *Session) {
	if r.bad || len(r.b) == 0 {
		return
	}
	s.lastID, s.prompted = r.id(), r.id()
	active := r.uvarint()
	r.bad = r.bad || s.lastID == 0 || active > math.MaxUint32
	s.active = uint32(active)
	n := r.count(mostReminders)
	if n > 0 {
		s.reminders = make([]kept, 0, n)
	}
	before := uint16(0)
	for range n {
		k := r.reminder(s.Turn)
		if r.bad = r.bad || k.ID <= before && s.lastID < 1<<16-1 || k.ID > s.lastID; r.bad {
			return
		}
		before = k.ID
		s.reminders = append(s.reminders, k)
	}
}

func (r *reader) id() uint16 {
	n := r.uvarint()
	r.bad = r.bad || n > math.MaxUint16
	return uint16(n)
}

func (r *reader) reminder(turn uint64) (k kept) {
	marks := r.byte()
	if marks&keptWhat != 0 {
		k.what = r.hash()
	}
	if marks&keptText != 0 {
		k.text = string(r.take(int(min(r.uvarint(), math.MaxInt32))))
	}
	if marks&keptSaid != 0 {
		ago := r.uvarint()
		r.bad = r.bad || ago >= turn
		k.said = turn - ago
	}
	if marks&keptSnooze != 0 {
		k.snooze = r.varint()
	}
	k.missed, k.left = marks&keptMissed != 0, marks&keptLeft != 0
	if r.bad || k.marks() != marks || marks > keptMarks || k.what == 0 && k.text == "" {
		r.bad = true
		return k
	}
	var err error
	if k.Reminder, r.b, err = reminder.Decode(r.b); err != nil {
		r.bad = true
	}
	return k
}

// reminderSize is how many bytes the reminders take.
func (s *Session) reminderSize() int { return len(s.encodeReminders(nil)) }
