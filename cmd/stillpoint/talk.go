package main

import (
	"cmp"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/stillpoint-bot/stillpoint/internal/app"
)

// chatFlags are the flags of a conversation in the terminal.
func (o *options) chatFlags(c *cobra.Command) {
	c.Flags().BoolVar(&o.plain, "plain", false, "plain lines without escape codes (also chosen when this is no terminal)")
	c.Flags().BoolVar(&o.still, "still", os.Getenv("STILLPOINT_STILL") != "", "a breathing pacer in words, without movement (STILLPOINT_STILL)")
	c.Flags().StringVar(&o.clock, "clock", "", `"real", "fast" (pauses pass at once) or a start such as "2026-03-02 20:00"`)
}

func playCommand(o *options) *cobra.Command {
	c := &cobra.Command{
		Use:   "play SCRIPT",
		Short: "Try one script here; nothing is kept",
		Long: `Play begins a script at once, as somebody who has agreed that answers are kept,
and keeps nothing. /wait 20s, /wait 1d or /wait tomorrow 09:00 lets time pass.
With --prompts it notices your edits while it runs.`,
		Example: `  stillpoint play evening
  stillpoint play evening --prompts my-prompts
  stillpoint play evening --clock "2026-03-02 20:00"
  stillpoint play evening --plain < answers.txt`,
		Args: oneScript,
		RunE: func(cmd *cobra.Command, args []string) error { return o.talk(cmd, args[0]) },
	}
	o.chatFlags(c)
	return c
}

func (o *options) talk(cmd *cobra.Command, script string) error {
	fsys, dir := o.folder(nil)
	if err := isFolder(dir); err != nil {
		return err
	}
	start, fast, err := o.time(script)
	if err != nil {
		return err
	}
	return app.Chat{
		In: cmd.InOrStdin(), Out: cmd.OutOrStdout(), Plain: o.plain || !isTerminal(os.Stdin) || !isTerminal(os.Stdout) || os.Getenv("TERM") == "dumb",
		Still: o.still, Prompts: fsys, Folder: dir, Data: o.kept(), Script: script, Fast: fast, Start: start,
		Locale: locale(), Zone: time.Local, Log: slog.New(slog.DiscardHandler),
	}.Run(cmd.Context())
}

// time reads --clock. A script that is driven by a file does not wait for pauses.
func (o *options) time(script string) (start time.Time, fast bool, err error) {
	switch o.clock {
	case "":
		return start, script != "" && !isTerminal(os.Stdin), nil
	case "real":
		return start, false, nil
	case "fast":
		return start, true, nil
	}
	start, err = time.ParseInLocation("2006-01-02 15:04", o.clock, time.Local)
	if err != nil {
		return start, false, fmt.Errorf(`--clock %q is none of: real, fast, a start such as "2026-03-02 20:00"`, o.clock)
	}
	return start, !isTerminal(os.Stdin), nil
}

// kept is where things are kept: --data, or the user's state folder.
func (o *options) kept() app.Data {
	return app.Data{
		Path: cmp.Or(o.data, filepath.Join(xdg.StateHome, "stillpoint", "stillpoint.db")),
		Key:  os.Getenv("STILLPOINT_KEY"),
	}
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// locale is the person's, by the usual order of variables.
func locale() string {
	return cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
}
