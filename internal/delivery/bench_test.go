package delivery_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// nowhere is a store and a platform that take everything and keep nothing.
type nowhere struct{ sent sync.WaitGroup }

func (*nowhere) Heads(context.Context, store.Set, time.Time, int) ([]store.Letter, time.Time, error) {
	return nil, time.Time{}, nil
}
func (*nowhere) Begin(context.Context, chat.Actor, uint64) error { return nil }
func (n *nowhere) Done(context.Context, chat.Actor, uint64) error {
	n.sent.Done()
	return nil
}
func (*nowhere) Put(context.Context, chat.Actor, uint64, time.Time, string) error { return nil }
func (*nowhere) Send(context.Context, chat.Actor, string, chat.Message) error     { return nil }

// BenchmarkTakeSendDone is what one message costs between its commit and its end,
// without the store and the platform.
func BenchmarkTakeSendDone(b *testing.B) {
	for name, limits := range map[string]delivery.Limits{
		"free":    {},
		"limited": {PerSecond: 1e9, Burst: 1 << 16, ChatPerSecond: 1e6, ChatBurst: 3},
	} {
		b.Run(name, func(b *testing.B) { takeSendDone(b, limits) })
	}
}

func takeSendDone(b *testing.B, limits delivery.Limits) {
	n := &nowhere{}
	d := delivery.New(delivery.Config{
		Mail: n, Vault: open{}, Context: func(chat.Actor) []byte { return nil },
		Senders: map[chat.Platform]delivery.Sender{"test": n}, Limits: map[chat.Platform]delivery.Limits{"test": limits},
	})
	ctx, end := context.WithCancel(b.Context())
	done := make(chan error, 1)
	go func() { done <- d.Run(ctx) }()
	plain, err := chat.EncodeMessage(chat.Say{Text: "How is your mood right now?"})
	if err != nil {
		b.Fatal(err)
	}
	actors := make([]chat.Actor, 1024)
	for i := range actors {
		actors[i] = anyone(fmt.Sprint(i))
	}
	b.ReportAllocs()
	for i := uint64(0); b.Loop(); i++ {
		if i%512 == 0 {
			n.sent.Wait() // not all at once in hand
		}
		n.sent.Add(1)
		d.Take(actors[i%1024], store.Receipt{First: 1 + i/1024}, []store.Message{{Class: store.Reply, Data: plain}}, time.Now())
	}
	n.sent.Wait()
	b.StopTimer()
	end()
	if err := <-done; err != nil {
		b.Fatal(err)
	}
}
