package redisstore

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// An actor's name in the index of timers is packed, because there is one for everybody
// with a reminder. It is a byte for platform, kind and sign, and the id as a number,
// big-endian, without zero bytes in front:
//
//	1 + 6*PLATFORM + 2*KIND + NEGATIVE, then 1 to 8 bytes
//
// Who has another platform, or an id that is not written as such a number is, stands
// there with the whole key: that begins with a letter.
const firstLetter = 0x20 // every code is below

// packedPlatforms and packedKinds are numbered by their place: only ever add to them.
func packedPlatforms() [2]chat.Platform { return [...]chat.Platform{"telegram", "discord"} }

func packedKinds() [3]chat.ActorKind {
	return [...]chat.ActorKind{chat.Person, chat.Community, chat.Service}
}

// packActor is the name of an actor in the index of timers. Key is its key.
func packActor(actor chat.Actor, key string) string {
	platforms, kinds := packedPlatforms(), packedKinds()
	platform, kind := slices.Index(platforms[:], actor.Platform), slices.Index(kinds[:], actor.Kind)
	digits, negative := strings.CutPrefix(actor.ID, "-")
	id, err := strconv.ParseUint(digits, 10, 64)
	if platform < 0 || kind < 0 || err != nil || id == 0 || digits[0] == '0' || digits[0] == '+' {
		return key
	}
	var b [9]byte
	binary.BigEndian.PutUint64(b[1:], id)
	at := 1
	for b[at] == 0 {
		at++
	}
	b[at-1] = byte(1 + 6*platform + 2*kind)
	if negative {
		b[at-1]++
	}
	return string(b[at-1:])
}

// unpackActor reads what packActor wrote; false when nothing of ours is written so.
func unpackActor(member string) (chat.Actor, bool) {
	if member == "" || member[0] >= firstLetter {
		return chat.ParseKey(member)
	}
	code, rest := int(member[0])-1, member[1:]
	platforms := packedPlatforms()
	if code < 0 || code/6 >= len(platforms) || rest == "" || len(rest) > 8 || rest[0] == 0 {
		return chat.Actor{}, false
	}
	var b [8]byte
	copy(b[8-len(rest):], rest)
	id := strconv.FormatUint(binary.BigEndian.Uint64(b[:]), 10)
	if code%2 == 1 {
		id = "-" + id
	}
	return chat.Actor{Platform: platforms[code/6], Kind: packedKinds()[code/2%3], ID: id}, true
}
