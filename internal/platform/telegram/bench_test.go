package telegram_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// elsewhere is set in a process of its own that plays Telegram and its people, so
// that the time they take is not counted as the adapter's.
const elsewhere = "STILLPOINT_TELEGRAM_BENCH"

const crowd = 200 // people who press

// BenchmarkAPressedTurn is everything the adapter does for one press: fetch and read
// it, hand it in, acknowledge it, close the question, and send the next one. It
// reports the processor time of this process for a turn.
func BenchmarkAPressedTurn(b *testing.B) {
	address := playTelegram(b)
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	mail := make(chan chat.Inbound, 10_000)
	var turns atomic.Int64
	var missed atomic.Int64
	done := make(chan struct{})
	adapter, err := telegram.New(telegram.Config{
		Token: "7000000001:bench", API: address,
		Observe: func(point string, n int) {
			if strings.HasSuffix(point, "/dropped") || strings.HasSuffix(point, "/failed") {
				missed.Add(int64(n))
			}
		},
		Handle: func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
			mail <- in
			if turns.Add(1) == int64(b.N) {
				close(done)
			}
			return chat.Answer{Open: 8}, nil
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() {
			for {
				select {
				case in := <-mail:
					_ = adapter.Send(ctx, in.Actor, in.ID, mood())
				case <-ctx.Done():
					return
				}
			}
		})
	}
	before := processorTime(b)
	b.ResetTimer()
	all.Go(func() { _ = adapter.Run(ctx) })
	for n := range crowd {
		mail <- chat.Inbound{Actor: someone(strconv.Itoa(n + 1))}
	}
	<-done
	b.StopTimer()
	b.ReportMetric(float64((processorTime(b)-before).Microseconds())/float64(b.N), "cpu-µs/turn")
	b.ReportMetric(float64(missed.Load())/float64(b.N), "missed/turn") // small calls that came to nothing
	cancel()
	all.Wait()
}

func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// playTelegram starts the other process and returns its address.
func playTelegram(b *testing.B) string {
	b.Helper()
	play := exec.Command(os.Args[0], "-test.run=^TestTelegramElsewhere$")
	play.Env = append(os.Environ(), elsewhere+"=1")
	in, err := play.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := play.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := play.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = in.Close() // which tells it to end
		_ = play.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(address)
}

// TestTelegramElsewhere is the other process of BenchmarkAPressedTurn: everybody
// presses the first button of every message, until the benchmark ends.
func TestTelegramElsewhere(t *testing.T) {
	if os.Getenv(elsewhere) == "" {
		t.Skip("it is the other half of a benchmark")
	}
	server, err := telegramtest.Start(telegramtest.Config{Token: "7000000001:bench", Calls: -1, Keep: 64})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for n := range crowd {
		p := server.Person(int64(n+1), "en")
		all.Go(func() {
			for {
				m, err := p.Next(ctx)
				if err != nil {
					return
				}
				_, _ = p.Press(m, "6")
			}
		})
	}
	fmt.Println(server.URL())
	_, _ = io.Copy(io.Discard, os.Stdin)
	cancel()
	server.Close()
	all.Wait()
}
