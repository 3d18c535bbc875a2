package discord_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestAServerIsGoneOnlyOnceThatIsKept(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, nil)
	g := srv.Guild("", "en-US")
	at := g.Channel("")
	g.Remove()
	h.notes.breakDown(true)
	err := h.d.Send(soon(t), guildOf(at), "p1", postTo(at, "A pause?"))
	if !errors.Is(err, errStore) || errors.Is(err, chat.ErrUnreachable) || errors.Is(err, chat.ErrRefused) {
		t.Errorf("sent with %v", err)
	}
	h.notes.breakDown(false)
	if err := h.d.Send(soon(t), guildOf(at), "p1", postTo(at, "A pause?")); !errors.Is(err, chat.ErrUnreachable) {
		t.Errorf("sent with %v", err)
	}
	if !h.notes.has(guildOf(at), "away") {
		t.Error("coming back would not be noticed")
	}
}

func TestTheHouseHearsThatAServerIsGoneOnceThatIsKept(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, nil)
	g := srv.Guild("", "en-US")
	at := g.Channel("")
	kept := make(chan bool, 4)
	h.answer = func(context.Context, chat.Inbound) (chat.Answer, error) {
		kept <- h.notes.has(guildOf(at), "away")
		return chat.Answer{}, nil
	}
	h.connect()
	h.notes.breakDown(true)
	g.Remove()
	until(t, "it is being seen to", func() bool { return h.d.Health().Undone == 1 })
	h.notes.breakDown(false)
	if in := h.events(1)[0]; in.Event != (chat.Lifecycle{Change: chat.Blocked}) {
		t.Errorf("handed in %+v", in)
	}
	if !<-kept {
		t.Error("after a crash right now the server would be away for good")
	}
}
