package redisstore

import (
	"crypto/sha1" //nolint:gosec // the name that Redis gives a script, and no secret
	_ "embed"
	"encoding/hex"
)

//go:embed post.lua
var postLua string

//go:embed index.lua
var indexLua string

//go:embed commits.lua
var commitsLua string

//go:embed mend.lua
var mendLua string

//go:embed commit.lua
var commitLua string

//go:embed forget.lua
var forgetLua string

//go:embed head.lua
var headLua string

//go:embed begin.lua
var beginLua string

//go:embed done.lua
var doneLua string

//go:embed put.lua
var putLua string

//go:embed release.lua
var releaseLua string

//go:embed letter.lua
var letterLua string

//go:embed last.lua
var lastLua string

//go:embed note.lua
var noteLua string

//go:embed hold.lua
var holdLua string

//go:embed drop.lua
var dropLua string

// script is a Lua script and the name under which Redis remembers it.
type script struct{ source, sha string }

func newScript(source string) script {
	sum := sha1.Sum([]byte(source)) //nolint:gosec // see above
	return script{source, hex.EncodeToString(sum[:])}
}

// scripts are all there are, each with what it shares with others in front.
type scripts struct {
	commit, commits, forget, mend, begin, done, put, release, letter, last, note, hold, drop script
}

func newScripts() *scripts {
	return &scripts{
		commit: newScript(indexLua + postLua + commitLua), forget: newScript(indexLua + postLua + forgetLua),
		commits: newScript(indexLua + commitsLua), mend: newScript(indexLua + postLua + mendLua),
		begin: newScript(beginLua), done: newScript(headLua + doneLua), put: newScript(headLua + putLua),
		release: newScript(headLua + releaseLua), letter: newScript(letterLua), last: newScript(lastLua),
		note: newScript(noteLua), hold: newScript(holdLua), drop: newScript(dropLua),
	}
}

func (s *scripts) all() []script {
	return []script{s.commit, s.commits, s.forget, s.mend, s.begin, s.done, s.put, s.release, s.letter, s.last, s.note, s.hold, s.drop}
}
