package simulation

import (
	"math/rand/v2"
	"sync/atomic"
	"time"
)

// weather is how likely each kind of trouble is. Most seeds have some kinds and
// not the others: trouble that comes alone finds other mistakes.
type weather struct {
	storeBefore, storeAfter, storeSlow         float64
	sendBefore, sendAfter, sendSlow, sendLimit float64
	unreachable, refused                       float64
	dropped, delayed, twice                    float64
	crash, stop, jump                          float64

	// glance is how often the loops look around though nobody told them anything: seldom
	// in most seeds, because that is what hours in which nothing happens cost; 0 is as
	// often as in the house.
	glance time.Duration

	calm atomic.Bool // the faults have ended
}

func newWeather(rng *rand.Rand) *weather {
	some := func(most float64) float64 {
		if chance(rng, 0.45) {
			return 0
		}
		return most * rng.Float64()
	}
	return &weather{
		storeBefore: some(0.15), storeAfter: some(0.15), storeSlow: some(0.05),
		sendBefore: some(0.2), sendAfter: some(0.2), sendSlow: some(0.1), sendLimit: some(0.2),
		unreachable: some(0.04), refused: some(0.04),
		dropped: some(0.2), delayed: some(0.4), twice: some(0.4),
		crash: some(0.06), stop: some(0.04), jump: some(0.1),
		glance: glance(rng),
	}
}

func glance(rng *rand.Rand) time.Duration {
	if chance(rng, 1./16) {
		return 0
	}
	return between(rng, 20*time.Second, 2*time.Minute)
}

// strikes draws for one kind of trouble; none comes once it is calm.
func (w *weather) strikes(rng *rand.Rand, p float64) bool {
	return chance(rng, p) && !w.calm.Load()
}
