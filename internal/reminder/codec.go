package reminder

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// ErrCode says that stored bytes are no reminder.
var ErrCode = errors.New("not a reminder")

// What else is written, as bits of a flag byte, in this order.
const (
	hasDue = 1 << iota
	hasPutOff
	hasSent
	hasPassed
	hasFailures
	isFailed
	hasUnanswered
	knownFlags = 1<<iota - 1
)

// Append writes the reminder behind dst: a plain daily one in about 20 bytes. Moments
// but the first are written as differences.
func (r Reminder) Append(dst []byte) []byte {
	flags := r.flags()
	dst = binary.AppendUvarint(dst, uint64(r.ID))
	dst = append(dst, byte(r.State), flags)
	base := int64(0)
	moment := func(bit byte, at time.Time) {
		if flags&bit != 0 {
			dst = binary.AppendVarint(dst, at.Unix()-base)
			base = at.Unix()
		}
	}
	moment(hasDue, r.Due)
	moment(hasPutOff, r.PutOff)
	moment(hasSent, r.Sent)
	if flags&hasPassed != 0 {
		dst = append(binary.AppendUvarint(dst, uint64(r.Passed)), byte(r.Why))
		moment(hasPassed, r.Last)
	}
	if flags&hasFailures != 0 {
		dst = append(dst, r.Failures)
	}
	if flags&hasUnanswered != 0 {
		dst = append(dst, r.Unanswered)
	}
	return r.When.Append(dst)
}

func (r Reminder) flags() (flags byte) {
	set := func(bit byte, on bool) {
		if on {
			flags |= bit
		}
	}
	set(hasDue, !r.Due.IsZero())
	set(hasPutOff, !r.PutOff.IsZero())
	set(hasSent, !r.Sent.IsZero())
	set(hasPassed, r.Passed > 0)
	set(hasFailures, r.Failures > 0)
	set(isFailed, r.Failed)
	set(hasUnanswered, r.Unanswered > 0)
	return flags
}

// Decode reads what Append wrote, and gives back what follows. Anything else is
// ErrCode.
func Decode(b []byte) (r Reminder, rest []byte, err error) {
	d := decoder{b: b}
	r.ID = uint16(d.count(1<<16 - 1))
	r.State = State(d.octet())
	flags := d.octet()
	if flags&hasDue != 0 {
		r.Due = d.moment()
	}
	if flags&hasPutOff != 0 {
		r.PutOff = d.moment()
	}
	if flags&hasSent != 0 {
		r.Sent = d.moment()
	}
	if flags&hasPassed != 0 {
		r.Passed = uint32(d.count(1<<32 - 1))
		r.Why = Reason(d.octet())
		r.Last = d.moment()
	}
	if flags&hasFailures != 0 {
		r.Failures = d.octet()
	}
	if flags&hasUnanswered != 0 {
		r.Unanswered = d.octet()
	}
	r.Failed = flags&isFailed != 0
	if d.bad || r.ID == 0 || r.flags() != flags || !known(r.State) || (r.State != On) != r.Occurrence().IsZero() {
		return Reminder{}, nil, ErrCode
	}
	if r.When, rest, err = recur.Decode(d.b); err != nil {
		return Reminder{}, nil, fmt.Errorf("reading a reminder's rule: %w", errors.Join(ErrCode, err))
	}
	return r, rest, nil
}

func known(s State) bool { return s == On || s == Paused || s == Stalled || s == Over }

// decoder reads from the front of b; bad tells that something was not there.
type decoder struct {
	b    []byte
	base int64 // the last moment
	bad  bool
}

func (d *decoder) octet() byte {
	if len(d.b) == 0 {
		d.bad = true
		return 0
	}
	o := d.b[0]
	d.b = d.b[1:]
	return o
}

func (d *decoder) count(most uint64) uint64 {
	n, size := binary.Uvarint(d.b)
	if d.took(size); d.bad || n > most {
		d.bad = true
		return 0
	}
	return n
}

// farthest is as far from another moment as any is, in seconds.
const farthest = 1 << 40

func (d *decoder) moment() time.Time {
	n, size := binary.Varint(d.b)
	if d.took(size); d.bad || n > farthest || n < -farthest {
		d.bad = true
		return time.Time{}
	}
	d.base += n
	return time.Unix(d.base, 0).UTC()
}

// took goes on behind a number of that many bytes. None, or longer than we would write
// it, is bad.
func (d *decoder) took(size int) {
	if size <= 0 || size > 1 && d.b[size-1] == 0 {
		d.bad, d.b = true, nil
		return
	}
	d.b = d.b[size:]
}
