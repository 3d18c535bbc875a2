package conversation

import "github.com/stillpoint-bot/stillpoint/internal/engine"

// life is which session a commit of unknown outcome was built on: its version, and
// its seed, which is another one after the actor was forgotten.
type life struct {
	version uint64
	seed    uint32
}

// over tells that the actor was forgotten since, by the event of that commit or by a
// later one. The ring of ids went with the session: without this the event would
// begin a new life. Of a first turn (version 0) nobody can tell.
func (l life) over(version uint64, s *engine.Session) bool {
	if l.version == 0 {
		return false
	}
	return version < l.version || s.Seed != l.seed
}
