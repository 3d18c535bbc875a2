package lang

import "strconv"

// Number writes thousandths as people of the language do, without zeros that say
// nothing: 7000 is "7", 7500 is "7.5", or "7,5" in Spanish.
func (l *Language) Number(milli int64) string {
	buf := make([]byte, 0, 24)
	size := uint64(milli)
	if milli < 0 {
		buf = append(buf, '-')
		size = -size
	}
	buf = strconv.AppendUint(buf, size/1000, 10)
	if size%1000 == 0 {
		return string(buf)
	}
	buf = append(buf, l.Decimal...)
	rest := size % 1000
	for unit := uint64(100); rest > 0; unit /= 10 {
		buf = append(buf, byte('0'+rest/unit))
		rest %= unit
	}
	return string(buf)
}
