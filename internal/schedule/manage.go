package schedule

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// mostReply is how long a reply may be, in characters.
const mostReply = 1900

// manage answers a moderator. The hint is the language the platform takes the
// community to have.
func (d *desk) manage(m chat.Manage, hint string) {
	d.speaks(m.By, hint)
	if !d.may() {
		d.say(d.text(lang.ScheduleNotYours))
		return
	}
	if d.plan.away { // whoever is there to be asked is there
		d.lifecycle(chat.Joined)
	}
	d.answer(m.Ask)
	if r := d.out.Reply; r != nil {
		if r.Form == nil { // a form may open without its text being read
			if told := d.untold(mostReply - utf8.RuneCountInString(r.Text)); told != "" {
				r.Text = told + "\n\n" + r.Text
			}
		}
		r.Text = clipped(strings.ToValidUTF8(r.Text, "�"), mostReply)
	}
}

func (d *desk) speaks(by chat.Moderator, hint string) {
	d.by = by
	if d.plan.language == "" {
		for _, locale := range []string{by.Locale, hint} {
			if i, ok := d.languageOf(locale); ok {
				d.posts = i
			}
		}
	}
	d.reads = d.posts
	if i, ok := d.languageOf(by.Locale); ok {
		d.reads = i
	}
}

// may tells whether whoever asks may schedule here.
func (d *desk) may() bool {
	steward := d.plan.steward.ID
	return d.by.Manages || steward != "" && slices.Contains(d.by.Roles, steward)
}

func (d *desk) answer(ask chat.Request) {
	switch ask := ask.(type) {
	case chat.Line:
		d.line(ask)
	case chat.Draft:
		d.propose(ask)
	case chat.Alter:
		d.alter(ask)
	case chat.Act:
		d.act(ask)
	case chat.Overview:
		d.overview(0)
	case chat.History:
		d.showHistory()
	case chat.Adjust:
		d.adjust(ask)
	case chat.Tap:
		d.tap(ask.Token)
	case chat.Fill:
		d.fill(ask)
	}
}

// say answers with a text alone.
func (d *desk) say(text string) { d.out.Reply = &chat.Reply{Text: text} }

// settle answers in the place of what was shown before.
func (d *desk) settle(text string, choices ...chat.Choice) {
	d.out.Reply = &chat.Reply{Text: text, Choices: choices, Settled: true}
}

// choice is a button.
func (d *desk) choice(token string, id lang.UI) chat.Choice {
	return chat.Choice{Token: token, Label: clipped(d.text(id), 40)}
}
