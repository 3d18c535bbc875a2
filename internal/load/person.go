package load

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// middle is how many answers a person has given when Redis is weighed.
const middle = 4

// person does one check-in after the other and knows what has to come.
type person struct {
	number int
	seat   seat
	random *rand.Rand
	field  *field
	double float64       // share of presses that are made twice
	think  time.Duration // longest pause before an answer

	last  string // the right message before
	tally tally
}

// errStuck ends a person who got no answer.
var errStuck = errors.New("nothing came")

// live does check-ins until the field closes or rounds of them are done (0: no end).
func (p *person) live(ctx context.Context, rounds int) {
	for round := 1; rounds == 0 || round <= rounds; round++ {
		if err := p.round(ctx, round); err != nil {
			return
		}
	}
}

// round is one check-in. In the middle of the first one everybody waits for everybody.
func (p *person) round(ctx context.Context, number int) error {
	c := newCheckin(p.number, number, p.random)
	if err := p.ponder(ctx); err != nil {
		return err
	}
	shown, err := p.exchange(ctx, act{kind: begins}, c.expected(0))
	for i := 0; err == nil && i < questions; i++ {
		if number == 1 && i == middle {
			p.field.pause(ctx)
		}
		if p.field.closed() {
			return context.Canceled
		}
		shown, err = p.answer(ctx, c, i, shown)
	}
	if err == nil && p.field.closed() {
		err = context.Canceled
	}
	return err
}

// answer answers a question, sometimes with a finger that trembles: the button is
// pressed twice, at once or again when the next question is there already.
func (p *person) answer(ctx context.Context, c checkin, i int, on said) (said, error) {
	if err := p.ponder(ctx); err != nil {
		return said{}, err
	}
	a := act{kind: types, words: c[i].words}
	if c[i].press {
		a = act{kind: presses, words: c[i].words, on: on}
	}
	trembles := c[i].press && p.random.Float64() < p.double
	late := trembles && p.random.IntN(2) == 0
	if trembles && !late {
		p.tally.stale++
		return p.exchange(ctx, a, c.expected(i+1), a)
	}
	next, err := p.exchange(ctx, a, c.expected(i+1))
	if late && err == nil {
		p.tally.stale++
		err = p.seat.do(a)
	}
	return next, err
}

func (p *person) ponder(ctx context.Context) error {
	if p.think <= 0 || !p.field.released() {
		return nil
	}
	return sleep(ctx, p.think/2+time.Duration(p.random.Int64N(int64(p.think)/2+1)))
}

// exchange does something, and then again at once if asked to, and waits for what has
// to come of it.
func (p *person) exchange(ctx context.Context, a act, want wish, again ...act) (said, error) {
	began := time.Now()
	for _, a := range append([]act{a}, again...) {
		if err := p.seat.do(a); err != nil {
			p.tally.wrong++
			p.tally.odd(fmt.Sprintf("after %q: %v", p.last, err))
			return said{}, err
		}
	}
	for asked := began; ; {
		m, err := p.hear(ctx, asked)
		switch {
		case ctx.Err() != nil:
			return said{}, ctx.Err()
		case errors.Is(err, errFailed):
			p.tally.tapped++
			asked = time.Now()
			_ = p.seat.do(a)
			continue
		case err != nil:
			p.tally.stuck++
			p.tally.odd(fmt.Sprintf("stuck: person %d waits for %q", p.number, want.text))
			return said{}, err
		}
		if p.sees(m, want) {
			p.note(time.Since(began))
			return m, nil
		}
	}
}

// errFailed says that the platform has told the person that nothing came of a press.
var errFailed = errors.New("the interaction failed")

// hear waits for a message: for a while to see whether the platform says that it
// failed, then for as long as a person is patient.
func (p *person) hear(ctx context.Context, asked time.Time) (said, error) {
	wait := retap
	for {
		turn, cancel := context.WithTimeout(ctx, wait)
		m, err := p.seat.next(turn)
		cancel()
		if err == nil || ctx.Err() != nil {
			return m, err
		}
		if p.seat.failed() {
			return said{}, errFailed
		}
		if wait = p.field.patience(asked, time.Now()); wait <= 0 {
			return said{}, errStuck
		}
	}
}

// sees notes what a message means and tells whether it is the one that had to come.
func (p *person) sees(m said, want wish) bool {
	if m.aside {
		p.tally.asides++
		return false
	}
	switch judge(m.text, want, p.last) {
	case right:
		p.last = m.text
		return true
	case repeated:
		p.tally.repeated++
	case wrong:
		p.tally.wrong++
		p.tally.odd(fmt.Sprintf("person %d wants %q and reads %q", p.number, want.text, m.text))
	}
	return false
}

func (p *person) note(took time.Duration) {
	p.field.replies.Add(1)
	if p.field.measuring.Load() {
		p.tally.replies++
		p.tally.took = append(p.tally.took, took)
	}
}

// leave looks at what has come since the last answer: nothing should have.
func (p *person) leave() {
	over, cancel := context.WithCancel(context.Background())
	cancel()
	for {
		m, err := p.seat.next(over)
		if err != nil {
			return
		}
		p.sees(m, wish{text: "nothing more", whole: true})
	}
}

// sleep waits, or returns the error of a ctx that ends before.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
