package script

// Hash names a script, a step, a value, a choice or a text in a session: 24 bits
// of FNV-1a, so that names may be long and sessions stay small. The loader
// refuses two names of one kind with the same hash.
type Hash uint32

// HashOf is the hash of a name; the empty name has the hash 0 and no other does.
func HashOf(name string) Hash {
	if name == "" {
		return 0
	}
	h := uint32(2166136261)
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 16777619
	}
	h = (h>>24 ^ h) & 0xffffff
	return Hash(max(h, 1))
}
