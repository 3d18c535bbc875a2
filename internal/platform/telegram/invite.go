package telegram

import (
	"context"
	"net/url"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/time/rate"
)

// How many invitations a group gets: a few at once, then fewer than the twenty
// messages a minute that Telegram allows there.
const (
	inviteEvery = 4 * time.Second
	inviteBurst = 3
)

// invite answers a command in a group with the way to the private chat: nobody is
// asked there how they are.
func (a *Adapter) invite(m invited) {
	signs, me := a.cfg.Signs(m.locale), a.me.Load()
	if signs.InGroup == "" || me == nil || !a.invites.allow(m.to.chat, a.cfg.Now()) {
		return
	}
	var rows [][]button
	if signs.Privately != "" {
		link := linkTo(me.Username, url.QueryEscape(m.command))
		rows = [][]button{{{Text: label(signs.Privately), URL: link}}}
	}
	text := clip(signs.InGroup, maxText/2)
	a.tidying.add(func(ctx context.Context) error {
		a.cfg.Observe("invitation", 1)
		return a.errand(ctx, sendMessage, sendBody(m.to, text, rows))
	})
}

// invites keeps a group from being filled with invitations.
type invites struct {
	mu     sync.Mutex
	groups *simplelru.LRU[int64, *rate.Limiter]
}

func newInvites() *invites {
	groups, err := simplelru.NewLRU[int64, *rate.Limiter](1024, nil)
	if err != nil {
		panic(err) // only for a size that is not positive
	}
	return &invites{groups: groups}
}

// allow tells whether a group can have one more now.
func (i *invites) allow(group int64, now time.Time) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	limiter, ok := i.groups.Get(group)
	if !ok {
		limiter = rate.NewLimiter(rate.Every(inviteEvery), inviteBurst)
		i.groups.Add(group, limiter)
	}
	return limiter.AllowN(now, 1)
}
