package telegramtest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// anonymousID is who Telegram shows as the author of what is written in a group's name.
const anonymousID = 1087968824

func anonymousUser() []byte {
	return appendUser(nil, anonymousID, true, "Group", "GroupAnonymousBot", "")
}

// Named gives a person a username, without the @.
func (p *Person) Named(name string) *Person {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at = name
	return p
}

func (p *Person) username() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.at
}

// Pinged is the people whom a message of the group calls: those members whose username it
// holds where Telegram sees one, and those whom an entity names. Smallest id first.
func (g *Group) Pinged(m Message) []int64 {
	g.room.mu.Lock()
	members := maps.Clone(g.room.people)
	g.room.mu.Unlock()
	called := namedBy(m.entities)
	for _, name := range mentions(m.Text) {
		for id := range members {
			if r := g.server.room(id); r != nil && r.person != nil && strings.EqualFold(r.person.username(), name) {
				called = append(called, id)
			}
		}
	}
	called = slices.DeleteFunc(called, func(id int64) bool {
		return members[id] == "" || members[id] == "left" || members[id] == "kicked"
	})
	slices.Sort(called)
	return slices.Compact(called)
}

// namedBy is whom entities of the kind text_mention name.
func namedBy(entities json.RawMessage) []int64 {
	var all []struct {
		Type string `json:"type"`
		User struct {
			ID int64 `json:"id"`
		} `json:"user"`
	}
	if json.Unmarshal(entities, &all) != nil {
		return nil
	}
	var ids []int64
	for _, e := range all {
		if e.Type == "text_mention" {
			ids = append(ids, e.User.ID)
		}
	}
	return ids
}

// mentions are the names in a text that Telegram makes mentions of: an "@" that no letter,
// digit or underscore stands before, and a name after it. What is part of an address of
// the web is none.
func mentions(text string) []string {
	var names []string
	before, word := ' ', 0
	for i, r := range text {
		if unicode.IsSpace(r) {
			word = i + utf8.RuneLen(r)
		}
		free := before != '_' && !unicode.IsLetter(before) && !unicode.IsDigit(before)
		if n := nameLength(text[min(i+1, len(text)):]); r == '@' && free && n >= 2 && n <= 32 && !webAddress(text[word:i]) {
			names = append(names, text[i+1:i+1+n])
		}
		before = r
	}
	return names
}

// webAddress tells whether the beginning of a word is an address with a path.
func webAddress(word string) bool {
	_, rest, ok := strings.Cut(word, "://")
	host, _, path := strings.Cut(rest, "/")
	return ok && path && strings.Contains(host, ".")
}
