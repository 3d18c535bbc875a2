package main

import (
	"bufio"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stillpoint-bot/stillpoint/internal/app"
)

func exportCommand(o *options) *cobra.Command {
	return &cobra.Command{
		Use:     "export",
		Short:   "Print everything that is kept of you, as JSON",
		Example: "  stillpoint export > stillpoint.json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.desk().Export(cmd.Context(), cmd.OutOrStdout())
		},
	}
}

func deleteCommand(o *options) *cobra.Command {
	yes := false
	c := &cobra.Command{
		Use:     "delete",
		Short:   "Delete everything that is kept of you",
		Example: "  stillpoint delete\n  stillpoint delete --yes",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !yes && !confirmed(cmd) {
				return errors.New("nothing was deleted")
			}
			return o.desk().Delete(cmd.Context(), cmd.OutOrStdout())
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return c
}

func confirmed(cmd *cobra.Command) bool {
	fmt.Fprint(cmd.ErrOrStderr(), "Delete everything that is kept? This cannot be undone. Type yes: ")
	line, _ := bufio.NewReader(cmd.InOrStdin()).ReadString('\n')
	return strings.TrimSpace(strings.ToLower(line)) == "yes"
}

func (o *options) desk() app.Desk {
	fsys, _ := o.folder(nil)
	return app.Desk{Data: o.kept(), Prompts: fsys, Actor: app.LocalActor()}
}
