package discordtest

import (
	"encoding/json"
	"net/http"
)

// Commands is what the bot registered, as it was sent: for a server, or everywhere
// when guild is empty.
func (s *Server) Commands(guild string) []json.RawMessage {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	var list []json.RawMessage
	_ = json.Unmarshal(s.world.commands[guild].raw, &list) // nothing registered is an empty list
	return list
}

// registered is a list of commands that was sent.
type registered struct {
	raw json.RawMessage
	ids map[string]string // by name
}

// commandID is the id of a registered command; one that is not registered gets an
// id of its own. The lock of the world is held.
func (s *Server) commandID(name, guild string) string {
	for _, where := range [...]string{guild, ""} {
		if id := s.world.commands[where].ids[name]; id != "" {
			return id
		}
	}
	return s.ids.next()
}

func listCommands(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	list := s.world.commands[r.vars["guild"]].raw
	if list == nil {
		list = json.RawMessage("[]")
	}
	return ok(list)
}

// putCommands overwrites them all. A name that was there keeps its id.
func putCommands(s *Server, r *request) reply {
	sent, isList := r.json.([]any)
	if !isList {
		return refuse(codeInvalidForm)
	}
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	guild, ids := r.vars["guild"], map[string]string{}
	list := make([]map[string]any, 0, len(sent))
	for _, item := range sent {
		c, isObject := item.(map[string]any)
		if !isObject {
			return refuse(codeInvalidForm)
		}
		name, _ := c["name"].(string)
		ids[name] = s.commandID(name, guild)
		c["id"] = ids[name]
		c["application_id"], c["version"] = s.cfg.App, s.ids.next()
		if guild != "" {
			c["guild_id"] = guild
		}
		if c["type"] == nil {
			c["type"] = 1
		}
		list = append(list, c)
	}
	raw := encode(list)
	s.world.commands[guild] = registered{raw: raw, ids: ids}
	return reply{status: http.StatusOK, body: raw}
}
