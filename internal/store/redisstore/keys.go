package redisstore

import (
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Every key begins with the tag of a partition, "{p17}", so that all keys of one
// partition live on one server of a cluster and a script may touch them together.
//
//	{p17}a:ACTOR  string  the actor: version, last Seq, timers, session (entry.go)
//	{p17}m:ACTOR  hash    the mailbox, while something is in it (letter.go)
//	{p17}c:ACTOR  hash    the records: Seq → data
//	{p17}n:ACTOR  hash    the adapter's notes: name → until, data
//	{p17}t        zset    actors with timers; by the first due time in ms
//	{p17}r        zset    actors whose head may go at once; by class and stamp
//	{p17}l        zset    actors whose head was put off; by class and time
//	{p17}k        zset    actors with parked messages
//	{p17}h:NAME   string  a lease: fence, holder; expires
//	{p17}f        string  the last fence that was given out
//	{p0}format    string  whose data this is
//
// ACTOR is the actor's key, telegram/p/123, and that is also its name in the sets. Only
// leases and notes expire by themselves. What an actor has goes when it is forgotten,
// and a mailbox when it is empty. A fence stays for good: a later holder must never get
// a lower one.
const (
	formatKey   = "{p0}format"
	formatValue = "stillpoint 1"
)

// partition is the names of the keys that the actors of one partition share.
type partition struct{ tag, timers, ready, later, parked, fence string }

// layout is the keys of all partitions, so that a call need not spell them.
type layout [store.Partitions]partition

func newLayout() *layout {
	var l layout
	for p := range l {
		tag := "{p" + strconv.Itoa(p) + "}"
		l[p] = partition{tag: tag, timers: tag + "t", ready: tag + "r", later: tag + "l", parked: tag + "k", fence: tag + "f"}
	}
	return &l
}

// place is where everything of one actor is. The keys of its partition come with it.
type place struct {
	*partition

	part                          store.Partition
	member                        string // the actor's key, and its name in the sets
	actor, mailbox, chunks, notes string
}

func (l *layout) of(actor chat.Actor) *place {
	p, member := store.PartitionOf(actor), actor.Key()
	tag := l[p].tag
	all := tag + "a:" + member + tag + "m:" + member + tag + "c:" + member + tag + "n:" + member
	n := len(all) / 4
	return &place{
		partition: &l[p], part: p, member: member,
		actor: all[:n], mailbox: all[n : 2*n], chunks: all[2*n : 3*n], notes: all[3*n:],
	}
}

func (p *partition) lease(name string) string { return p.tag + "h:" + name }
