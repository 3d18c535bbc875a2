package redisstore

import (
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func TestAnActorIsPackedToAFewBytesAndComesBack(t *testing.T) {
	for _, c := range []struct {
		name  string
		actor chat.Actor
		size  int
	}{
		{"a person on Telegram", chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "5000000123"}, 6},
		{"a group on Telegram", chat.Actor{Platform: "telegram", Kind: chat.Community, ID: "-1001234567890"}, 6},
		{"a person on Discord", chat.Actor{Platform: "discord", Kind: chat.Person, ID: "1312345678901234567"}, 9},
		{"the first of all", chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "1"}, 2},
		{"the largest number", chat.Actor{Platform: "discord", Kind: chat.Service, ID: "18446744073709551615"}, 9},
		{"a number too large", chat.Actor{Platform: "discord", Kind: chat.Service, ID: "18446744073709551616"}, 30},
		{"a number with a zero in front", chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "01"}, 13},
		{"none", chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "0"}, 12},
		{"less than none", chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "-0"}, 13},
		{"a plus", chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "+1"}, 13},
		{"a name", chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "ana"}, 14},
		{"a minus alone", chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "-"}, 12},
		{"another platform", chat.Actor{Platform: "terminal", Kind: chat.Person, ID: "1"}, 12},
	} {
		t.Run(c.name, func(t *testing.T) {
			packed := packActor(c.actor, c.actor.Key())
			if back, ok := unpackActor(packed); !ok || back != c.actor {
				t.Errorf("%q comes back as %q, %v", c.actor.Key(), back.Key(), ok)
			}
			if len(packed) != c.size {
				t.Errorf("it takes %d bytes, want %d", len(packed), c.size)
			}
		})
	}
}

// FuzzPackActor: what can be read is read as it was written, and nothing else is.
func FuzzPackActor(f *testing.F) {
	f.Add("\x01\x05", "123")
	f.Add("\x0c\xff\xff\xff\xff\xff\xff\xff\xff", "-9")
	f.Add("telegram/p/1", "007")
	f.Fuzz(func(t *testing.T, member, id string) {
		if actor, ok := unpackActor(member); ok && member[0] < firstLetter && packActor(actor, actor.Key()) != member {
			t.Errorf("%q is read as %q", member, actor.Key())
		}
		for _, kind := range packedKinds() {
			actor := chat.Actor{Platform: "discord", Kind: kind, ID: id}
			back, ok := unpackActor(packActor(actor, actor.Key()))
			if id != "" && (!ok || back != actor) {
				t.Errorf("%q comes back as %q", actor.Key(), back.Key())
			}
		}
	})
}
