package discord

import (
	"encoding/json"
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// rights are what a member may do, by the bits that Discord numbers.
type rights uint64

const (
	mayAdminister      rights = 1 << 3
	mayManageServer    rights = 1 << 5
	maySee             rights = 1 << 10
	maySend            rights = 1 << 11
	mayMentionEveryone rights = 1 << 17
	mayManageEvents    rights = 1 << 33
	maySendInThreads   rights = 1 << 38
)

// rightsOf reads them. What cannot be read gives no right.
func rightsOf(raw json.RawMessage) rights {
	all, _ := strconv.ParseUint(textOf(raw), 10, 64)
	return rights(all)
}

// any reports whether one of some is among them, as it always is for who administers.
func (r rights) any(of rights) bool { return r&(of|mayAdminister) != 0 }

// post reports whether a member may write in a place of that kind themselves.
func (r rights) post(thread bool) bool {
	send := maySend
	if thread {
		send = maySendInThreads
	}
	return r.any(maySee) && r.any(send)
}

// rawPlace is a channel or thread, with what the member who asks may do there.
type rawPlace struct {
	Name        string          `json:"name"`
	Type        int             `json:"type"`
	Permissions json.RawMessage `json:"permissions"`
}

// thread reports whether it is one: of news, public or private.
func (c rawPlace) thread() bool { return c.Type >= 10 && c.Type <= 12 }

// rawRole is a role, and whether everybody may mention it.
type rawRole struct {
	Name        string `json:"name"`
	Mentionable bool   `json:"mentionable"`
}

// refusal is the id of the words that a request is refused with, because it would have
// the bot do what the member may not do themselves; empty when there is no such thing.
// What it does not name stays as it was, and nobody's rights are asked for that.
func (g given) refusal(ask chat.Request, i rawInteraction) string {
	var draft chat.Draft
	switch ask := ask.(type) {
	case chat.Draft:
		draft = ask
	case chat.Alter:
		draft = ask.Draft
	default:
		return ""
	}
	may := i.may()
	if id := draft.Place.ID; id != "" {
		at := i.at()
		if id != i.ChannelID {
			at = g.known.Channels[id]
			may = rightsOf(at.Permissions)
		}
		if !may.post(at.thread()) {
			return "desk.no-place"
		}
	}
	if id := draft.Role.ID; id != "" && !g.known.Roles[id].Mentionable && !may.any(mayMentionEveryone) {
		return "desk.no-mention"
	}
	return ""
}

// may is what the member may do where they are.
func (i rawInteraction) may() rights {
	if i.Member == nil {
		return 0
	}
	return rightsOf(i.Member.Permissions)
}

// at is the place where it was done.
func (i rawInteraction) at() rawPlace {
	var at rawPlace
	_ = json.Unmarshal(i.Channel, &at) // then it is a channel without a name
	return at
}
