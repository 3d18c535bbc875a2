package recur

import "time"

// Next is the first occurrence strictly after an instant: in UTC, whole seconds. The
// zone is the place of w.Zone, or the owner's where that is empty. It says false when
// there is none any more.
func (w When) Next(after time.Time, zone *time.Location) (time.Time, bool) {
	at, ok := w.next(after.Unix(), zone)
	if !ok {
		return time.Time{}, false
	}
	return time.Unix(at, 0).UTC(), true
}

func (w *When) next(after int64, zone *time.Location) (int64, bool) {
	if w.freq == once {
		at := instant(w.start*60, zone)
		return at, w.started && at > after
	}
	// Far from any change of the zone, order on the wall is order in time.
	e := eraAt(after, zone)
	if e.start <= after-widest {
		wall, ok := w.wallAfter(floorMinute(after + e.offset))
		if !ok {
			return w.nextNearChange(after, zone)
		}
		if at := wall*60 - e.offset; at < e.end {
			return at, true
		}
	}
	return w.nextNearChange(after, zone)
}

// nextNearChange looks at every wall time that could come first: where the zone
// jumps, an earlier wall time may become a later instant.
func (w *When) nextNearChange(after int64, zone *time.Location) (int64, bool) {
	best, found := int64(0), false
	wall := floorMinute(after - 2*widest)
	for {
		next, ok := w.wallAfter(wall)
		if !ok || found && next*60-2*widest > best {
			return best, found
		}
		if at := instant(next*60, zone); at > after && (!found || at < best) {
			best, found = at, true
		}
		wall = next
	}
}

func floorMinute(seconds int64) int64 {
	m := seconds / 60
	if seconds%60 < 0 {
		m--
	}
	return m
}
