package answer

import "github.com/stillpoint-bot/stillpoint/internal/lang"

// YesNo reads a yes or a no: "yes", "Sure!", "no, not today". A text with both, or
// with anything that is neither, is rejected.
func YesNo(text string, l *lang.Language) (bool, *Reject) {
	if reject := sized(text, l); reject != nil {
		return false, reject
	}
	s := read(text, l)
	if len(s.tokens) == 0 {
		return false, &Reject{Reason: Empty}
	}
	said := lang.Class(0)
	for at := 0; at < len(s.tokens); {
		end, be := s.verdict(at)
		if end == at {
			return false, &Reject{Reason: NotYesNo}
		}
		said |= be
		at = end
	}
	if said != lang.Yes && said != lang.No {
		return false, &Reject{Reason: NotYesNo}
	}
	return said == lang.Yes, nil
}

// verdict takes a phrase that is a yes or a no, a thumb, or what changes nothing;
// it takes nothing from anything else.
func (s *sentence) verdict(at int) (int, lang.Class) {
	m, end := s.phrase(at)
	switch t := s.token(at); {
	case m.May(lang.Yes):
		return end, lang.Yes
	case m.May(lang.No):
		return end, lang.No
	case m.May(lang.Around):
		return end, 0
	case s.sign(at, "👍"), s.sign(at, "✅"), s.sign(at, "✔"):
		return at + 1, lang.Yes
	case s.sign(at, "👎"), s.sign(at, "❌"):
		return at + 1, lang.No
	case t.noise():
		return at + 1, 0
	}
	return at, 0
}
