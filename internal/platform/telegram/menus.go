package telegram

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// menuNote is the name of the note that says which menus Telegram has.
const menuNote = "menus"

// menuCall is one call that sets a menu, or takes one away when there is nothing in
// it.
type menuCall struct {
	Commands []models.BotCommand `json:"commands,omitempty"`
	Scope    json.RawMessage     `json:"scope"`
	Lang     string              `json:"language_code,omitempty"`
}

// SetMenus shows people the commands of Config.Menus, in their language: all of
// them in private chats, and in groups only what is nobody's private matter. It
// asks nothing of Telegram when the menus are as they were; it may be called again
// at any time.
func (a *Adapter) SetMenus(ctx context.Context) error {
	a.menus.Lock()
	defer a.menus.Unlock()
	calls, err := menuCalls(a.cfg.Menus(), a.cfg.Words)
	if err != nil {
		return err
	}
	had, err := a.cfg.Notes.Note(ctx, self(), menuNote)
	if err != nil {
		return fmt.Errorf("reading which menus are set: %w", err)
	}
	note, err := noteOf(calls)
	if err != nil {
		return err
	}
	if bytes.Equal(had, note) {
		return nil
	}
	for _, call := range append(calls, goneCalls(had, calls)...) {
		m := setMyCommands
		if len(call.Commands) == 0 {
			m = deleteMyCommands
		}
		if err := a.post(ctx, m, call); err != nil {
			return fmt.Errorf("setting a menu: %w", err)
		}
	}
	if err := a.cfg.Notes.SetNote(ctx, self(), menuNote, note, time.Time{}); err != nil {
		return fmt.Errorf("noting which menus are set: %w", err)
	}
	return nil
}

// menuCalls are the calls for all menus. The first menu is for every language that
// has none of its own.
// Administrators of groups are offered the desk beside what everybody is there, unless
// there are no words for it.
func menuCalls(menus []chat.Menu, words func(locale, id string) string) ([]menuCall, error) {
	private, err := (&models.BotCommandScopeAllPrivateChats{}).MarshalCustom()
	if err != nil {
		return nil, fmt.Errorf("writing a menu: %w", err)
	}
	group, err := (&models.BotCommandScopeAllGroupChats{}).MarshalCustom()
	if err != nil {
		return nil, fmt.Errorf("writing a menu: %w", err)
	}
	leaders, err := (&models.BotCommandScopeAllChatAdministrators{}).MarshalCustom()
	if err != nil {
		return nil, fmt.Errorf("writing a menu: %w", err)
	}
	var calls []menuCall
	for i, menu := range menus {
		lang := language(menu.Lang)
		if i == 0 {
			lang = ""
		} else if lang == "" {
			continue
		}
		shared := slices.DeleteFunc(slices.Clone(menu.Entries), personal)
		calls = append(
			calls,
			menuCall{Commands: commandsOf(menu.Entries), Scope: private, Lang: lang},
			menuCall{Commands: commandsOf(shared), Scope: group, Lang: lang},
		)
		if desk := words(menu.Lang, "desk.schedule"); desk != "" {
			shared = append([]chat.Entry{{Name: deskCommand, Description: desk}}, shared...)
			calls = append(calls, menuCall{Commands: commandsOf(shared), Scope: leaders, Lang: lang})
		}
	}
	return calls, nil
}

// language is the two-letter code that Telegram knows languages by; empty when
// there is none.
func language(lang string) string {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	if len(lang) != 2 {
		return ""
	}
	return lang
}

// personal tells what nobody should be tempted to do where others read along.
func personal(e chat.Entry) bool { return e.Name != "help" && e.Name != "start" && e.Name != "about" }

func commandsOf(entries []chat.Entry) []models.BotCommand {
	commands := make([]models.BotCommand, 0, len(entries))
	for _, e := range entries[:min(len(entries), 100)] {
		commands = append(commands, models.BotCommand{Command: e.Name, Description: clip(e.Description, 256)})
	}
	return commands
}

// noteOf is a hash of the menus, and the languages they are in, so that a language
// that goes away loses its menus.
func noteOf(calls []menuCall) ([]byte, error) {
	all, err := json.Marshal(calls)
	if err != nil {
		return nil, fmt.Errorf("writing the menus: %w", err)
	}
	sum := sha256.Sum256(all)
	return []byte(strings.Join(append([]string{hex.EncodeToString(sum[:16])}, langsOf(calls)...), " ")), nil
}

func langsOf(calls []menuCall) []string {
	var langs []string
	for _, c := range calls {
		if c.Lang != "" && !slices.Contains(langs, c.Lang) {
			langs = append(langs, c.Lang)
		}
	}
	return langs
}

// goneCalls take the menus away of languages that had some and have none now.
func goneCalls(had []byte, calls []menuCall) []menuCall {
	var gone []menuCall
	now := langsOf(calls)
	for i, lang := range strings.Fields(string(had)) {
		if i == 0 || slices.Contains(now, lang) {
			continue
		}
		for _, c := range calls {
			if c.Lang != "" {
				continue // every scope has a menu for all other languages
			}
			gone = append(gone, menuCall{Scope: c.Scope, Lang: lang})
		}
	}
	return gone
}
