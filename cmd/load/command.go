package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/stillpoint-bot/stillpoint/internal/load"
	"github.com/stillpoint-bot/stillpoint/prompts"
)

// errFound says that somebody was stuck, read something wrong, or that a request broke a
// platform's rules. The report has said it.
var errFound = errors.New("somebody did not get the right answer")

// options are the flags.
type options struct {
	load.Config

	reminders string
	whole     bool
	runs      int
	tsv       bool
}

func command(out, errOut io.Writer) *cobra.Command {
	o := &options{}
	c := &cobra.Command{
		Use:   "load",
		Short: "Let many people talk with the bot, and count",
		Long: `Load builds the bot, starts it beside a redis-server of its own and a fake Telegram
and Discord on this machine, and lets people do a check-in of eight questions over and
over, each as fast as the bot answers. Everybody knows which message has to come next.

It exits with 1 when somebody is stuck, reads something wrong, reads something twice
though nothing was killed, or when a request breaks a platform's published rules
(STILLPOINT_SPECS names their folder), and with 2 when it could not be tried. It needs
Linux and an installed redis-server.

A turn is one event that the bot handles. "turns/cpu-s" divides them by the processor
time of the bot's process; fakes and people run in the process of load.`,
		Example: `  load --for 20s                                          turns a second and a CPU second, bytes, round trips
  load --platform discord --people 60 --for 20s           on Discord, at the 45 requests a second that the bot keeps to
  load --people 200 --kill 3 --for 30s --runs 5           kill -9 of the bot; afterwards nobody may be stuck
  load --platform both --people 120 --think 4s --kill 2 --kill-redis 1 --for 40s --runs 3
  load --people 200 --double 0.2 --for 20s                every fifth press is made twice
  load --people 20 --think 2s --posts 10000 --for 60s     replies while 10,000 posts wait
  load --reminders 200000 --runs 3                        all due at one instant; one of two replicas is killed
  load --reminders 8000/s --for 20s                       how late timers are
  load --for 30s --profile cpu.out                        then: go tool pprof -top -cum cpu.out`,
		Args:          cobra.NoArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), out, errOut) },
	}
	c.SetOut(out)
	c.SetErr(errOut)
	o.flags(c)
	return c
}

func (o *options) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.Platform, "platform", "telegram", "telegram, discord or both")
	f.IntVar(&o.People, "people", 1000, "how many people")
	f.DurationVar(&o.For, "for", 0, "how long it is measured (default 20s unless --rounds is given)")
	f.IntVar(&o.Rounds, "rounds", 0, "so many check-ins each instead of a time")
	f.DurationVar(&o.Warm, "warm", 0, "how long people talk before it is measured (default 2s)")
	f.DurationVar(&o.Think, "think", 0, "longest pause before an answer")
	f.Float64Var(&o.Double, "double", 0, "share of presses that are made twice, 0 to 1")
	f.IntVar(&o.Kill, "kill", 0, "how often the bot is killed (kill -9)")
	f.IntVar(&o.KillRedis, "kill-redis", 0, "how often Redis is killed (kill -9)")
	f.IntVar(&o.Posts, "posts", 0, "community posts that wait from the beginning, with the usual limits")
	f.StringVar(&o.Limits, "limits", "", `what the bot may send, as in TELEGRAM_LIMITS (default "off", with --posts the usual)`)
	f.Uint64Var(&o.Seed, "seed", 1, "of everything random")
	f.StringVar(&o.Bot, "bot", "", "the program to try instead of building it")
	f.StringVar(&o.Redis, "redis", "", "redis://HOST:PORT/0 of an empty Redis to use instead of starting one")
	f.StringVar(&o.Dir, "dir", "", "folder in which the bot's log stays")
	f.StringVar(&o.Profile, "profile", "", "file for a CPU profile of the bot")
	f.IntVar(&o.GOMAXPROCS, "procs", 0, "processors that the bot may use (GOMAXPROCS)")
	f.StringVar(&o.reminders, "reminders", "", "instead of people who talk: reminders of so many, due at one instant (200000), or timers a second (8000/s); two replicas, one is killed")
	f.BoolVar(&o.whole, "whole", false, "with --reminders: nothing is killed")
	f.IntVar(&o.runs, "runs", 1, "how often everything is repeated")
	f.BoolVar(&o.tsv, "tsv", false, "one line of figures a run, for other programs")
}

func (o *options) run(ctx context.Context, out, errOut io.Writer) error {
	if o.reminders != "" {
		return o.roll(ctx, out, errOut)
	}
	cfg := o.Config
	cfg.Shipped, cfg.Specs, cfg.Log = prompts.Files, os.Getenv("STILLPOINT_SPECS"), errOut
	line := newLine(errOut)
	cfg.Progress = line.show
	if o.tsv {
		fmt.Fprint(out, load.TSVHead())
	}
	var all []load.Report
	good := true
	for n := range o.runs {
		began := time.Now()
		report, err := load.Run(ctx, cfg)
		line.clear()
		if err != nil {
			return err
		}
		o.print(out, n, report, time.Since(began))
		all = append(all, report)
		good = good && report.Good()
		cfg.Seed++
	}
	if o.runs > 1 && !o.tsv {
		fmt.Fprintln(out, load.Summary(all))
	}
	if !good {
		return errFound
	}
	return nil
}

func (o *options) print(out io.Writer, n int, report load.Report, took time.Duration) {
	if o.tsv {
		fmt.Fprint(out, report.TSV())
		return
	}
	if o.runs > 1 {
		fmt.Fprintf(out, "run %d of %d, %v\n", n+1, o.runs, took.Round(time.Second))
	}
	fmt.Fprint(out, report.Table())
}
