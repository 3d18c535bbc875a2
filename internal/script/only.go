package script

import "slices"

// only is the one script that people can start: the one with a command or, where none
// has one, the one that no other plays.
func (l *Library) only() *Script {
	free := slices.DeleteFunc(slices.Clone(l.Scripts), func(s *Script) bool { return s.Role != NoRole })
	commanded := slices.DeleteFunc(slices.Clone(free), func(s *Script) bool { return s.Command == "" })
	if len(commanded) == 0 {
		played := l.played()
		commanded = slices.DeleteFunc(free, func(s *Script) bool { return played[s] })
	}
	if len(commanded) != 1 {
		return nil
	}
	return commanded[0]
}

// played are the scripts that others call or start later.
func (l *Library) played() map[*Script]bool {
	played := map[*Script]bool{}
	for _, s := range l.Scripts {
		for i := range s.Steps {
			switch op := s.Steps[i].Op.(type) {
			case *Call:
				played[op.Script] = true
			case *Later:
				played[op.Script] = true
			}
		}
	}
	return played
}
