package reminder

import "time"

// Hours are quiet hours: from one wall time to another, in minutes since midnight,
// 0 to 1439. From may be later than To: then they span midnight. Equal: there are none.
type Hours struct{ From, To int }

// Usual are the hours of the night that nothing late is sent into when nobody has said
// otherwise: 22:00 to 7:00.
func Usual() Hours { return Hours{From: 22 * 60, To: 7 * 60} }

// Has tells whether a moment falls into them, by the wall clock of its zone.
func (h Hours) Has(at time.Time) bool {
	m := at.Hour()*60 + at.Minute()
	if h.From <= h.To {
		return h.From <= m && m < h.To
	}
	return m >= h.From || m < h.To
}

// End is when the quiet hours that a moment falls into are over; the moment itself
// when it falls into none.
func (h Hours) End(at time.Time) time.Time {
	if !h.Has(at) {
		return at
	}
	day := at.Day()
	if at.Hour()*60+at.Minute() >= h.To {
		day++
	}
	end := time.Date(at.Year(), at.Month(), day, h.To/60, h.To%60, 0, 0, at.Location())
	if end.After(at) && !h.Has(end) {
		return end
	}
	if _, change := at.ZoneBounds(); change.After(at) && change.Sub(at) < 48*time.Hour {
		return h.End(change) // the clocks leap over it
	}
	return at.Add(time.Minute) // they were turned back over it
}
