// Command stillpoint is the bot, its terminal, and the tools for those who write
// scripts. It reads flags and environment; package app does the rest.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones also where the machine has none

	"github.com/stillpoint-bot/stillpoint/internal/app"
)

// exitLater is EX_TEMPFAIL of sysexits.h.
const exitLater = 75

func main() { os.Exit(run()) }

// run returns the exit code: 0 when all is well, 1 when the answer is no (a script
// has mistakes, a rehearsal fails), 2 when the command could not be carried out, and
// 75 (EX_TEMPFAIL of sysexits.h) when a later try may go well.
func run() int {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	err := command(os.Stdin, os.Stdout, os.Stderr).ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, app.ErrFound):
		return 1
	}
	fmt.Fprintln(os.Stderr, "stillpoint:", err)
	if errors.Is(err, app.ErrTryAgain) {
		return exitLater
	}
	return 2
}
