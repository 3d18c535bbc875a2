package main

import (
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/stillpoint-bot/stillpoint/internal/app"
	"github.com/stillpoint-bot/stillpoint/prompts"
)

// command is the tree of commands. Streams come in so that tests can look.
func command(in io.Reader, out, errOut io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use:           "stillpoint",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	root.AddCommand(checkCommand())
	return root
}

func checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check [DIR]",
		Short: "Find every mistake in a prompts folder",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return app.Check(cmd.OutOrStdout(), folder(args))
		},
	}
}

// folder is the named prompts folder, or the one that ships with the program.
func folder(args []string) fs.FS {
	if len(args) > 0 {
		return os.DirFS(args[0])
	}
	return prompts.Files
}
