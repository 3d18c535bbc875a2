package lint

import (
	"fmt"
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// consent warns of answers that are meant to be kept where nobody asks for that: the
// engine then keeps nothing.
func (l *linter) consent() {
	if slices.ContainsFunc(l.lib.Scripts, asksConsent) {
		return
	}
	for _, s := range l.lib.Scripts {
		for i := range s.Steps {
			if _, is := s.Steps[i].Op.(*script.Record); !is {
				continue
			}
			l.report(s.Steps[i].At, fmt.Sprintf("%s keeps answers, and nobody is asked whether they may be kept: nothing will be", s.ID), "write a script with role: consent that asks for person.consent")
			l.problems[len(l.problems)-1].Warning = true
			break
		}
	}
}

// asksConsent tells whether the script sets what says that answers may be kept.
func asksConsent(s *script.Script) bool {
	if s.Role == script.RoleConsent {
		return true
	}
	return slices.ContainsFunc(s.Steps, func(step script.Step) bool {
		return slices.ContainsFunc(sets(step.Op), func(slot *script.Slot) bool { return slot.Name == script.PersonConsent })
	})
}
