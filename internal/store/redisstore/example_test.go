package redisstore_test

import (
	"context"
	"fmt"
	"log"

	"github.com/alicebob/miniredis/v2"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
)

// A turn is loaded, decided upon and committed. What it says is in the mailbox until it
// was sent.
func Example() {
	server, err := miniredis.Run() // a small Redis in this process
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	ctx := context.Background()
	s, warnings, err := redisstore.Open(ctx, redisstore.Config{URL: "redis://" + server.Addr()})
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for _, w := range warnings {
		fmt.Println(w) // one line for an operator
	}
	maria := chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "123"}
	snapshot, err := s.Load(ctx, maria)
	if err != nil {
		log.Print(err)
		return
	}
	receipt, err := s.Commit(ctx, store.Turn{
		Actor: maria, Version: snapshot.Version, Session: []byte("sealed"),
		Messages: []store.Message{{Class: store.Reply, Data: []byte("sealed too")}},
	})
	if err != nil { // store.ErrConflict: load again and decide again
		log.Print(err)
		return
	}
	fmt.Println("to send:", receipt.First)
	fmt.Println("sent:", s.Done(ctx, maria, receipt.First))
	// Output:
	// CONFIG may not be read here: make sure yourself that Redis writes to its disk (appendonly yes)
	// to send: 1
	// sent: <nil>
}
