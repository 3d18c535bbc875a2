package terminal

// shownIDs remembers the newest message ids, so that a message sent again after
// an unknown outcome is not shown twice. Its owner guards it.
type shownIDs struct {
	ring [256]string
	next int
	set  map[string]bool
}

// has says whether the message was shown. An empty id is always new.
func (s *shownIDs) has(id string) bool { return id != "" && s.set[id] }

// add remembers a message that was shown.
func (s *shownIDs) add(id string) {
	if id == "" || s.set[id] {
		return
	}
	if s.set == nil {
		s.set = make(map[string]bool, len(s.ring))
	}
	delete(s.set, s.ring[s.next])
	s.ring[s.next], s.set[id] = id, true
	s.next = (s.next + 1) % len(s.ring)
}
