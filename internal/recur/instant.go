package recur

import "time"

// widest is more than any zone is away from UTC, and no less than any jump.
const widest = 26 * 60 * 60

// era is a stretch of a zone without a change: its offset, when it begins and ends,
// in seconds since 1970.
type era struct {
	offset     int64
	start, end int64
}

const (
	always = int64(1) << 55
	never  = -always
)

func eraAt(unix int64, zone *time.Location) era {
	t := time.Unix(unix, 0).In(zone)
	_, offset := t.Zone()
	start, end := t.ZoneBounds()
	e := era{offset: int64(offset), start: never, end: always}
	if !start.IsZero() {
		e.start = start.Unix()
	}
	if !end.IsZero() {
		e.end = end.Unix()
	}
	return e
}

// instant is when a zone shows the wall time, both as seconds since 1970 (the wall's
// as if it were UTC): the first such instant, and for a wall time that the zone jumps
// over, the same distance after the jump.
func instant(wall int64, zone *time.Location) int64 {
	e := eraAt(wall-widest, zone)
	if at := wall - e.offset; at < e.end {
		return at
	}
	moved, jumped := int64(0), false
	for e.end < wall+widest {
		after := eraAt(e.end, zone)
		if after.end <= e.end { // no zone has such an era; never loop over one
			break
		}
		at := wall - after.offset
		if at >= after.start && at < after.end {
			return at
		}
		if at < after.start && !jumped {
			moved, jumped = wall-e.offset, true
		}
		e = after
	}
	if jumped {
		return moved
	}
	return wall - e.offset
}
