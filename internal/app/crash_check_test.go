package app

import (
	"bytes"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/record"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// crashScene is what is left on the disk, open to be looked at.
type crashScene struct {
	*testing.T
	*crashTest
	store  *boltstore.Store
	ring   *vault.Ring
	sent   []sent
	deaths []death
}

// check holds what is left against what a replay comes to, and tells how many keys
// there are.
func (c *crashTest) check(t *testing.T, dir string, deaths []death) int {
	t.Helper()
	s := crashScene{T: t, crashTest: c, deaths: deaths}
	var err error
	if s.store, err = boltstore.Open(filepath.Join(dir, crashStore), boltstore.Config{}); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.store.Close() }()
	if s.ring, err = vault.New(crashKeys()); err != nil {
		t.Fatal(err)
	}
	if s.sent, err = readSent(dir); err != nil {
		t.Fatal(err)
	}
	for actor, want := range c.replay.actors {
		s.session(actor, want)
		s.records(actor, want)
		s.mail(actor, want)
	}
	s.timers()
	s.duplicates()
	if at, err := readOffset(dir); err != nil || at != len(c.story.moments) {
		s.wrong("%d of %d events were acknowledged (%v)", at, len(c.story.moments), err)
	}
	return s.keys()
}

func (s *crashScene) wrong(format string, args ...any) {
	s.Helper()
	s.Errorf("died at %v: "+format, append([]any{s.deaths}, args...)...)
}

func (s *crashScene) session(actor chat.Actor, want *replayed) {
	s.Helper()
	snapshot, err := s.store.Load(s.Context(), actor)
	if err != nil {
		s.Fatal(err)
	}
	if !want.known {
		if snapshot.Version != 0 {
			s.wrong("%s was forgotten and has version %d", actor.ID, snapshot.Version)
		}
		return
	}
	plain, err := s.ring.Open(nil, snapshot.Session, []byte("session/"+actor.Key()))
	if err != nil || snapshot.Version != want.session.Turn || !bytes.Equal(plain, want.session.Encode(nil)) {
		s.wrong("%s is at version %d, a replay at %d, and they differ (%v)", actor.ID, snapshot.Version, want.session.Turn, err)
	}
}

func (s *crashScene) records(actor chat.Actor, want *replayed) {
	s.Helper()
	chunks, err := s.store.Records(s.Context(), actor)
	if err != nil {
		s.Fatal(err)
	}
	var all []record.Record
	for _, c := range chunks {
		plain, err := s.ring.Open(nil, c.Data, []byte("records/1/"+actor.Key()))
		if err != nil {
			s.Fatal(err)
		}
		some, err := record.Decode(plain)
		if err != nil {
			s.Fatal(err)
		}
		all = append(all, some...)
	}
	if !reflect.DeepEqual(all, want.records) {
		s.wrong("%s has the records %v, a replay %v", actor.ID, all, want.records)
	}
}

// mail: every committed message was delivered in the order of the commits, or is
// parked with a reason.
func (s *crashScene) mail(actor chat.Actor, want *replayed) {
	s.Helper()
	var delivered []string
	seen := map[string]bool{}
	for _, m := range s.sent {
		if m.To == actor.ID && !seen[m.ID] {
			seen[m.ID] = true
			delivered = append(delivered, m.Hash)
		}
	}
	parked := s.parked(actor)
	for i, m := range want.mail {
		switch hash := hashOf(m); {
		case len(delivered) > 0 && delivered[0] == hash:
			delivered = delivered[1:]
		case len(parked) > 0 && parked[0] == hash:
			parked = parked[1:]
		default:
			s.wrong("message %d to %s was neither delivered in its turn nor parked", i, actor.ID)
			return
		}
	}
	if len(delivered)+len(parked) > 0 {
		s.wrong("%d messages to %s that nobody committed", len(delivered)+len(parked), actor.ID)
	}
}

func (s *crashScene) parked(actor chat.Actor) (hashes []string) {
	s.Helper()
	letters, err := s.store.Parked(s.Context(), store.AllPartitions, 100)
	if err != nil {
		s.Fatal(err)
	}
	for _, l := range letters {
		if l.Actor != actor {
			continue
		}
		plain, err := s.ring.Open(nil, l.Data, conversation.MessageContext(actor))
		if err != nil || l.Reason == "" {
			s.wrong("parked for %q: %v", l.Reason, err)
		}
		m, err := chat.DecodeMessage(plain)
		if err != nil {
			s.Fatal(err)
		}
		hashes = append(hashes, hashOf(m))
	}
	return hashes
}

func (s *crashScene) timers() {
	s.Helper()
	due, _, err := s.store.Due(s.Context(), store.AllPartitions, crashStart().AddDate(1, 0, 0), 100)
	if err != nil {
		s.Fatal(err)
	}
	want := 0
	for _, p := range s.replay.actors {
		want += len(p.timers)
	}
	for _, o := range due {
		if at := s.replay.actors[o.Actor].timers[o.Name]; !at.Equal(o.Due) {
			s.wrong("timer %s is set for %v, a replay has %v", o.Name, o.Due, at)
		}
	}
	if len(due) != want {
		s.wrong("%d timers are set, a replay has %d", len(due), want)
	}
}

// duplicates: at most one a death, and only of the message whose window it died in.
func (s *crashScene) duplicates() {
	s.Helper()
	excused := map[string]int{}
	for _, d := range s.deaths {
		switch d.point {
		case "deliver/sent", "done/begin", "done/written":
			excused[d.last]++
		}
	}
	times := map[string]int{}
	for _, m := range s.sent {
		if times[m.ID]++; times[m.ID] > 1+excused[m.ID] {
			s.wrong("message %s was delivered %d times", m.ID, times[m.ID])
		}
	}
}

// keys: nothing is left over, and nothing at all of who was forgotten.
func (s *crashScene) keys() int {
	s.Helper()
	n, err := s.store.KeyCount()
	if err != nil {
		s.Fatal(err)
	}
	if s.story.nothing && n != 0 {
		s.wrong("%d keys are left of somebody who was forgotten", n)
	}
	if heads, _, err := s.store.Heads(s.Context(), store.AllPartitions, crashStart().Add(100*365*24*time.Hour), 10); err != nil || len(heads) > 0 {
		s.wrong("%d chats have messages that wait (%v)", len(heads), err)
	}
	parked, err := s.store.Parked(s.Context(), store.AllPartitions, 100)
	if err != nil {
		s.Fatal(err)
	}
	if len(parked) > 0 {
		n = -1 // who could not be reached when may differ, and the keys with it
	}
	if s.crashTest.keys >= 0 && n >= 0 && n != s.crashTest.keys {
		s.wrong("%d keys are left, without a crash %d", n, s.crashTest.keys)
	}
	return n
}
