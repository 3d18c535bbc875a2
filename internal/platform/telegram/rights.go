package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// How long and of how many people it is remembered what Telegram said of their rights.
const (
	rightsLast = time.Minute
	maxRights  = 4096
)

// rights remembers for a moment who manages a group, until something there changes.
type rights struct {
	mu      sync.Mutex
	known   *simplelru.LRU[membership, grant]
	changes uint64 // how many changes were seen: an answer from before one says nothing
}

type membership struct{ group, who int64 }

type grant struct {
	manages bool
	until   time.Time
}

func newRights() *rights {
	known, err := simplelru.NewLRU[membership, grant](maxRights, nil)
	if err != nil {
		panic(err) // only for a size that is not positive
	}
	return &rights{known: known}
}

// get is what is known, and how many changes were seen so far.
func (r *rights) get(m membership, now time.Time) (manages, known bool, changes uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	g, ok := r.known.Get(m)
	return g.manages, ok && now.Before(g.until), r.changes
}

// put notes what Telegram said, unless something changed since it was asked.
func (r *rights) put(m membership, g grant, changes uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.changes == changes {
		r.known.Add(m, g)
	}
}

// changed forgets what is known of a group's member, and of all of them when who is 0.
func (r *rights) changed(group, who int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.changes++
	if who != 0 {
		r.known.Remove(membership{group, who})
		return
	}
	for _, m := range r.known.Keys() {
		if m.group == group {
			r.known.Remove(m)
		}
	}
}

// manages tells whether Telegram says that somebody administers a group, by the id that
// the house knows it by.
func (a *Adapter) manages(ctx context.Context, group, who int64) (bool, error) {
	m := membership{a.moves.now(ctx, group), who}
	yes, known, changes := a.rights.get(m, a.cfg.Now())
	if known {
		return yes, nil
	}
	status, err := a.statusOf(ctx, m)
	if moved, ok := movedTo(err); ok {
		a.noteMove(ctx, group, moved)
		m.group = moved
		status, err = a.statusOf(ctx, m)
	}
	if err != nil {
		return false, err
	}
	yes = status == "creator" || status == "administrator"
	a.rights.put(m, grant{yes, a.cfg.Now().Add(rightsLast)}, changes)
	return yes, nil
}

// statusOf asks Telegram what somebody is in a group. Who was never there has left.
func (a *Adapter) statusOf(ctx context.Context, m membership) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, a.cfg.SendTimeout)
	defer cancel()
	answer := buffer()
	defer release(answer)
	err := a.client.call(ctx, getChatMember, a.client.header, memberBody(m), answer)
	if nobodyOfTheirs(err) {
		return "left", nil
	}
	if err != nil {
		return "", fmt.Errorf("asking who somebody is in a group: %w", err)
	}
	return memberStatus(answer)
}

func memberStatus(answer *bytes.Buffer) (string, error) {
	var got struct {
		Result struct {
			Status string `json:"status"`
		} `json:"result"`
	}
	if json.Unmarshal(answer.Bytes(), &got) != nil || got.Result.Status == "" {
		return "", fmt.Errorf("reading who somebody is in a group: %w", errNoJSON)
	}
	return got.Result.Status, nil
}

func memberBody(m membership) []byte {
	body := strconv.AppendInt([]byte(`{"chat_id":`), m.group, 10)
	return append(strconv.AppendInt(append(body, `,"user_id":`...), m.who, 10), '}')
}

// nobodyOfTheirs tells the refusals that are about a user whom the group does not know.
func nobodyOfTheirs(err error) bool {
	var no *apiError
	if !errors.As(err, &no) || no.code != http.StatusBadRequest {
		return false
	}
	said := strings.ToLower(no.description)
	return strings.Contains(said, "user not found") || strings.Contains(said, "participant_id_invalid") || strings.Contains(said, "member not found")
}
