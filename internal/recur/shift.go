package recur

import (
	"strings"
	"time"
)

// Shift is the next change of a zone's offset after an instant, within two years: when
// (in UTC), and by how much the clocks move, forward positive. Changes of the name
// alone are none.
func Shift(after time.Time, zone *time.Location) (at time.Time, by time.Duration, ok bool) {
	e := eraAt(after.Unix(), zone)
	for end := after.AddDate(2, 0, 0).Unix(); e.end <= end; {
		next := eraAt(e.end, zone)
		if next.end <= e.end {
			break
		}
		if next.offset != e.offset {
			return time.Unix(e.end, 0).UTC(), time.Duration(next.offset-e.offset) * time.Second, true
		}
		e = next
	}
	return time.Time{}, 0, false
}

// Fingerprint is a number for the offsets of all zones from the first of from's month
// on (in UTC), for three years. Another number means that the tz database has changed,
// or that time went on to another month.
func Fingerprint(from time.Time) uint64 {
	y, m, _ := from.UTC().Date()
	start := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC).Unix()
	end := time.Date(y+3, m, 1, 0, 0, 0, 0, time.UTC).Unix()
	h := fnv(14695981039346656037)
	for line := range strings.Lines(zoneList) {
		zone, err := time.LoadLocation(line[:len(line)-1])
		if err != nil {
			continue
		}
		for _, b := range []byte(line) {
			h.add(uint64(b))
		}
		for at, was := start, always; at < end; {
			e := eraAt(at, zone)
			if e.offset != was { // an era may also begin where only its name changes
				h.add(uint64(e.offset))
				h.add(uint64(at))
			}
			if e.end <= at {
				break
			}
			at, was = e.end, e.offset
		}
	}
	return uint64(h)
}

// fnv is FNV-1a over 64-bit words.
type fnv uint64

func (h *fnv) add(word uint64) {
	for range 8 {
		*h = (*h ^ fnv(word&0xff)) * 1099511628211
		word >>= 8
	}
}
