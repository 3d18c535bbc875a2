package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/load"
	"github.com/stillpoint-bot/stillpoint/prompts"
)

// roll lets reminders come due, as often as it was asked for.
func (o *options) roll(ctx context.Context, out, errOut io.Writer) error {
	people, rate, err := load.ParseWave(o.reminders)
	if err != nil {
		return err
	}
	line := newLine(errOut)
	var rates []float64
	good := true
	for n := range o.runs {
		report, err := load.Roll(ctx, load.Wave{
			People: people, Rate: rate, For: o.For, Whole: o.whole, Limits: o.Limits, Bot: o.Bot, Redis: o.Redis, Dir: o.Dir,
			Profile: o.Profile, Shipped: prompts.Files, Progress: line.show, Log: errOut,
		})
		line.clear()
		if err != nil {
			return err
		}
		if o.runs > 1 {
			fmt.Fprintf(out, "run %d of %d\n", n+1, o.runs)
		}
		fmt.Fprint(out, report.Table())
		rates = append(rates, report.PerSecond)
		good = good && report.Good()
	}
	if o.runs > 1 {
		slices.Sort(rates)
		fmt.Fprintf(out, "%d runs, committed/s: %.0f in the middle, %.0f to %.0f\n", o.runs, rates[len(rates)/2], rates[0], rates[len(rates)-1])
	}
	if !good {
		return errFound
	}
	return nil
}
