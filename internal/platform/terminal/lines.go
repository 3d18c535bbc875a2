package terminal

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"sync"

	"github.com/muesli/cancelreader"
)

// longestLine bounds what one line may hold, so that a stream without line ends
// cannot fill the memory.
const longestLine = 1 << 20

// lines reads a line whenever it is asked to, in a goroutine of its own, so that
// waiting for a person can be ended.
type lines struct {
	in     cancelreader.CancelReader
	ask    chan struct{}
	got    chan read
	reader sync.WaitGroup
}

type read struct {
	line string
	err  error // io.EOF after the last line
}

func newLines(in io.Reader) (*lines, error) {
	cancelable, err := cancelreader.NewReader(in)
	if err != nil { // a regular file cannot be waited for, and need not be
		cancelable, err = cancelreader.NewReader(struct{ io.Reader }{in})
	}
	if err != nil {
		return nil, fmt.Errorf("opening the input: %w", err)
	}
	l := &lines{in: cancelable, ask: make(chan struct{}), got: make(chan read, 1)}
	l.reader.Go(l.loop)
	return l, nil
}

func (l *lines) loop() {
	scanner := bufio.NewScanner(l.in)
	scanner.Buffer(nil, longestLine)
	for range l.ask {
		if scanner.Scan() {
			l.got <- read{line: scanner.Text()}
			continue
		}
		err := scanner.Err()
		if err == nil {
			err = io.EOF
		}
		l.got <- read{err: err}
	}
}

// next waits for a line, for the end of the input or for the end of ctx.
func (l *lines) next(ctx context.Context) (string, error) {
	l.ask <- struct{}{}
	select {
	case r := <-l.got:
		return r.line, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// close ends reading and waits for it, unless the input is one whose reads cannot
// be ended (no file): then the goroutine goes when that read returns.
func (l *lines) close(reading bool) {
	close(l.ask)
	if l.in.Cancel() || !reading {
		l.reader.Wait()
	}
	_ = l.in.Close() // it only gives back what waiting needed
}
