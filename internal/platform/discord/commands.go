package discord

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// commandsNote holds the hash of the commands that Discord shows.
const commandsNote = "commands"

// SetCommands shows people the commands of the menus: all of them are replaced at
// once, and only when they differ from those that were set last.
func (d *Discord) SetCommands(ctx context.Context) error {
	app, err := d.appID(ctx)
	if err != nil {
		return err
	}
	commands := d.allCommands()
	data, err := json.Marshal(commands)
	if err != nil {
		return fmt.Errorf("encoding the commands: %w", err)
	}
	sum := sha256.Sum256(append([]byte(app+" "), data...))
	hash := []byte(hex.EncodeToString(sum[:]))
	known, err := d.cfg.Notes.Note(ctx, d.bot(), commandsNote)
	if err != nil {
		return fmt.Errorf("reading which commands are set: %w", err)
	}
	if slices.Equal(known, hash) || known == nil && len(commands) == 0 {
		return nil
	}
	c := call{
		method: http.MethodPut, path: "/applications/" + app + "/commands",
		route: route{kind: "commands"}, body: commands,
	}
	if err := d.rest.do(ctx, c, nil); err != nil {
		return fmt.Errorf("setting the commands: %w", verdict(err))
	}
	if err := d.cfg.Notes.SetNote(ctx, d.bot(), commandsNote, hash, time.Time{}); err != nil {
		return fmt.Errorf("keeping which commands are set: %w", err)
	}
	return nil
}

// allCommands are those of the menus, and the one for moderators.
func (d *Discord) allCommands() []any {
	menus, all := d.cfg.Menus(), []any{}
	schedule, ok := scheduleOf(menus, d.cfg.Words)
	for _, c := range commandsOf(menus) {
		if !ok || c.Name != scheduleName && len(all) < maxCommands-1 {
			all = append(all, c)
		}
	}
	if ok {
		all = append(all, schedule)
	}
	return all
}

// offerCommands sets the commands as soon as that works. People can type without
// them, and do not see what there is.
func (d *Discord) offerCommands(ctx context.Context) {
	for wait := d.cfg.Timing.Retry; ; wait = min(2*wait, 64*d.cfg.Timing.Retry) {
		err := d.SetCommands(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		d.log.Warn("the commands could not be set", "wait", wait, "error", err)
		if isAnswer(err) || sleep(ctx, wait) != nil {
			return
		}
	}
}

// maxCommands is how many commands Discord shows.
const maxCommands = 100

// commandsOf makes Discord's commands: those of the first menu, with the words of
// the others as translations. They work in servers and in the bot's private chat,
// for everybody.
func commandsOf(menus []chat.Menu) []*discordgo.ApplicationCommand {
	all := []*discordgo.ApplicationCommand{}
	if len(menus) == 0 {
		return all
	}
	for i, entry := range menus[0].Entries[:min(len(menus[0].Entries), maxCommands)] {
		c := &discordgo.ApplicationCommand{
			Type: discordgo.ChatApplicationCommand, Name: entry.Name, Description: shorten(entry.Description, maxOption),
			Contexts:         &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM},
			IntegrationTypes: &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall},
			Options:          []*discordgo.ApplicationCommandOption{},
		}
		translate(c, i, menus)
		all = append(all, c)
	}
	return all
}

// translate adds what the other menus call the command: the entry in the same
// place when the menus are equally long, else the one of the same name.
func translate(c *discordgo.ApplicationCommand, place int, menus []chat.Menu) {
	names, descriptions := map[discordgo.Locale]string{}, map[discordgo.Locale]string{}
	for _, menu := range menus[1:] {
		at := place
		if len(menu.Entries) != len(menus[0].Entries) {
			at = slices.IndexFunc(menu.Entries, func(e chat.Entry) bool { return e.Name == c.Name })
		}
		if at < 0 {
			continue
		}
		for _, locale := range localesOf(menu.Lang) {
			descriptions[locale] = shorten(menu.Entries[at].Description, maxOption)
			if menu.Entries[at].Name != c.Name {
				names[locale] = menu.Entries[at].Name
			}
		}
	}
	if len(names) > 0 {
		c.NameLocalizations = &names
	}
	if len(descriptions) > 0 {
		c.DescriptionLocalizations = &descriptions
	}
}

// localesOf are Discord's names for a language.
func localesOf(lang string) []discordgo.Locale {
	several := map[string][]discordgo.Locale{
		"en": {discordgo.EnglishUS, discordgo.EnglishGB},
		"es": {discordgo.SpanishES, discordgo.SpanishLATAM},
		"pt": {discordgo.PortugueseBR},
		"sv": {discordgo.Swedish},
		"zh": {discordgo.ChineseCN, discordgo.ChineseTW},
		"nb": {discordgo.Norwegian},
	}
	if locales, ok := several[lang]; ok {
		return locales
	}
	if _, ok := discordgo.Locales[discordgo.Locale(lang)]; ok {
		return []discordgo.Locale{discordgo.Locale(lang)}
	}
	return nil
}
