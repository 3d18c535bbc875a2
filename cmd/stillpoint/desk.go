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
	person := ""
	c := &cobra.Command{
		Use:   "export",
		Short: "Print everything that is kept of a person, as JSON",
		Long: `Export prints everything that is kept of you at this terminal, or with --person of
somebody whom a bot serves; that looks where REDIS_URL says, else in the file.`,
		Example: "  stillpoint export > stillpoint.json\n  stillpoint export --person telegram/123456789",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			desk, err := o.desk(person)
			if err != nil {
				return err
			}
			return desk.Export(cmd.Context(), cmd.OutOrStdout())
		},
	}
	personFlag(c, &person)
	return c
}

func personFlag(c *cobra.Command, person *string) {
	c.Flags().StringVar(person, "person", "", "who: the platform and its number for them, such as telegram/123456789; default: you at this terminal")
}

func deleteCommand(o *options) *cobra.Command {
	yes, person := false, ""
	c := &cobra.Command{
		Use:     "delete",
		Short:   "Delete everything that is kept of a person",
		Example: "  stillpoint delete\n  stillpoint delete --yes\n  stillpoint delete --person discord/123456789012345678",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			desk, err := o.desk(person)
			if err != nil {
				return err
			}
			if !yes && !confirmed(cmd) {
				return errors.New("nothing was deleted")
			}
			return desk.Delete(cmd.Context(), cmd.OutOrStdout())
		},
	}
	personFlag(c, &person)
	c.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return c
}

func confirmed(cmd *cobra.Command) bool {
	fmt.Fprint(cmd.ErrOrStderr(), "Delete everything that is kept? This cannot be undone. Type yes: ")
	line, _ := bufio.NewReader(cmd.InOrStdin()).ReadString('\n')
	return strings.TrimSpace(strings.ToLower(line)) == "yes"
}

// desk is where things are kept of a person: a terminal's in the file, whatever the
// environment says of a bot.
func (o *options) desk(person string) (app.Desk, error) {
	fsys, _ := o.folder(nil)
	actor, err := app.ParsePerson(person)
	if err != nil {
		return app.Desk{}, err
	}
	storage := o.storageOf()
	if actor == app.LocalActor() {
		storage.Redis = ""
	}
	return app.Desk{Storage: storage, Prompts: fsys, Actor: actor}, nil
}
