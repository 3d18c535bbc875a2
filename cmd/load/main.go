// Command load lets many people do a check-in with a real `stillpoint serve` through the
// fakes of both platforms, and says how fast it was and whether anybody got a wrong
// answer. It reads flags; package load does the rest.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(run()) }

// run returns the exit code: 0 when everybody got every answer, 1 when somebody did
// not, 2 when it could not be tried.
func run() int {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	err := command(os.Stdout, os.Stderr).ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFound):
		return 1
	}
	fmt.Fprintln(os.Stderr, "load:", err)
	return 2
}
