package discord_test

import (
	"context"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// TestWhatIsUnderWayWhenTheProcessIsAskedToEndIsFinished has a person write right
// before the end: the event is handed in to its end, Run waits, and what the next
// process gets is only what came later.
func TestWhatIsUnderWayWhenTheProcessIsAskedToEndIsFinished(t *testing.T) {
	srv := server(t, discordtest.Config{})
	first := build(t, srv, nil)
	began, finish := make(chan struct{}), make(chan struct{})
	first.answer = func(ctx context.Context, _ chat.Inbound) (chat.Answer, error) {
		close(began)
		<-finish
		return chat.Answer{}, ctx.Err()
	}
	first.connect()
	ann := srv.Person("", "en-US")
	ann.Say("I need help")
	<-began
	first.stop()
	until(t, "the connection to be left", func() bool { return !first.d.Health().Ready })
	if len(first.over) != 0 {
		t.Error("Run ended before the event did")
	}
	close(finish)
	if err := first.close(); err != nil {
		t.Fatal(err)
	}
	if got := texts(first.events(1)); got[0] != "I need help" {
		t.Errorf("handed in %q", got)
	}
	second := open(t, srv, func(c *discord.Config) { c.Notes = first.notes })
	ann.Say("later")
	if got := texts(second.events(1)); got[0] != "later" {
		t.Errorf("the next process got %q", got)
	}
}

// TestTheEndIsNotHeldUpForeverByWhatIsUnderWay has an event that takes as long as it
// may: Run ends, and the event is left to the next process.
func TestTheEndIsNotHeldUpForeverByWhatIsUnderWay(t *testing.T) {
	srv := server(t, discordtest.Config{})
	first := build(t, srv, func(c *discord.Config) { c.Timing.Finish = 100 * time.Millisecond })
	began := make(chan struct{}, 100)
	first.answer = func(ctx context.Context, _ chat.Inbound) (chat.Answer, error) {
		began <- struct{}{}
		<-ctx.Done()
		return chat.Answer{}, ctx.Err()
	}
	first.connect()
	srv.Person("", "en-US").Say("hello")
	<-began
	if err := first.close(); err != nil {
		t.Fatal(err)
	}
	second := open(t, srv, func(c *discord.Config) { c.Notes = first.notes })
	if got := texts(second.events(1)); got[0] != "hello" {
		t.Errorf("the next process got %q", got)
	}
}

// hanging is a store that takes every write and answers none until its time is over.
type hanging struct{ *notes }

func (hanging) SetNote(ctx context.Context, _ chat.Actor, _ string, _ []byte, _ time.Time) error {
	<-ctx.Done()
	return ctx.Err()
}

// TestTheEndIsNotHeldUpByAStoreThatHangs gives the last write a moment, and no more.
func TestTheEndIsNotHeldUpByAStoreThatHangs(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, func(c *discord.Config) {
		c.Notes, c.Timing.Finish = hanging{newNotes()}, 100*time.Millisecond
	})
	srv.Person("", "en-US").Say("hello")
	h.events(1)
	asked := time.Now()
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(asked); took > 4*time.Second {
		t.Errorf("the end took %v", took)
	}
}
