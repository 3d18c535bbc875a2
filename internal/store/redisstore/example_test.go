package redisstore_test

import (
	"context"
	"fmt"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
)

// A turn is loaded, decided upon and committed; what it says is in the mailbox until it
// was sent. This needs a Redis, so it is compiled and not run.
func Example() {
	ctx := context.Background()
	s, warnings, err := redisstore.Open(ctx, redisstore.Config{URL: "redis://localhost:6379/0"})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = s.Close() }()
	for _, w := range warnings {
		fmt.Println(w) // one line for an operator
	}
	maria := chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "123"}
	snapshot, err := s.Load(ctx, maria)
	if err != nil {
		fmt.Println(err)
		return
	}
	receipt, err := s.Commit(ctx, store.Turn{
		Actor: maria, Version: snapshot.Version, Session: []byte("sealed"),
		Messages: []store.Message{{Class: store.Reply, Data: []byte("sealed too")}},
	})
	if err != nil { // store.ErrConflict: load again and decide again
		fmt.Println(err)
		return
	}
	fmt.Println("to send:", receipt.First)
	fmt.Println(s.Done(ctx, maria, receipt.First)) // once it was sent
}
