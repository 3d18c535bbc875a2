package schedule

import (
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// What a token begins with; a number follows.
const (
	confirmToken = "c" // a draft
	discardToken = "x"
	fillToken    = "f"
	lookToken    = "l" // a reminder
	pauseToken   = "p"
	resumeToken  = "r"
	skipToken    = "s" // and behind a dot the time that is skipped, in Unix seconds to base 36
	deleteToken  = "d"
	sureToken    = "k"
	listToken    = "o" // the first number on the page
)

// tokenNumber reads "c12".
func tokenNumber(token, letter string) (uint64, bool) {
	digits, ok := strings.CutPrefix(token, letter)
	n, err := strconv.ParseUint(digits, 10, 32)
	return n, ok && err == nil
}

// tap does what a button says.
func (d *desk) tap(token string) {
	head, behind, _ := strings.Cut(token, ".")
	n, ok := uint64(0), false
	if head != "" {
		n, ok = tokenNumber(head, head[:1])
	}
	if !ok {
		d.settle(d.text(lang.ScheduleClosed))
		return
	}
	switch head[:1] {
	case confirmToken:
		d.confirm(uint32(n))
	case discardToken:
		d.discard(uint32(n))
	case listToken:
		d.overview(int(n))
		d.out.Reply.Settled = true
	default:
		d.tapOn(head[:1], int(n), behind)
	}
}

// tapOn does what a button of one reminder says.
func (d *desk) tapOn(letter string, id int, behind string) {
	e, ok := d.plan.entry(uint16(min(id, 1<<16-1)))
	if !ok {
		d.settle(d.text(lang.ScheduleDeletedAlready, number(id)), d.choice(listToken+"0", lang.ScheduleBackToAll))
		return
	}
	switch letter {
	case lookToken:
		d.look(e)
	case pauseToken:
		d.pause(e)
	case resumeToken:
		d.resume(e)
	case skipToken:
		due, err := strconv.ParseInt(behind, 36, 64)
		if err != nil || e.Due.Unix() != due {
			d.settle(d.about(lang.ScheduleSkipAlready, e), d.back(e)...)
			return
		}
		d.skip(e)
	case deleteToken:
		d.askDelete(e)
	case sureToken:
		d.remove(e)
	default:
		d.settle(d.text(lang.ScheduleClosed))
	}
	d.out.Reply.Settled = true
}

func (d *desk) discard(id uint32) {
	i, ok := d.plan.draft(id, d.by.ID)
	if !ok {
		d.settle(d.closed(id))
		return
	}
	d.drop(i)
	d.settle(d.text(lang.ScheduleDiscarded))
}

// about is a text about one reminder: {1} its number, {2} its title.
func (d *desk) about(id lang.UI, e *entry, more ...string) string {
	return d.text(id, append([]string{number(e.ID), d.title(&e.content)}, more...)...)
}

// back are the ways on from what was done to a reminder.
func (d *desk) back(e *entry) []chat.Choice {
	return []chat.Choice{
		{Token: lookToken + number(e.ID), Label: clipped(d.text(lang.ScheduleShow, number(e.ID), d.title(&e.content)), 40)},
		d.choice(listToken+"0", lang.ScheduleBackToAll),
	}
}
