package record

import (
	"encoding/binary"
	"math"
)

// A number is a varint whose two lowest bits say how to read the rest. Answers
// are nearly always whole or have a decimal or two: 7, 7.5 and 36.65 take one,
// two and three bytes. Everything else follows as it is, in eight more.
const (
	whole      = 0
	tenths     = 1
	hundredths = 2
	exact      = 3
)

// maxScaled keeps the integer part small enough to be shifted and to be exact.
const maxScaled = 1 << 50

func appendNumber(dst []byte, v float64) []byte {
	for form, scale := range []float64{whole: 1, tenths: 10, hundredths: 100} {
		n := math.Round(v * scale)
		// Comparing bits keeps minus zero and every NaN.
		if math.Abs(n) < maxScaled && math.Float64bits(n/scale) == math.Float64bits(v) && (n != 0 || !math.Signbit(v)) {
			return binary.AppendUvarint(dst, zigzag(int64(n))<<2|uint64(form))
		}
	}
	dst = binary.AppendUvarint(dst, exact)
	return binary.BigEndian.AppendUint64(dst, math.Float64bits(v))
}

// readNumber is a number from the front of b, and what is left of b.
func readNumber(b []byte) (float64, []byte, bool) {
	u, size := binary.Uvarint(b)
	if size <= 0 {
		return 0, b, false
	}
	b = b[size:]
	n := float64(unzigzag(u >> 2))
	switch u & 3 {
	case whole:
		return n, b, true
	case tenths:
		return n / 10, b, true
	case hundredths:
		return n / 100, b, true
	}
	if len(b) < 8 {
		return 0, b, false
	}
	return math.Float64frombits(binary.BigEndian.Uint64(b)), b[8:], true
}

func zigzag(n int64) uint64   { return uint64(n<<1) ^ uint64(n>>63) }
func unzigzag(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }
