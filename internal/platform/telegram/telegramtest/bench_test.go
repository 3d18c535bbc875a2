package telegramtest

import (
	"context"
	"strconv"
	"sync/atomic"
	"testing"
)

// BenchmarkAMessageEachWay is what a person's message and the bot's answer cost, with the
// bot's side of HTTP.
func BenchmarkAMessageEachWay(b *testing.B) {
	for _, people := range []int64{1, 1000} {
		b.Run(strconv.FormatInt(people, 10)+" people", func(b *testing.B) {
			s, err := Start(Config{Calls: -1})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			bot := &client{s: s, http: newHTTP()}
			defer bot.http.CloseIdleConnections()
			for id := range people {
				s.Person(id+1, "")
			}
			var n atomic.Int64
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					id := n.Add(1)%people + 1
					p := s.Person(id, "")
					p.Say("hello")
					a, err := bot.try(context.Background(), "sendMessage", `{"chat_id":`+strconv.FormatInt(id, 10)+`,"text":"How are you?","reply_markup":{"inline_keyboard":[[{"text":"Well","callback_data":"1.w"}]]}}`)
					if err != nil || !a.OK {
						b.Errorf("%+v, %v", a, err)
						return
					}
					if _, err = p.Next(context.Background()); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}
