package schedule

import "slices"

// ringSize is how many events are remembered, so that one that comes twice counts once.
const ringSize = 8

// Seen tells whether the event with that id was applied already.
func (p *Plan) Seen(id string) bool { return id != "" && slices.Contains(p.ring[:], eventHash(id)) }

func (p *Plan) remember(id string) {
	if id == "" {
		return
	}
	copy(p.ring[1:], p.ring[:])
	p.ring[0] = eventHash(id)
}

// eventHash is 64 bits of FNV-1a, stirred so that ids that differ in their last digits
// only lie far apart. It is never 0.
func eventHash(id string) uint64 { return max(stirred(fnv(id)), 1) }

func fnv(text string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	return h
}

func stirred(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
