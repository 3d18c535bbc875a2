package telegramtest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
)

// Scope is where a menu of commands is shown. Chat and User are 0 where the type has none.
type Scope struct {
	Type string // "default", "all_private_chats", "chat_administrators", …
	Chat int64
	User int64
}

// Command is one line of a menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

type menuKey struct {
	scope Scope
	lang  string
}

type commands struct {
	mu    sync.Mutex
	menus map[menuKey][]Command
}

// Commands returns the menu of a scope in a language, "" being the one for everybody
// else. Nothing is looked for elsewhere.
func (s *Server) Commands(scope Scope, lang string) []Command {
	s.commands.mu.Lock()
	defer s.commands.mu.Unlock()
	return slices.Clone(s.commands.menus[menuKey{scope, lang}])
}

// shown is the first menu that there is, in the language before any other.
func (s *Server) shown(lang string, scopes ...Scope) []Command {
	for _, scope := range scopes {
		for _, l := range []string{lang, ""} {
			if menu := s.Commands(scope, l); menu != nil {
				return menu
			}
		}
	}
	return nil
}

func (s *Server) setMyCommands(_ context.Context, c Call) reply {
	key, err := menuOf(c.Params)
	if err != nil {
		return bad(err.Error())
	}
	var menu []Command
	if json.Unmarshal(c.Params.JSON("commands"), &menu) != nil {
		return bad("can't parse commands JSON array")
	}
	if len(menu) > 100 {
		return bad("BOT_COMMANDS_TOO_MUCH")
	}
	for _, line := range menu {
		if !commandName(line.Command) {
			return bad("BOT_COMMAND_INVALID")
		}
		if n := units(line.Description); n < 1 || n > 256 {
			return bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	s.commands.set(key, menu)
	return yes()
}

// commandName tells whether Telegram takes s as the name of a command.
func commandName(s string) bool {
	return len(s) >= 1 && len(s) <= 32 && nameLength(s) == len(s) &&
		!slices.ContainsFunc([]byte(s), func(c byte) bool { return c >= 'A' && c <= 'Z' })
}

func (c *commands) set(key menuKey, menu []Command) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.menus == nil {
		c.menus = map[menuKey][]Command{}
	}
	if len(menu) == 0 {
		delete(c.menus, key)
		return
	}
	c.menus[key] = menu
}

func (s *Server) getMyCommands(_ context.Context, c Call) reply {
	key, err := menuOf(c.Params)
	if err != nil {
		return bad(err.Error())
	}
	menu := s.Commands(key.scope, key.lang)
	if menu == nil {
		menu = []Command{}
	}
	b, err := json.Marshal(menu)
	if err != nil {
		return bad(err.Error())
	}
	return fine(b)
}

func (s *Server) deleteMyCommands(_ context.Context, c Call) reply {
	key, err := menuOf(c.Params)
	if err != nil {
		return bad(err.Error())
	}
	s.commands.set(key, nil)
	return yes()
}

func menuOf(p Params) (menuKey, error) {
	key := menuKey{scope: Scope{Type: "default"}, lang: p.Text("language_code")}
	if raw := p.JSON("scope"); raw != nil {
		inner, err := parseJSON(raw)
		if err != nil {
			return key, fmt.Errorf("can't parse BotCommandScope: %w", err)
		}
		key.scope = Scope{Type: inner.Text("type"), Chat: inner.Int("chat_id"), User: inner.Int("user_id")}
	}
	if n := len(key.lang); n != 0 && n != 2 {
		return key, fmt.Errorf("invalid language code specified: %d letters", n) //nolint:err113 // Telegram's words
	}
	return key, nil
}
