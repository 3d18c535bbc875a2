package main

import (
	"errors"
	"os"

	"github.com/spf13/cobra"

	"github.com/stillpoint-bot/stillpoint/internal/app"
)

func outboxCommand(o *options) *cobra.Command {
	asJSON := false
	c := &cobra.Command{
		Use:   "outbox",
		Short: "Messages that could not be delivered and were set aside",
		Long: `Outbox lists the messages that were set aside, each with its reason, and lets them
go or removes them. Nothing names a person. It looks where REDIS_URL says, else in
the file of --data; that file can be looked at while no bot uses it.`,
		Example: `  stillpoint outbox
  stillpoint outbox release 17-k3f9x2q81ab
  stillpoint outbox release --reason failed
  stillpoint outbox drop --reason unreachable`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.outbox(cmd).List(cmd.Context(), asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line")
	c.AddCommand(
		outboxDeed(o, "release", "Let messages go again", func(cmd *cobra.Command, b app.Outbox, id, reason string) error {
			return b.Release(cmd.Context(), id, reason)
		}),
		outboxDeed(o, "drop", "Remove messages for good", func(cmd *cobra.Command, b app.Outbox, id, reason string) error {
			return b.Drop(cmd.Context(), id, reason)
		}),
	)
	return c
}

func outboxDeed(o *options, name, short string, do func(cmd *cobra.Command, b app.Outbox, id, reason string) error) *cobra.Command {
	reason := ""
	c := &cobra.Command{
		Use:     name + " [ID]",
		Short:   short,
		Example: "  stillpoint outbox " + name + " 17-k3f9x2q81ab\n  stillpoint outbox " + name + " --reason unreachable",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if (len(args) == 1) == (reason != "") {
				return errors.New("name one message by its id, or all of a kind with --reason; stillpoint outbox lists them")
			}
			id := ""
			if len(args) == 1 {
				id = args[0]
			}
			return do(cmd, o.outbox(cmd), id, reason)
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "all that were set aside for this reason")
	return c
}

func (o *options) outbox(cmd *cobra.Command) app.Outbox {
	return app.Outbox{Storage: o.storageOf(), Out: cmd.OutOrStdout()}
}

// storageOf is where a service keeps things, by the environment.
func (o *options) storageOf() app.Storage {
	data := o.kept()
	data.KeyFile = os.Getenv("STILLPOINT_KEY_FILE")
	return app.Storage{Redis: os.Getenv("REDIS_URL"), Data: data}
}
