package memstore

import (
	"cmp"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// place is an actor with its key, which everything is ordered by in the end.
type place struct {
	key   string
	actor chat.Actor
}

func comparePlaces(a, b place) int { return cmp.Compare(a.key, b.key) }

// occurrence is a timer in the order it becomes due.
type occurrence struct {
	due int64 // Unix milliseconds
	place
	name string
}

func compareOccurrences(a, b occurrence) int {
	return cmp.Or(cmp.Compare(a.due, b.due), comparePlaces(a.place, b.place), cmp.Compare(a.name, b.name))
}

// head is the first message of an actor that is not parked.
type head struct {
	class    store.Class
	earliest int64  // Unix milliseconds, when it was put off
	stamp    uint64 // grows with each head that may go at once
	place
	seq    uint64
	putOff bool
}

func compareReady(a, b head) int {
	return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.stamp, b.stamp))
}

func compareLater(a, b head) int {
	return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.earliest, b.earliest), comparePlaces(a.place, b.place))
}
