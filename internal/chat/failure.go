package chat

import (
	"errors"
	"fmt"
	"time"
)

// What an adapter answers when a message could not be sent. Any other error means
// that the outcome is unknown or that a later try may succeed.
var (
	// ErrUnreachable: the actor cannot be written to (blocked, closed, gone).
	ErrUnreachable = errors.New("the actor cannot be reached")
	// ErrRefused: the platform will never take this message.
	ErrRefused = errors.New("the platform refuses the message")
)

// RetryError asks to wait before the next try, for this actor.
type RetryError struct{ After time.Duration }

// Error says how long.
func (e RetryError) Error() string { return fmt.Sprintf("try again after %v", e.After) }
