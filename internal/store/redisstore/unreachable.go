package redisstore

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
)

// unreachable tells that no server has answered.
func unreachable(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, io.EOF) ||
		strings.Contains(err.Error(), "all sentinels")
}

// cause is the innermost reason that says something: "connection refused".
func cause(err error) error {
	var op *net.OpError
	if errors.As(err, &op) && op.Err != nil {
		return op.Err
	}
	return err
}
