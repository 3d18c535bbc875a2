package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// said is a message of the bot as a person sees it.
type said struct {
	text   string
	labels []string
	file   []byte
	hidden bool // nobody else in the room sees it
	raw    any
}

// platform is a person's account somewhere.
type platform interface {
	account
	hands
}

// account is who a person is to a platform.
type account interface {
	id() string  // nothing that is written may hold it
	key() string // the platform's own name
}

// hands are what a person can do, whichever platform they are on.
type hands interface {
	command(ctx context.Context, name string) error
	say(ctx context.Context, last said, text string) error
	press(ctx context.Context, on said, label string) error
	next(ctx context.Context) (said, error)
}

// person is somebody who talks with the bot.
type person struct {
	platform

	lang  string
	heard []said
}

// both is a thing said in English and in Spanish.
type both struct{ en, es string }

func (b both) in(lang string) string {
	if lang == "es" {
		return b.es
	}
	return b.en
}

// same is a thing that reads alike in every language.
func same(text string) both { return both{text, text} }

// act is one thing that a person does or waits for.
type act func(ctx context.Context, p *person) error

// does lets a person do things, one after the other.
func (p *person) does(acts ...act) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for i, a := range acts {
		if err := a(ctx, p); err != nil {
			return fmt.Errorf("act %d of somebody on %s (%s): %w; the last words were %q", i+1, p.key(), p.lang, err, p.words(3))
		}
	}
	return nil
}

// must is does, for a story about one person.
func (p *person) must(t *testing.T, acts ...act) {
	t.Helper()
	if err := p.does(acts...); err != nil {
		t.Fatal(err)
	}
}

// together lets everybody do the same at the same time.
func together(t *testing.T, people []*person, acts ...act) {
	t.Helper()
	begin(people, acts...)(t)
}

// begin lets everybody do the same at the same time, and does not wait for them: what
// it returns does, and fails when somebody got stuck.
func begin(people []*person, acts ...act) (end func(*testing.T)) {
	errs := make([]error, len(people))
	var all sync.WaitGroup
	for i, p := range people {
		all.Go(func() { errs[i] = p.does(acts...) })
	}
	return func(t *testing.T) {
		t.Helper()
		all.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
	}
}

// words are the last n texts that a person read.
func (p *person) words(n int) []string {
	var texts []string
	for _, s := range p.heard[max(0, len(p.heard)-n):] {
		texts = append(texts, s.text)
	}
	return texts
}

func (p *person) last() said {
	if len(p.heard) == 0 {
		return said{}
	}
	return p.heard[len(p.heard)-1]
}

// hears reads on until a message holds these words.
func hears(what both) act {
	return func(ctx context.Context, p *person) error {
		for {
			s, err := p.next(ctx)
			if err != nil {
				return fmt.Errorf("hearing %q: %w", what.in(p.lang), err)
			}
			p.heard = append(p.heard, s)
			if strings.Contains(s.text, what.in(p.lang)) {
				return nil
			}
		}
	}
}

// hearsNext reads one message, which has to hold these words.
func hearsNext(what both) act {
	return func(ctx context.Context, p *person) error {
		s, err := p.next(ctx)
		if err != nil {
			return fmt.Errorf("hearing %q: %w", what.in(p.lang), err)
		}
		p.heard = append(p.heard, s)
		if !strings.Contains(s.text, what.in(p.lang)) {
			return fmt.Errorf("hearing %q where %q was expected", s.text, what.in(p.lang)) //nolint:err113 // a failed test
		}
		return nil
	}
}

func commands(name string) act {
	return func(ctx context.Context, p *person) error { return p.command(ctx, name) }
}

func says(what both) act {
	return func(ctx context.Context, p *person) error { return p.say(ctx, p.last(), what.in(p.lang)) }
}

// presses a button of the latest message that has it.
func presses(label both) act {
	return func(ctx context.Context, p *person) error {
		for _, s := range slices.Backward(p.heard) {
			if slices.Contains(s.labels, label.in(p.lang)) {
				return p.press(ctx, s, label.in(p.lang))
			}
		}
		return fmt.Errorf("pressing %q: no message has it, the last one has %q", label.in(p.lang), p.last().labels)
	}
}

// pressesAgain presses a button that may be gone by now.
func pressesAgain(label both) act {
	return func(ctx context.Context, p *person) error {
		err := presses(label)(ctx, p)
		if errors.Is(err, discordtest.ErrGone) {
			return nil
		}
		return err
	}
}

// acts makes one act of several.
func acts(all ...act) act {
	return func(ctx context.Context, p *person) error {
		for _, a := range all {
			if err := a(ctx, p); err != nil {
				return err
			}
		}
		return nil
	}
}

// onTelegram is somebody with a private chat on Telegram.
func (h *house) onTelegram(number int, lang string) *person {
	p := &person{lang: lang, platform: &telegramPerson{server: h.telegram, person: h.telegram.Person(personID(number), lang)}}
	h.people = append(h.people, p)
	return p
}

// personID is an id that cannot be taken for anything else in a log.
func personID(number int) int64 { return 5_318_008_000 + int64(number) }

// onDiscord is somebody who talks in private or, at another place, before others.
func (h *house) onDiscord(number int, lang string, place discordtest.Place) *person {
	locale := map[string]string{"en": "en-US", "es": "es-ES"}[lang]
	someone := h.discord.Person("9153180080000"+strconv.Itoa(10000+number), locale)
	p := &person{lang: lang, platform: &discordPerson{person: someone, place: place}}
	h.people = append(h.people, p)
	return p
}
