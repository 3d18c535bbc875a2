package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/stillpoint-bot/stillpoint/internal/app"
)

func checkCommand(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "check [DIR]",
		Short: "Find every mistake in a folder of scripts",
		Long: `Check reads every file of a prompts folder and prints every mistake it finds,
each with its place, what is wrong and what to write instead. It exits with 1
when there is one, and with 0 and one line when all is well.`,
		Example: "  stillpoint check\n  stillpoint check my-prompts",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			fsys, dir := o.folder(args)
			if err := isFolder(dir); err != nil {
				return err
			}
			return app.Check(cmd.OutOrStdout(), fsys)
		},
	}
}

func rehearseCommand(o *options) *cobra.Command {
	cover := false
	c := &cobra.Command{
		Use:   "rehearse [DIR]",
		Short: "Play the transcripts beside the scripts",
		Long: `Rehearse plays every transcript in DIR/rehearsals and says where the scripts
answer differently from what is written. It exits with 1 when one does.`,
		Example: "  stillpoint rehearse\n  stillpoint rehearse --cover my-prompts",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			fsys, dir := o.folder(args)
			if err := isFolder(dir); err != nil {
				return err
			}
			return app.Rehearse(cmd.OutOrStdout(), fsys, cover)
		},
	}
	c.Flags().BoolVar(&cover, "cover", false, "also say which steps, branches and wordings no transcript reaches")
	return c
}

func graphCommand(o *options) *cobra.Command {
	code := "en"
	c := &cobra.Command{
		Use:     "graph SCRIPT",
		Short:   "Draw a script as a Mermaid flowchart",
		Example: "  stillpoint graph evening > evening.mmd",
		Args:    oneScript,
		RunE: func(cmd *cobra.Command, args []string) error {
			fsys, _ := o.folder(nil)
			return app.Graph(cmd.OutOrStdout(), fsys, args[0], code)
		},
	}
	c.Flags().StringVar(&code, "lang", code, "language of the texts in it")
	return c
}

func translateCommand(o *options) *cobra.Command {
	return &cobra.Command{
		Use:     "translate LANG [DIR]",
		Short:   "Write the texts that a language lacks into its catalogs",
		Example: "  stillpoint translate es my-prompts",
		Args:    cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			fsys, dir := o.folder(args[1:])
			if dir == "" {
				return errors.New("the shipped folder cannot be written to: name a folder of your own, for example: stillpoint translate es my-prompts")
			}
			return app.Translate(cmd.OutOrStdout(), dir, fsys, args[0])
		},
	}
}

// isFolder says in plain words when a named folder is none.
func isFolder(dir string) error {
	if dir == "" {
		return nil
	}
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return fmt.Errorf("there is no folder %s", dir)
	case !info.IsDir():
		return fmt.Errorf("%s is a file; name the folder with scripts/ and lang/ in it", dir)
	}
	return nil
}
