package redisstore

import (
	"strconv"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Stored is what Redis itself has of an actor: the version, and what the messages from 1
// on say, up to the last.
func Stored(t *testing.T, s *Store, actor chat.Actor) (version uint64, messages []string) {
	t.Helper()
	get, all := ask("get", s.keys.of(actor).actor), ask("hgetall", s.keys.of(actor).mailbox)
	if err := s.do(t.Context(), get, all); err != nil {
		t.Fatal(err)
	}
	value, _, err := get.value()
	if err != nil {
		t.Fatal(err)
	}
	e, err := parseEntry(value)
	if err != nil {
		t.Fatal(err)
	}
	fields, err := all.texts()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for i := 0; i+1 < len(fields); i += 2 {
		found[fields[i]] = fields[i+1]
	}
	for seq := uint64(1); seq <= e.lastSeq; seq++ {
		l, err := parseLetter(actor, strconv.FormatUint(seq, 10), []byte(found[strconv.FormatUint(seq, 10)]))
		if err != nil {
			t.Fatalf("message %d: %v", seq, err)
		}
		messages = append(messages, string(l.Data))
	}
	return e.version, messages
}

// RawTurn is the commands of one turn whose only message has this Seq: the commit, and
// that the message was sent.
func RawTurn(s *Store, turn store.Turn, seq uint64) [][]any {
	return [][]any{s.commitCommand(turn).args, s.doneCommand(turn.Actor, seq).args}
}

// KeysOf are the keys of an actor's value and of its mailbox.
func KeysOf(s *Store, actor chat.Actor) (value, mailbox string) {
	p := s.keys.of(actor)
	return p.actor, p.mailbox
}

// RecordsOf is the key of an actor's chunks.
func RecordsOf(s *Store, actor chat.Actor) string { return s.keys.of(actor).chunks }

// IsClosing tells that Close was called.
func IsClosing(s *Store) bool { return s.closed() }

// IndexOf is where an actor stands in the index of timers: the key of the first format,
// the page, and the actor's name in the latter and in the former.
func IndexOf(s *Store, actor chat.Actor) (first, page, packed, member string) {
	p := s.keys.of(actor)
	return p.first, *p.index(), p.packed, p.member
}

// DirectoryOf is the key of the directory of an actor's page.
func DirectoryOf(s *Store, actor chat.Actor) string { return s.keys.of(actor).directory }
