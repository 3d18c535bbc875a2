package engine

import "github.com/stillpoint-bot/stillpoint/internal/script"

// next is which wording of a line comes now: a shuffled bag for each person and
// line, nothing twice until all were said, and no wording twice in a row.
func (s *Session) next(line *script.Line) int {
	n := line.Variants()
	if n == 1 {
		return 0
	}
	return pick(s.Seed^uint32(line.Hash), s.count(line.Hash), uint32(n))
}

// same is the wording of a line that came last, for a question that is shown again.
func (s *Session) same(line *script.Line) int {
	for _, b := range s.bags[:s.nbags] {
		if b.line == line.Hash && line.Variants() > 1 {
			return pick(s.Seed^uint32(line.Hash), b.count-1, uint32(line.Variants()))
		}
	}
	return s.next(line)
}

// count says how often the line came before, and notes that it comes now.
func (s *Session) count(line script.Hash) uint32 {
	for i := range s.nbags {
		if s.bags[i].line != line {
			continue
		}
		b := s.bags[i]
		copy(s.bags[i:s.nbags-1], s.bags[i+1:s.nbags])
		s.bags[s.nbags-1] = bag{line, b.count + 1}
		return b.count
	}
	if s.nbags == maxBags {
		s.forgetBag()
	}
	s.bags[s.nbags] = bag{line, 1}
	s.nbags++
	return 0
}

// forgetBag drops the line that was said longest ago; it begins a new bag when it
// comes again.
func (s *Session) forgetBag() {
	copy(s.bags[:], s.bags[1:s.nbags])
	s.nbags--
	s.bags[s.nbags] = bag{}
}

const maxVariants = 64

// pick is the k-th draw from shuffled bags of n things.
func pick(seed, k, n uint32) int {
	if n > maxVariants {
		n = maxVariants
	}
	if n == 2 { // a shuffle could repeat at the border of two bags; taking turns cannot
		return int((k + uint32(mix(uint64(seed))>>33)) % 2)
	}
	round, at := k/n, k%n
	order := shuffled(seed, round, n)
	if round > 0 {
		before := shuffled(seed, round-1, n)
		if before[n-1] == order[0] { // swapping never touches the last place of a bag of three or more
			order[0], order[1] = order[1], order[0]
		}
	}
	return int(order[at])
}

func shuffled(seed, round, n uint32) (order [maxVariants]uint8) {
	state := uint64(seed)<<32 | uint64(round)
	for i := range n {
		order[i] = uint8(i)
	}
	for i := n - 1; i > 0; i-- {
		state = mix(state)
		j := uint32(state>>33) % (i + 1)
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// mix is one step of SplitMix64 (Steele, Lea and Flood, 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	z := x
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
