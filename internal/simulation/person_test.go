package simulation

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// person does things to a conversation: mostly sensible ones.
type person struct {
	w     *world
	actor chat.Actor
	rng   *rand.Rand
	lang  string

	mu      sync.Mutex
	screen  []chat.Say // what has buttons, the latest last
	got     int        // messages seen
	inbound inbound
}

func newPerson(w *world, i int) *person {
	p := &person{w: w, actor: chat.Actor{Platform: platformName, Kind: chat.Person, ID: fmt.Sprint(i)}, rng: stream(w.seed, fmt.Sprint("person ", i))}
	p.lang = []string{"en", "en", "es", "es-MX", ""}[p.rng.IntN(5)]
	p.inbound.p = p
	return p
}

// sees takes a message in. A pacer's buttons are buttons too.
func (p *person) sees(m chat.Message) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.got++
	switch m := m.(type) {
	case chat.Say:
		if len(m.Choices)+len(m.Controls) > 0 {
			p.screen = append(p.screen, m)
		}
	case chat.Pace:
		p.screen = append(p.screen, chat.Say{Controls: m.Controls, Question: m.Question})
	}
}

// live is a while of a life.
func (p *person) live(steps int) {
	time.Sleep(between(p.rng, time.Millisecond, time.Second))
	p.inbound.send(chat.Lifecycle{Change: chat.Joined})
	for range steps {
		p.pause()
		if p.w.failed() {
			break
		}
		p.act()
	}
	p.inbound.wait()
}

// pause is how long they think, or stay away: never for long where the loops look
// around all the time.
func (p *person) pause() {
	low, high, restless := time.Second, 40*time.Second, p.w.weather.glance == 0
	switch n := p.rng.IntN(100); {
	case n < 6:
		low, high = 0+time.Millisecond, time.Second
	case n < 14 && restless:
		low, high = time.Minute, 6*time.Minute
	case n < 12:
		low, high = time.Minute, 40*time.Minute
	case n < 14:
		low, high = time.Hour, 5*time.Hour
	case n < 17 && p.w.weather.jump > 0:
		p.w.jump(between(p.rng, time.Hour, 3*24*time.Hour))
	case n < 20 && p.w.weather.jump > 0:
		p.w.jump(-between(p.rng, time.Millisecond, 3*time.Second))
	}
	time.Sleep(between(p.rng, low, high))
}

// act does one thing.
func (p *person) act() {
	switch n := p.rng.IntN(100); {
	case n < 58:
		p.press(false)
	case n < 63:
		p.press(true) // taps twice
		p.press(true)
	case n < 68:
		p.pressOld()
	case n < 71:
		p.leave()
	case n < 77:
		p.arrange()
	case n < 84:
		p.inbound.send(chat.Text{Text: pickOf(p.rng, texts())})
	default:
		p.inbound.send(chat.Command{Name: pickOf(p.rng, p.w.commands)})
	}
}

// arrange sets a reminder.
func (p *person) arrange() {
	command, what := "plant", "Water the plants"
	if chance(p.rng, 0.4) {
		command, what = "sow", "1"
	}
	when := pickOf(p.rng, []string{"every hour", "every day 21:00", "every weekday 9:30", "in 20 minutes", "in 2 hours", "every 2 weeks on mon 8:00"})
	for _, e := range []chat.Event{chat.Command{Name: command}, chat.Text{Text: what}, chat.Text{Text: when}} {
		p.inbound.send(e)
		if chance(p.rng, 0.9) {
			p.inbound.wait()
		}
		time.Sleep(between(p.rng, time.Second, 5*time.Second))
	}
}

// leave has everything deleted, and says so by a button or in words; or writes to
// somebody who does it for them.
func (p *person) leave() {
	if chance(p.rng, 0.3) {
		p.w.fleet.desk(p.rng, p.actor)
		return
	}
	p.inbound.send(chat.Command{Name: "delete"})
	time.Sleep(between(p.rng, 2*time.Second, 20*time.Second))
	if chance(p.rng, 0.4) {
		p.inbound.send(chat.Text{Text: "yes"})
		return
	}
	p.press(true)
}

// press chooses a button of the latest message; mostly an answer.
func (p *person) press(first bool) {
	p.mu.Lock()
	say := chat.Say{}
	if n := len(p.screen); n > 0 {
		say = p.screen[n-1]
	}
	p.mu.Unlock()
	switch n := len(say.Choices); {
	case n > 0 && first:
		p.inbound.send(chat.Press{Question: say.Question, Token: say.Choices[0].Token})
	case n > 0 && !chance(p.rng, 0.12):
		p.inbound.send(chat.Press{Question: say.Question, Token: say.Choices[p.rng.IntN(n)].Token})
	case len(say.Controls) > 0:
		p.inbound.send(chat.Press{Question: say.Question, Token: pickOf(p.rng, say.Controls).Token})
	default:
		p.inbound.send(chat.Text{Text: "hello"})
	}
}

// pressOld scrolls up.
func (p *person) pressOld() {
	p.mu.Lock()
	say := chat.Say{Choices: []chat.Choice{{Token: "nothing"}}}
	if n := len(p.screen); n > 0 {
		say = p.screen[p.rng.IntN(n)]
	}
	p.mu.Unlock()
	token := "nothing"
	if len(say.Choices) > 0 {
		token = pickOf(p.rng, say.Choices).Token
	}
	p.inbound.send(chat.Press{Question: say.Question, Token: token})
}

func pickOf[T any](rng *rand.Rand, from []T) T { return from[rng.IntN(len(from))] }

// texts are what people type.
func texts() []string {
	return []string{
		"7", "about a seven", "3", "11", "yes", "yes", "no", "in 30 minutes", "done", "Lisbon", "every day 9:00", "sí", "stop", "skip", "back", "help", "again", "help now", "hello", "chest", "tight",
		"I slept badly and the day was long", "???", "ok", "later", "I do not want to live any more", "I want to kill myself", "my chest hurts and I cannot breathe",
	}
}
