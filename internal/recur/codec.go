package recur

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// errBytes says that bytes are none that Append wrote.
var errBytes = errors.New("not a reminder's rule")

// What follows the head of the encoded form, in the order of parts and of numbers.
const (
	hasZone = 1 << iota
	hasStart
	hasUntil
	hasCount
	hasInterval // other than 1
	hasDays     // weekdays
	hasMonths
	hasMonthDays
	hasLastDays
	hasSkip
	hasOrdinals
	hasPositions
	hasYear // weeks and days of the year
	hasWeekStart
	knownParts = 1<<iota - 1
)

// Append adds the compact form of the value to dst: a byte for the kind, the parts it
// has, and each part. "every day 21:00" takes five bytes.
func (w When) Append(dst []byte) []byte {
	parts := w.parts()
	dst = append(dst, byte(w.freq))
	dst = binary.AppendUvarint(dst, parts)
	if parts&hasZone != 0 {
		dst = binary.AppendUvarint(dst, uint64(len(w.Zone)))
		dst = append(dst, w.Zone...)
	}
	dst = append(dst, w.nTimes)
	for _, t := range w.clocks() {
		dst = binary.AppendUvarint(dst, uint64(t))
	}
	for i, v := range w.numbers() {
		if parts>>(i+1)&1 == 1 {
			dst = binary.AppendVarint(dst, v)
		}
	}
	if parts&hasOrdinals != 0 {
		for _, o := range w.ordinals {
			dst = append(dst, byte(o.n), o.day)
		}
	}
	if parts&hasPositions != 0 {
		dst = appendList(dst, w.positions)
	}
	if parts&hasYear != 0 {
		dst = binary.AppendUvarint(dst, w.weeks)
		dst = binary.AppendUvarint(dst, w.lastWeeks)
		dst = appendList(dst, w.yearDays)
	}
	if parts&hasWeekStart != 0 {
		dst = append(dst, w.weekStart)
	}
	return dst
}

// numbers are the parts that are one number, in the order of their bits from hasStart
// to hasSkip.
func (w *When) numbers() [9]int64 {
	skip := int64(0)
	if w.skip {
		skip = 1
	}
	return [...]int64{
		w.start, w.until, int64(w.count), int64(w.interval), int64(w.weekdays),
		int64(w.months), int64(w.monthDays), int64(w.lastDays), skip,
	}
}

func (w *When) setNumbers(n [9]int64) {
	w.start, w.until, w.count, w.interval = n[0], n[1], uint16(n[2]), uint16(n[3])
	w.weekdays, w.months, w.monthDays, w.lastDays = uint8(n[4]), uint16(n[5]), uint32(n[6]), uint32(n[7])
	w.skip = n[8] == 1
}

// parts are the bits of what the value has.
func (w *When) parts() uint64 {
	has := [...]bool{
		w.Zone != "", w.started, w.until != 0, w.count != 0, w.freq != once && w.interval != 1,
		w.weekdays != 0, w.months != 0, w.monthDays != 0, w.lastDays != 0, w.skip,
		w.ordinals[0].n != 0, w.positions[0] != 0,
		w.weeks|w.lastWeeks != 0 || w.yearDays[0] != 0, w.freq != once && w.weekStart != 1,
	}
	parts := uint64(0)
	for bit, is := range has {
		if is {
			parts |= 1 << bit
		}
	}
	return parts
}

func appendList(dst []byte, list [maxList]int16) []byte {
	for _, n := range list {
		dst = binary.AppendVarint(dst, int64(n))
	}
	return dst
}

// Decode reads what Append wrote and gives back the bytes behind it. Whatever Append
// could not have written is an error, and every value it returns can be asked for Next.
func Decode(b []byte) (w When, rest []byte, err error) {
	r := reader{b: b}
	w = r.when()
	if r.bad || !w.sound() {
		return When{}, nil, fmt.Errorf("decoding when: %w", errBytes)
	}
	var buffer [96]byte
	if !bytes.Equal(w.Append(buffer[:0]), b[:len(b)-len(r.b)]) {
		return When{}, nil, fmt.Errorf("decoding when: %w", errBytes)
	}
	return w, r.b, nil
}

// reader takes numbers off the front of bytes and remembers when it could not.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) when() When {
	w := When{freq: frequency(r.byte())}
	parts := r.unsigned()
	if r.bad || parts > knownParts || w.freq > yearly {
		r.bad = true
		return w
	}
	if parts&hasZone != 0 {
		w.Zone = r.text()
	}
	w.nTimes = r.byte()
	if w.nTimes > maxTimes {
		r.bad = true
		return w
	}
	for i := range w.clocks() {
		w.times[i] = uint16(r.unsigned())
	}
	numbers := [9]int64{3: 1}
	if w.freq == once {
		numbers[3] = 0
	}
	for i := range numbers {
		if parts>>(i+1)&1 == 1 {
			numbers[i] = r.signed()
		}
	}
	w.setNumbers(numbers)
	w.started = parts&hasStart != 0
	if parts&hasOrdinals != 0 {
		for i := range w.ordinals {
			w.ordinals[i] = ordinal{int8(r.byte()), r.byte()}
		}
	}
	if parts&hasPositions != 0 {
		w.positions = r.list()
	}
	if parts&hasYear != 0 {
		w.weeks, w.lastWeeks, w.yearDays = r.unsigned(), r.unsigned(), r.list()
	}
	if w.freq != once {
		w.weekStart = 1
	}
	if parts&hasWeekStart != 0 {
		w.weekStart = r.byte()
	}
	return w
}

func (r *reader) byte() byte {
	if len(r.b) == 0 {
		r.bad = true
		return 0
	}
	v := r.b[0]
	r.b = r.b[1:]
	return v
}

func (r *reader) unsigned() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) signed() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) text() string {
	n := r.unsigned()
	if n > uint64(len(r.b)) {
		r.bad = true
		return ""
	}
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func (r *reader) list() (list [maxList]int16) {
	for i := range list {
		list[i] = int16(r.signed())
	}
	return list
}
