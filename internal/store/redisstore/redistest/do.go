package redistest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// Do sends one command and returns the answer as Redis writes it: "+PONG", ":3",
// "-ERR …", or the text of a string. Only the first element of a list is read.
func (s *Server) Do(ctx context.Context, args ...string) (string, error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", s.Addr)
	if err != nil {
		return "", fmt.Errorf("connecting: %w", err)
	}
	defer func() { _ = conn.Close() }()
	if deadline, ok := ctx.Deadline(); ok {
		_ = conn.SetDeadline(deadline)
	} else {
		_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "*%d\r\n", len(args))
	for _, a := range args {
		fmt.Fprintf(&b, "$%d\r\n%s\r\n", len(a), a)
	}
	if _, err := io.WriteString(conn, b.String()); err != nil {
		return "", fmt.Errorf("sending a command: %w", err)
	}
	return readReply(bufio.NewReader(conn))
}

func readReply(r *bufio.Reader) (string, error) {
	line, err := r.ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("reading an answer: %w", err)
	}
	line = strings.TrimRight(line, "\r\n")
	n, err := strconv.Atoi(strings.TrimLeft(line, "$*"))
	switch {
	case strings.HasPrefix(line, "$") && err == nil && n >= 0:
		text := make([]byte, n)
		_, err := io.ReadFull(r, text)
		return string(text), err
	case strings.HasPrefix(line, "*") && err == nil && n > 0:
		return readReply(r)
	}
	return line, nil
}
