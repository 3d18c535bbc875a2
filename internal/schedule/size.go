package schedule

import (
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// How large a plan may become, in bytes as Encode writes it. It is read and written as
// one piece with every post, so it has to stay small.
const (
	mostPlan = 64 << 10
	// mostHeld is how much of it the reminders may take with the draft that is looked at;
	// the rest is for the history and other drafts, which make room when it is short.
	mostHeld = 48 << 10
)

// Upper bounds of what is written beside texts.
const (
	sizePlan  = 512
	sizeEntry = 512 // with its rule
	sizeLine  = 32
)

// held is at most how much the reminders take, in bytes.
func (p *Plan) held() (size int) {
	for i := range p.entries {
		e := &p.entries[i]
		size += sizeEntry + e.size() + len(e.by.id) + len(e.by.name) + len(e.pausedBy)
	}
	return size
}

func (c *content) size() int {
	return len(c.template) + len(c.text) + len(c.place.ID) + len(c.place.Name) + len(c.role.ID) + len(c.role.Name)
}

func (d *draft) size() int { return sizeEntry + d.content.size() + len(d.by.id) + len(d.by.name) }

func (c *change) size() (size int) {
	size = sizeLine + len(c.by.id) + len(c.by.name) + len(c.title)
	for _, p := range c.parts {
		size += sizeLine + len(p.from) + len(p.to)
	}
	return size
}

// shrink lets go of the oldest drafts, then of the oldest lines of the history, until
// the plan is small enough. The draft that came last stays.
func (p *Plan) shrink() {
	size := sizePlan + p.held()
	for i := range p.drafts {
		size += p.drafts[i].size()
	}
	for i := range p.history {
		size += p.history[i].size()
	}
	for size > mostPlan && len(p.drafts) > 1 {
		size -= p.drafts[0].size()
		p.drafts = slices.Delete(p.drafts, 0, 1)
	}
	for size > mostPlan && len(p.history) > 0 {
		size -= p.history[0].size()
		p.history = p.history[1:]
	}
}

// fits says why there is no room for a draft beside the reminders there are; nothing
// when there is.
func (d *desk) fits(made *draft) refusal {
	if d.plan.held()+made.size() > mostHeld {
		return refusal(d.text(lang.ScheduleTooMuch))
	}
	return ""
}
