package store

import (
	"hash/fnv"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Partitions is how many partitions there are. It is fixed: stored keys depend
// on it.
const Partitions = 64

// Partition is where an actor's data lives, 0 to 63.
type Partition uint8

// PartitionOf spreads actors evenly and always the same way (FNV-1a of the key).
func PartitionOf(actor chat.Actor) Partition {
	h := fnv.New32a()
	_, _ = h.Write([]byte(actor.Key()))
	return Partition(h.Sum32() % Partitions)
}

// Set is a set of partitions, one bit each.
type Set uint64

// AllPartitions holds every partition.
const AllPartitions = ^Set(0)

// Has tells whether p is in the set.
func (s Set) Has(p Partition) bool { return s&(1<<p) != 0 }

// With is the set with p added.
func (s Set) With(p Partition) Set { return s | 1<<p }
