package redisstore

import (
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Every key begins with the tag of a partition, "{p17}", so that all keys of one
// partition live on one server of a cluster and a script may touch them together.
//
//	{p17}a:ACTOR  string  the actor: version, last Seq, timers' names, session (entry.go)
//	{p17}m:ACTOR  hash    the mailbox, while something is in it (letter.go)
//	{p17}c:ACTOR  hash    the records: Seq → data
//	{p17}n:ACTOR  hash    the adapter's notes: name → until, data
//	{p17}t        zset    timers: ESCAPED ACTOR, zero byte, name; by due time in ms
//	{p17}r        zset    actors whose head may go at once; by class and stamp
//	{p17}l        zset    actors whose head was put off; by class and time
//	{p17}k        zset    actors with parked messages
//	{p17}h:NAME   string  a lease: fence, holder; expires
//	{p17}f        string  the last fence that was given out
//	{p0}format    string  whose data this is
//
// Only leases and notes expire by themselves. What an actor has goes when it is
// forgotten, and a mailbox when it is empty. A fence stays for good: a later holder
// must never get a lower one.
const (
	formatKey   = "{p0}format"
	formatValue = "stillpoint 1"
)

func tag(p store.Partition) string { return "{p" + strconv.Itoa(int(p)) + "}" }

// place is where everything of one actor is.
type place struct {
	tag    string
	member string // the actor's key: also its name in the sorted sets
	part   store.Partition
}

func placeOf(actor chat.Actor) place {
	p := store.PartitionOf(actor)
	return place{tag: tag(p), member: actor.Key(), part: p}
}

func (p place) actor() string   { return p.tag + "a:" + p.member }
func (p place) mailbox() string { return p.tag + "m:" + p.member }
func (p place) chunks() string  { return p.tag + "c:" + p.member }
func (p place) notes() string   { return p.tag + "n:" + p.member }
func (p place) timers() string  { return timersKey(p.part) }
func (p place) ready() string   { return readyKey(p.part) }
func (p place) later() string   { return laterKey(p.part) }
func (p place) parked() string  { return parkedKey(p.part) }

func timersKey(p store.Partition) string { return tag(p) + "t" }
func readyKey(p store.Partition) string  { return tag(p) + "r" }
func laterKey(p store.Partition) string  { return tag(p) + "l" }
func parkedKey(p store.Partition) string { return tag(p) + "k" }
func fenceKey(p store.Partition) string  { return tag(p) + "f" }

func leaseKey(p store.Partition, name string) string { return tag(p) + "h:" + name }

// timerPrefix begins the members of an actor's timers. A zero byte ends it; one
// inside the key is written in two, so that members sort as keys and names do.
func (p place) timerPrefix() string {
	if !strings.ContainsAny(p.member, "\x00\x01") {
		return p.member + "\x00"
	}
	return strings.NewReplacer("\x00", "\x01\x01", "\x01", "\x01\x02").Replace(p.member) + "\x00"
}

// parseTimer reads a member of a sorted set of timers.
func parseTimer(member string) (actor chat.Actor, name string, ok bool) {
	key, name, ok := strings.Cut(member, "\x00")
	if !ok {
		return chat.Actor{}, "", false
	}
	if strings.Contains(key, "\x01") {
		key = strings.NewReplacer("\x01\x01", "\x00", "\x01\x02", "\x01").Replace(key)
	}
	actor, ok = chat.ParseKey(key)
	return actor, name, ok
}
