package redisstore

import "github.com/stillpoint-bot/stillpoint/internal/store"

// RawTurn is the commands of one turn whose only message has this Seq: the commit, and
// that the message was sent.
func RawTurn(s *Store, turn store.Turn, seq uint64) [][]any {
	p := s.keys.of(turn.Actor)
	keys := []string{p.mailbox(), p.ready, p.later, p.parked, p.actor(), p.notes()}
	return [][]any{s.commitCommand(turn).args, s.scripts.done.run(keys, digits(seq), p.member).args}
}
