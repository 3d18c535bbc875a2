package simulation

import (
	"hash/fnv"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func sumOf(sealed []byte) uint32 {
	h := fnv.New32a()
	_, _ = h.Write(sealed)
	return h.Sum32()
}

// seen learns the numbers that the store gave to messages.
func (o *oracle) seen(found []store.Letter) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, l := range found {
		a := o.account(l.Actor)
		known := a.bySum[sumOf(l.Data)]
		if known == nil {
			o.w.fail("a message waits that nobody committed")
			continue
		}
		if known.forgotten || known.done || known.parked {
			o.w.fail("message %d waits though it is gone", known.index)
		}
		a.bySeq[l.Seq] = known
	}
}

// about does something with a message that delivery names by its number.
func (o *oracle) about(of chat.Actor, seq uint64, do func(*letter)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if l := o.account(of).bySeq[seq]; l != nil {
		do(l)
	}
}

func (o *oracle) begun(of chat.Actor, seq uint64) {
	o.about(of, seq, func(l *letter) { l.begun++ })
}

func (o *oracle) excuse(of chat.Actor, seq uint64) { o.about(of, seq, func(l *letter) { l.excuses++ }) }

// unsure excuses what was delivered and may never be acknowledged.
func (o *oracle) unsure() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, a := range o.of {
		for _, l := range a.mail {
			if l.delivered > 0 && !l.done {
				l.excuses = max(l.excuses, 1)
			}
		}
	}
}

// parked: a failure that may pass is tried for hours before, and what is not a reply is
// sent again after a crash.
func (o *oracle) parked(of chat.Actor, seq uint64, reason string) {
	o.about(of, seq, func(l *letter) {
		l.parked = true
		switch {
		case reason == "unreachable" || reason == "refused":
		case reason == "unknown-outcome" && l.class != store.Reply && l.begun > 2:
		case reason == "failed" && max(l.begun, l.tried) >= 100:
		default:
			o.w.fail("message %d (class %d) was parked as %s, marked %d and sent %d times", l.index, l.class, reason, l.begun, l.tried)
		}
	})
}

// handed is told what delivery is given right after the commit: it is marked already.
func (o *oracle) handed(of chat.Actor, receipt store.Receipt, messages []store.Message) {
	o.mu.Lock()
	defer o.mu.Unlock()
	a := o.account(of)
	for i, m := range messages {
		l := a.bySum[sumOf(m.Data)]
		if l == nil {
			o.w.fail("a message was handed over that nobody committed")
			continue
		}
		a.bySeq[receipt.First+uint64(i)] = l
	}
}

// tried is told of every send as it begins and, without an id, as it ends: never two
// of one chat at once.
func (o *oracle) tried(to chat.Actor, id string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	a := o.account(to)
	if id == "" {
		a.sending--
		return
	}
	if a.sending++; a.sending > 1 {
		o.w.fail("person %s is sent two messages at once", to.ID)
	}
	_, tail, _ := strings.Cut(id, ".")
	sum, err := strconv.ParseUint(tail, 36, 32)
	if l := a.bySum[uint32(sum)]; err == nil && l != nil {
		l.tried++
		if l.until != 0 && l.until < o.w.clock.Now().UnixMilli() {
			o.w.fail("message %d is sent though it was worth that only until %v", l.index, time.UnixMilli(l.until).UTC())
		}
	}
}

func (o *oracle) done(of chat.Actor, seq uint64) {
	o.about(of, seq, func(l *letter) {
		l.done = true
		if l.delivered > 0 {
			return
		}
		if l.passed = l.until != 0 && l.until < o.w.clock.latest.Load(); !l.passed {
			o.w.fail("message %d was acknowledged and nobody has it", l.index)
		}
	})
}

// delivered is told as a person gets a message. lost says that the sender will not
// learn of it.
func (o *oracle) delivered(to chat.Actor, id string, lost bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	a := o.account(to)
	_, tail, _ := strings.Cut(id, ".")
	sum, err := strconv.ParseUint(tail, 36, 32)
	l := a.bySum[uint32(sum)]
	if err != nil || l == nil {
		o.w.fail("a message was delivered that nobody committed")
		return
	}
	o.w.note("deliver", to, "message", l.index, "lost", lost)
	switch {
	case l.forgotten && l.begun == 0:
		o.w.fail("message %d was sent after it was forgotten", l.index)
	case l.delivered > 0 && l.excuses == 0:
		o.w.fail("message %d was delivered twice without a reason", l.index)
	case l.delivered > 0:
		l.excuses--
	default:
		o.inOrder(a, l)
	}
	l.delivered++
	if lost {
		l.excuses++
	}
}

// inOrder: the first time of a message comes after that of all before it.
func (o *oracle) inOrder(a *account, l *letter) {
	for _, before := range a.mail[a.last+1 : max(l.index, a.last+1)] {
		if !before.parked && !before.forgotten && !before.passed {
			o.w.fail("message %d overtook message %d", l.index, before.index)
		}
	}
	if l.index < a.last {
		o.w.fail("message %d came after message %d", l.index, a.last)
	}
	a.last = max(a.last, l.index)
}
