package boltstore

import (
	"encoding/binary"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// bucket is one of the file's buckets. ACTOR is the actor's key as appendActor
// writes it; numbers are big-endian, so that keys sort as their values do.
type bucket int

const (
	actors  bucket = iota // ACTOR → version, last message number, head, session
	chunks                // ACTOR, Seq (4) → data
	letters               // ACTOR, Seq (8) → message
	timers                // ACTOR, name → due
	due                   // due, ACTOR, name → nothing
	ready                 // class, stamp (8) → Seq (8), ACTOR: heads that may go at once
	later                 // class, earliest, ACTOR → Seq (8): heads that were put off
	parked                // ACTOR, Seq (8) → nothing
	notes                 // ACTOR, name → until, data
	buckets               // how many there are
)

func (b bucket) name() []byte {
	return []byte([...]string{"actors", "chunks", "letters", "timers", "due", "ready", "later", "parked", "notes"}[b])
}

// The bucket "meta" says whose file this is. It has no checksums: a newer format
// may have others.
const (
	metaBucket = "meta"
	magicKey   = "magic"
	magicValue = "stillpoint-store"
	formatKey  = "format"
	format     = 2 // 1 had no notes
)

// appendActor appends the actor's key and an end mark. A zero byte in an id is
// followed by 0xFF, so that no key is the beginning of another one's and keys
// still sort as the ids do.
func appendActor(dst []byte, actor chat.Actor) []byte {
	key := actor.Key()
	for i := range len(key) {
		if dst = append(dst, key[i]); key[i] == 0 {
			dst = append(dst, 0xFF)
		}
	}
	return append(dst, 0, 1)
}

// cutActor reads an actor from the front of b.
func cutActor(b []byte) (actor chat.Actor, rest []byte, ok bool) {
	key := make([]byte, 0, len(b))
	for i := 0; i+1 < len(b); i++ {
		if b[i] != 0 {
			key = append(key, b[i])
			continue
		}
		i++
		switch b[i] {
		case 1:
			actor, ok = chat.ParseKey(string(key))
			return actor, b[i+1:], ok
		case 0xFF:
			key = append(key, 0)
		default:
			return chat.Actor{}, nil, false
		}
	}
	return chat.Actor{}, nil, false
}

func actorKey(actor chat.Actor) []byte { return appendActor(make([]byte, 0, 64), actor) }

func chunkKey(actor chat.Actor, seq uint32) []byte {
	return binary.BigEndian.AppendUint32(actorKey(actor), seq)
}

func letterKey(actor chat.Actor, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(actorKey(actor), seq)
}

func timerKey(actor chat.Actor, name string) []byte { return append(actorKey(actor), name...) }

func noteKey(actor chat.Actor, name string) []byte { return append(actorKey(actor), name...) }

func dueKey(actor chat.Actor, at int64, name string) []byte {
	return append(appendActor(appendTime(nil, at), actor), name...)
}

// appendTime writes Unix milliseconds so that times before 1970 sort first.
func appendTime(dst []byte, ms int64) []byte {
	return binary.BigEndian.AppendUint64(dst, uint64(ms)^1<<63)
}

// readTime reads eight bytes that appendTime wrote.
func readTime(b []byte) int64 { return int64(binary.BigEndian.Uint64(b) ^ 1<<63) }

func timeOf(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
