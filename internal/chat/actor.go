package chat

import "strings"

// Platform names the adapter an actor belongs to, for example "telegram".
type Platform string

// ActorKind tells a person from a community.
type ActorKind byte

// The kinds of actor. The letters are part of stored keys: never change them.
const (
	Person    ActorKind = 'p'
	Community ActorKind = 'c'
	// Service is the bot itself on a platform: it has no conversation, only notes
	// that its adapter keeps.
	Service ActorKind = 's'
)

// Actor is whoever has a conversation with the bot. ID is opaque: only the
// adapter that made it reads it.
type Actor struct {
	Platform Platform
	Kind     ActorKind
	ID       string
}

// Key is the actor's name in the store: "telegram/p/123". It holds the raw id,
// so it never goes into a log, a metric or an error.
func (a Actor) Key() string {
	return string(a.Platform) + "/" + string(rune(a.Kind)) + "/" + a.ID
}

// ParseKey reads what Key wrote. The id may itself contain slashes.
func ParseKey(key string) (Actor, bool) {
	platform, rest, ok := strings.Cut(key, "/")
	if !ok || platform == "" || len(rest) < 3 || rest[1] != '/' {
		return Actor{}, false
	}
	kind := ActorKind(rest[0])
	if kind != Person && kind != Community && kind != Service {
		return Actor{}, false
	}
	return Actor{Platform: Platform(platform), Kind: kind, ID: rest[2:]}, true
}

// String hides the id, so that an actor printed by mistake names nobody.
func (a Actor) String() string { return string(a.Platform) + "/" + string(rune(a.Kind)) + "/…" }
