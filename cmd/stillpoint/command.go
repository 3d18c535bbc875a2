package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/stillpoint-bot/stillpoint/internal/app"
	"github.com/stillpoint-bot/stillpoint/prompts"
)

// options are the flags that several commands share.
type options struct {
	prompts string
	data    string
	plain   bool
	still   bool
	clock   string
}

// command is the tree of commands. Streams come in so that tests can look.
func command(in io.Reader, out, errOut io.Writer) *cobra.Command {
	o := &options{}
	root := &cobra.Command{
		Use:   "stillpoint",
		Short: "A wellness companion that asks, breathes with you, and listens for danger",
		Long: `Stillpoint asks short scripted check-ins, paces breathing and keeps what you
note, encrypted. It is a script and no therapist.

Without a command it talks with you here, in the terminal. What you note stays
on this computer; the next start goes on where you left.`,
		Example: `  stillpoint                               talk here
  stillpoint play evening                  try one script; nothing is kept
  stillpoint play evening --plain < answers.txt
  stillpoint check my-prompts              find every mistake in a folder of scripts`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return fmt.Errorf("there is no command %q; stillpoint --help lists what there is, and stillpoint play %s tries a script of that name", args[0], args[0])
		},
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return o.talk(cmd, "") },
	}
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	root.PersistentFlags().StringVar(&o.prompts, "prompts", os.Getenv("STILLPOINT_PROMPTS"), "folder of scripts to use instead of the shipped ones (STILLPOINT_PROMPTS)")
	root.PersistentFlags().StringVar(&o.data, "data", os.Getenv("STILLPOINT_DATA"), "file or folder where things are kept (STILLPOINT_DATA; default: your state folder)")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w; %s --help lists what there is", err, cmd.CommandPath())
	})
	o.chatFlags(root)
	root.AddCommand(serveCommand(o), nextCommand(), healthCommand(), outboxCommand(o), playCommand(o), checkCommand(o), rehearseCommand(o), graphCommand(o), translateCommand(o), exportCommand(o), deleteCommand(o), versionCommand())
	return root
}

// oneScript asks for exactly one name, and says what there is to be named.
func oneScript(cmd *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return fmt.Errorf("%s takes the name of one script, for example: stillpoint %s evening", cmd.Name(), cmd.Name())
}

// folder is the named prompts folder, else the one of --prompts, else what ships.
// The path is empty when it ships.
func (o *options) folder(args []string) (fs.FS, string) {
	dir := o.prompts
	if len(args) > 0 {
		dir = args[0]
	}
	if dir == "" {
		return prompts.Files, ""
	}
	return app.Folder(os.DirFS(dir), prompts.Files), dir
}
