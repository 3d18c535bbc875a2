package simulation

// weather is what goes wrong from now on. It says for how long nobody is there at all.
func (y *year) weather() (gone int64) {
	switch n := y.rng.IntN(5000); {
	case n < 4: // the house is down
		gone = int64(1+y.rng.IntN(26*4)) * quarter.Milliseconds()
		y.tally.outages++
		y.restart()
	case n < 12:
		y.restart()
	case n < 20: // the clock is wrong by hours
		y.ahead += y.rng.Int64N(3 * 3600_000)
		y.tally.jumps++
	case n < 26: // or by minutes, the other way
		y.ahead -= y.rng.Int64N(40 * 60_000)
		y.tally.jumps++
	case n < 140 && y.ahead != 0: // and is set right
		y.ahead = 0
		y.tally.jumps++
	}
	switch n := y.rng.IntN(400); {
	case n < 10:
		y.trouble = 0.002
	case n < 11:
		y.trouble = 0.2
	case n < 40:
		y.trouble = 0
	}
	return gone
}
