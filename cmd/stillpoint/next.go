package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/stillpoint-bot/stillpoint/internal/app"
)

func nextCommand() *cobra.Command {
	q := app.Runs{Lang: "en", Most: 5}
	c := &cobra.Command{
		Use:   "next WHEN",
		Short: "Print when a reminder would come next",
		Long: `Next reads a phrase as reminders do, says it back in its canonical form, and prints
its next runs: local time with its offset, and UTC. A wall time that the clocks jump
over moves forward by the jump; one that comes twice is meant the first time.

With --from DATE it looks from that day's midnight on, and rules count from that day:
the first of "every 2 weeks", or of COUNT. Without it, it looks from now on.

A phrase takes the last day of a month that lacks its 29th to 31st (--monthend clamp).
With --rrule such a month is skipped, as RFC 5545 says (--monthend skip).`,
		Example: `  stillpoint next "every weekday 9:30" --zone Europe/Paris --from 2026-03-27 -n 5
  stillpoint next "every 2 weeks on mon 8am" --zone "New York"
  stillpoint next "every month on the 31st 9:00" --monthend skip
  stillpoint next "el último viernes de cada mes a las 17:00" --lang es --zone Madrid
  stillpoint next --rrule "FREQ=MONTHLY;BYDAY=-1FR" --time 08:00 --zone Asia/Tokyo --from 2026-01-01 -n 4 --tsv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			q.Phrase = strings.Join(args, " ")
			return app.NextRuns(cmd.OutOrStdout(), q, time.Now())
		},
	}
	f := c.Flags()
	f.StringVar(&q.Zone, "zone", "", "place of the wall times: an IANA name or a city (default: the phrase's, else UTC)")
	f.StringVar(&q.From, "from", "", "date that the rule starts on, or an RFC 3339 instant (default: now)")
	f.IntVarP(&q.Most, "count", "n", q.Most, "how many runs to print")
	f.StringVar(&q.Rule, "rrule", "", "an RFC 5545 recurrence rule instead of a phrase")
	f.StringVar(&q.Time, "time", "", "wall time of --rrule, or several with commas")
	f.StringVar(&q.MonthEnd, "monthend", "", "clamp or skip, for days that a month lacks (default: clamp for a phrase, skip for --rrule)")
	f.StringVar(&q.Lang, "lang", q.Lang, "language of the phrase: en or es")
	f.BoolVar(&q.Table, "tsv", false, "print only UTC and local time, separated by a tab")
	return c
}
