package schedule

import (
	"slices"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// propose shows a new reminder, or says why it cannot be.
func (d *desk) propose(in chat.Draft) {
	made, no := d.read(in)
	if no != "" {
		d.say(string(no))
		return
	}
	if no = d.fits(&made); no != "" {
		d.say(string(no))
		return
	}
	d.offer(d.keep(made))
}

// read makes a draft of what was typed.
func (d *desk) read(in chat.Draft) (made draft, no refusal) {
	if d.plan.active() >= d.most() {
		return made, refusal(d.text(lang.ScheduleFull, number(d.most())))
	}
	made = draft{sets: setsAll, content: content{place: placeOf(in.Place), role: roleOf(in.Role), spread: max(in.Spread, 0)}}
	if no = d.what(&made.content, in.What, in.Text); no != "" {
		return made, no
	}
	zone, no := d.place(in.Zone)
	if no != "" {
		return made, no
	}
	if made.when, no = d.when(d.usual(in.When, made.template), zone, ""); no != "" {
		return made, no
	}
	if made.when, no = d.monthEnd(made.when, in.MonthEnd); no != "" {
		return made, no
	}
	return made, d.spreads(&made.when, made.spread)
}

// placeOf and roleOf keep names at a length that lists can show.
func placeOf(p chat.Place) chat.Place { return chat.Place{ID: p.ID, Name: kept(p.Name)} }
func roleOf(r chat.Role) chat.Role    { return chat.Role{ID: r.ID, Name: kept(r.Name)} }

// kept is a name as it is stored: one that lists can show.
func kept(name string) string { return clipped(strings.ToValidUTF8(name, ""), 60) }

// usual is the phrase, or that of the template when none was typed.
func (d *desk) usual(phrase, template string) string {
	if t, ok := d.template(template); ok && strings.TrimSpace(phrase) == "" && t.Often != nil {
		return t.Often.Plain(d.reads)
	}
	return phrase
}

// alter shows a change to a reminder, or says why it cannot be.
func (d *desk) alter(in chat.Alter) {
	e, no := d.which(in.Which)
	if no != "" {
		d.say(string(no))
		return
	}
	made, no := d.reread(e, in)
	if no != "" {
		d.say(string(no))
		return
	}
	if made.sets = made.differs(e); made.sets == 0 {
		d.say(d.text(lang.ScheduleSame))
		return
	}
	if no = d.fits(&made); no != "" {
		d.say(string(no))
		return
	}
	d.offer(d.keep(made))
}

// reread makes a draft of a reminder with what was typed. A new rule keeps its zone,
// and a new zone its rule.
func (d *desk) reread(e *entry, in chat.Alter) (made draft, no refusal) {
	made = draft{of: e.ID, when: e.When, content: e.content}
	if no = d.what(&made.content, in.Draft.What, in.Draft.Text); no != "" {
		return made, no
	}
	if made.when, no = d.rewhen(e.When, in.Draft); no != "" {
		return made, no
	}
	if in.Draft.Place.ID != "" {
		made.place = placeOf(in.Draft.Place)
	}
	switch {
	case in.NoRole:
		made.role = chat.Role{}
	case in.Draft.Role.ID != "":
		made.role = roleOf(in.Draft.Role)
	}
	if in.Draft.Spread != 0 {
		made.spread = max(in.Draft.Spread, 0)
	}
	return made, d.spreads(&made.when, made.spread)
}

func (d *desk) rewhen(w recur.When, in chat.Draft) (recur.When, refusal) {
	zone, no := d.place(in.Zone)
	if no != "" {
		return w, no
	}
	if strings.TrimSpace(in.When) != "" {
		w, no = d.when(in.When, zone, w.Zone)
	} else if zone != "" {
		w = w.WithZone(zone)
	}
	if no != "" {
		return w, no
	}
	return d.monthEnd(w, in.MonthEnd)
}

// differs is what a draft would change.
func (made *draft) differs(e *entry) (sets fields) {
	for _, f := range []struct {
		bit fields
		is  bool
	}{
		{setsWhen, made.when.WithZone("") != e.When.WithZone("")},
		{setsZone, made.when.Zone != e.When.Zone},
		{setsWhat, made.template != e.template || made.text != e.text},
		{setsPlace, made.place.ID != e.place.ID},
		{setsRole, made.role.ID != e.role.ID},
		{setsSpread, made.spread != e.spread},
	} {
		if f.is {
			sets |= f.bit
		}
	}
	return sets
}

// keep stores a draft; the oldest of the same moderator, or of all, makes room.
func (d *desk) keep(made draft) *draft {
	d.plan.lastDraft++
	made.id, made.by, made.made = d.plan.lastDraft, d.me(), d.now.Unix()
	mine := func(other draft) bool { return other.by.id == d.by.ID }
	for count(d.plan.drafts, mine) >= draftsEach {
		oldest := slices.IndexFunc(d.plan.drafts, mine)
		d.plan.drafts = slices.Delete(d.plan.drafts, oldest, oldest+1)
	}
	if len(d.plan.drafts) >= draftsAll {
		d.plan.drafts = slices.Delete(d.plan.drafts, 0, 1)
	}
	d.plan.drafts = append(d.plan.drafts, made)
	d.changed = true
	return &d.plan.drafts[len(d.plan.drafts)-1]
}

func count(all []draft, is func(draft) bool) (n int) {
	for _, one := range all {
		if is(one) {
			n++
		}
	}
	return n
}

// offer shows a draft as it would be now, or asks for the words that it lacks.
func (d *desk) offer(made *draft) {
	if e, ok := d.plan.entry(made.of); ok {
		made.when = made.rule(e)
	}
	id := strconv.FormatUint(uint64(made.id), 10)
	if made.missing() {
		d.out.Reply = &chat.Reply{
			Text:    d.text(lang.ScheduleAskText, d.phrase(made.when)),
			Choices: []chat.Choice{d.choice(discardToken+id, lang.ScheduleDiscard)},
			Form:    d.form(id, ""),
		}
		return
	}
	if made.sets&elsewhere != 0 {
		made.sets &^= elsewhere
		d.changed = true
	}
	d.out.Reply = &chat.Reply{Text: d.preview(made), Choices: []chat.Choice{
		d.choice(confirmToken+id, lang.ScheduleConfirm), d.choice(discardToken+id, lang.ScheduleDiscard),
	}}
}

// form asks for words; typed are those that were there already.
func (d *desk) form(id, typed string) *chat.Form {
	return &chat.Form{
		Token: fillToken + id, Title: clipped(d.text(lang.ScheduleFormTitle), 45), Label: clipped(d.text(lang.ScheduleFormLabel), 45),
		Text: clipped(typed, mostText), Most: mostText, Button: d.text(lang.ScheduleWrite),
	}
}
