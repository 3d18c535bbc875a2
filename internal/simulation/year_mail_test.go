package simulation

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// sending is a message that was handed over as it was committed.
type sending struct {
	to   chat.Actor
	seq  uint64
	data []byte
}

func (y *year) committed(a chat.Actor, receipt store.Receipt, turn store.Turn, _ time.Time) {
	for i, m := range turn.Messages {
		y.outbox = append(y.outbox, sending{a, receipt.First + uint64(i), m.Data})
	}
}

// deliver sends what was handed over. Some of it is lost with the process that had it,
// and some does not get through.
func (y *year) deliver() {
	ctx := context.Background()
	box := y.outbox
	y.outbox = nil
	for _, s := range box {
		n := y.rng.IntN(1000)
		if n < 2 && y.trouble > 0 {
			y.tally.lost++
			continue
		}
		_ = y.store.Done(ctx, s.to, s.seq)
		if n > 996 {
			y.undelivered(s.to, s.data, chat.Closed)
		}
	}
	if y.rng.IntN(8) == 0 || y.trouble == 0 {
		y.sweepUp(ctx)
	}
}

// sweepUp sends what was left lying, as far as it is worth it.
func (y *year) sweepUp(ctx context.Context) {
	for {
		heads, _, _ := y.store.Heads(ctx, store.AllPartitions, farAway, 1000)
		for _, l := range heads {
			_ = y.store.Done(ctx, l.Actor, l.Seq)
			if m := y.read(l.Actor, l.Data); m != nil && chat.SourceOf(m).Until != 0 && chat.SourceOf(m).Until < y.now {
				y.undelivered(l.Actor, l.Data, chat.TooLate)
			}
		}
		if len(heads) == 0 {
			return
		}
	}
}

// undelivered tells that a reminder did not get through.
func (y *year) undelivered(a chat.Actor, sealed []byte, why chat.Failure) {
	if y.lives[a].version == 0 {
		return
	}
	source := chat.SourceOf(y.read(a, sealed))
	if source.Timer == "" {
		return
	}
	in := chat.Inbound{ID: fmt.Sprint("undelivered/", source.Timer, "@", source.Due, "/", y.events), Actor: a, Event: chat.Undelivered{Source: source, Why: why}}
	y.events++
	y.tally.failed++
	id, _ := strconv.Atoi(source.Timer[1:])
	y.hand(in, func(l *liver, _ int64) {
		p := l.find(uint16(id))
		if p == nil || p.sent == 0 {
			y.fail("it means nothing")
			return
		}
		y.unheard(p, why)
	})
}

func (y *year) unheard(p *promise, why chat.Failure) {
	if why == chat.TooLate && y.heard {
		y.should[reminder.TooLate]++
	}
	if y.lives[y.in.Actor].many && why == chat.TooLate {
		return
	}
	p.said = 0
	p.silence = max(p.silence-1, 0)
	if why == chat.TooLate {
		p.pass(1, reminder.TooLate)
		return
	}
	p.missed, p.failed = true, true
	if p.fails = min(p.fails+1, 3); p.fails == 3 && p.state == reminder.On {
		p.state, p.next, p.due = reminder.Stalled, 0, 0
	}
}
