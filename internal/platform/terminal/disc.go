package terminal

import (
	"math"
	"strings"
)

// soft are the characters of the pacer's shape, from its faint edge inwards.
var soft = [...]rune{' ', '·', '∘', '○', '●'} //nolint:gochecknoglobals // a table that nobody writes to

// disc draws a round shape of the given size (0 to 1) on rows lines, cols
// characters each. A character is about twice as high as it is wide. Even the
// smallest shape keeps a point in the middle, so that the eye has a place to be.
func disc(size float64, rows, cols int) []string {
	const edge = 1.1 // how many lines the soft edge takes
	radius := 0.5 + size*(float64(rows)/2+edge/2-0.5)
	lines := make([]string, rows)
	for y := range lines {
		var b strings.Builder
		for x := range cols {
			dy := float64(y) - float64(rows-1)/2
			dx := (float64(x) - float64(cols-1)/2) / 2
			b.WriteRune(shade((radius - math.Hypot(dx, dy)) / edge))
		}
		lines[y] = b.String()
	}
	return lines
}

// shade picks the character for a place so deep inside the shape.
func shade(depth float64) rune {
	i := int(math.Round(depth * float64(len(soft)-1)))
	return soft[min(max(i, 0), len(soft)-1)]
}

// bar draws the size as one line, for screens with few rows.
func bar(size float64, cols int) string {
	n := int(math.Round(size * float64(cols-1)))
	return strings.Repeat("●", n+1) + strings.Repeat("·", cols-1-n)
}
