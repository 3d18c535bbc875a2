package engine

import (
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// text is what a person typed, when nothing in it was a signal.
func (t *turn) text(text string) {
	if t.textReminder(text) {
		return
	}
	if c, ok := t.own().Control(text); ok && !t.meansChoice(c, text) {
		t.control(c)
		return
	}
	if t.settle() {
		return
	}
	if t.s.depth == 0 {
		t.nothingOpen()
		return
	}
	_, sc, at := t.at()
	t.follow(sc, at, kindOf(sc.Steps[at].Op).text(t, &sc.Steps[at], text))
}

// meansChoice tells whether a word that always works is here the name of a choice:
// "back" where a part of the body is asked for. Stop and help now are never meant
// otherwise.
func (t *turn) meansChoice(c lang.Control, text string) bool {
	if c == lang.Stop || c == lang.Now || t.s.depth == 0 {
		return false
	}
	top := &t.s.stack[t.s.depth-1]
	sc, ok := t.lib.Script(top.script)
	if !ok {
		return false
	}
	at, ok := sc.Find(top.step)
	if !ok {
		return false
	}
	switch op := sc.Steps[at].Op.(type) {
	case *script.Offer:
		return answer.Names(text, op.Options(t.language), t.own())
	case *script.Ask:
		list := op.Slot.Type.List
		return list != nil && answer.Names(text, list.Options[t.language], t.own())
	}
	return false
}

// at is the open script and the place of the step it waits at, after settle.
func (t *turn) at() (*frame, *script.Script, int) {
	f, sc := t.top()
	at, _ := sc.Find(f.step)
	return f, sc, at
}

// follow goes on after an answer, unless the step still waits.
func (t *turn) follow(sc *script.Script, at int, out outcome) {
	if out.waits {
		return
	}
	t.passed(sc, at, out.next)
	t.run(out.next)
	t.settleTimer()
}

// nothingOpen answers a text that belongs to nothing.
func (t *turn) nothingOpen() {
	if t.listening() {
		t.do(t.reply(t.s.signal, true))
		return
	}
	t.greet(false)
}

// press is a button. The controls always work; a button of an earlier question is
// answered gently and changes nothing.
func (t *turn) press(p chat.Press) {
	c, isControl := script.ControlOf(p.Token)
	if isControl && c == lang.Stop && t.s.depth == 0 {
		t.notice(lang.TurnStoppedNothing)
		return
	}
	if isControl && (c == lang.Stop || c == lang.Help || c == lang.Now) {
		t.control(c)
		return
	}
	if t.pressReminder(p) || t.settle() {
		return
	}
	if t.s.depth == 0 || p.Question != t.s.wait.asked {
		t.notice(lang.TurnStale)
		return
	}
	if isControl {
		t.control(c)
		return
	}
	_, sc, at := t.at()
	out, ok := kindOf(sc.Steps[at].Op).press(t, &sc.Steps[at], p.Token)
	if !ok { // the choice is no longer there
		t.sayOwn(t.own().Text(lang.TurnChanged))
		t.reopen()
		return
	}
	t.follow(sc, at, out)
}

// due is a timer. One that does not belong to what is open now does nothing.
func (t *turn) due(e chat.Due) {
	if t.dueReminder(e) {
		return
	}
	if name, ok := strings.CutPrefix(e.Timer, LaterTimer); ok {
		t.dueLater(e.Timer, name)
		return
	}
	if e.Timer != WaitTimer || t.s.wait.until == 0 || e.At.UnixMilli() != t.s.wait.until {
		return
	}
	t.s.wait.until = 0
	if t.s.away {
		t.dueAway()
		return
	}
	if t.settle() || t.s.depth == 0 {
		return
	}
	_, sc, at := t.at()
	t.follow(sc, at, kindOf(sc.Steps[at].Op).due(t, &sc.Steps[at]))
}

// dueLater starts a script whose time has come, or puts it off while it is quiet.
func (t *turn) dueLater(timer, name string) {
	if t.s.away {
		return
	}
	if t.quiet() {
		t.do(WakeAt{Timer: timer, At: t.s.Quiet()})
		return
	}
	if sc, found := t.lib.ByName(name); found {
		t.start(sc)
	}
}

// quiet tells whether nothing may be said unasked now.
func (t *turn) quiet() bool { return t.now.Before(t.s.Quiet()) }

// joined is the first contact, or somebody who comes back.
func (t *turn) joined() {
	if t.s.depth > 0 && t.settle() {
		return
	}
	if t.s.depth > 0 {
		t.reopen()
		return
	}
	t.greet(true)
}

// startCommand is what people and platforms begin with.
const startCommand = "start"

// greet welcomes whoever comes for the first time; everybody else finds the menu. In
// a folder with neither, what there is to start begins: with the first word, or when
// it is asked for.
func (t *turn) greet(asked bool) {
	start, _ := t.lib.ByCommand(startCommand)
	if start == nil {
		start = t.lib.Only
	}
	switch {
	case !t.s.Greeted && t.lib.Welcome != nil:
		t.s.Greeted = true
		t.start(t.lib.Welcome)
	case t.lib.Home != nil:
		t.start(t.lib.Home)
	case start != nil && (asked || !t.s.Greeted):
		t.start(start)
	default:
		t.sayOwn(t.own().Text(lang.TurnUnknown))
	}
}

// reopen shows again what is open.
func (t *turn) reopen() {
	_, sc, at := t.at()
	kindOf(sc.Steps[at].Op).repeat(t, &sc.Steps[at])
}

// command starts a script, or is one of the words that always work.
func (t *turn) command(name string) {
	name = strings.ToLower(name)
	if c, ok := script.ControlOf(name); ok && c != lang.Now {
		t.control(c)
		return
	}
	switch sc, ok := t.lib.ByCommand(name); {
	case ok:
		t.start(sc)
	case name == "now":
		t.control(lang.Now)
	case name == startCommand || name == "menu":
		t.joined()
	default:
		t.sayOwn(t.own().Text(lang.TurnUnknownCommand))
		if !t.settle() && t.s.depth > 0 {
			t.reopen()
		}
	}
}

// start opens a script on top of whatever is open. The one that is open already is
// not begun again: its question comes once more. Consent comes first where answers
// are kept and the person was not asked yet.
func (t *turn) start(sc *script.Script) {
	if t.s.depth > 0 && t.settle() {
		return
	}
	for i := range t.s.depth {
		if t.s.stack[i].script == sc.Hash {
			t.backTo(i)
			return
		}
	}
	interrupt := t.s.depth > 0
	if interrupt && t.s.stack[0].script == t.homeHash() && t.s.depth == 1 {
		t.leaveHome()
		interrupt = false
	}
	if interrupt {
		t.setAside()
		t.unwait()
	}
	t.s.Greeted = t.s.Greeted || t.lib.Welcome == nil
	if !t.push(sc, interrupt) {
		t.giveUp(TooDeep)
		return
	}
	if t.needsConsent(sc) && !t.push(t.lib.Consent, false) {
		t.giveUp(TooDeep)
		return
	}
	t.run(0)
	t.settleTimer()
}

// leaveHome closes the menu: choosing from it by typing a command is no interruption.
func (t *turn) leaveHome() {
	t.do(End{Script: t.lib.Home.ID, Reason: Done})
	t.pop()
	t.unwait()
}

func (t *turn) homeHash() script.Hash {
	if t.lib.Home == nil {
		return 0
	}
	return t.lib.Home.Hash
}

// backTo shows what is open again when a script is asked for that is open already,
// after closing what was put on top of it.
func (t *turn) backTo(i int) {
	top := i
	for top+1 < t.s.depth && !t.s.stack[top+1].interrupt {
		top++ // what it called itself stays
	}
	if top+1 == t.s.depth {
		t.reopen()
		return
	}
	for t.s.depth > top+1 {
		_, sc := t.top()
		t.do(End{Script: sc.ID, Reason: Stopped})
		t.pop()
	}
	t.unwait()
	t.resume()
}

// needsConsent tells whether consent comes before the script. The scripts with a
// role keep nothing themselves: what they call does, and is looked at then.
func (t *turn) needsConsent(sc *script.Script) bool {
	return sc.Records && sc.Role == script.NoRole && t.lib.Consent != nil &&
		t.s.person(script.PersonConsent).Kind == script.Unset
}
