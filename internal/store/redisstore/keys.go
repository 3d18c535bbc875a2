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
//	{p17}t:PAGE   zset    a page of the index of timers: actors, by the first due time in ms
//	{p17}d        zset    its pages; by the first due time in each
//	{p17}r        zset    actors whose head may go at once; by class and stamp
//	{p17}l        zset    actors whose head was put off; by class and time
//	{p17}k        zset    actors with parked messages
//	{p17}h:NAME   string  a lease: fence, holder; expires
//	{p17}f        string  the last fence that was given out
//	{p0}format    string  whose data this is
//	{p0}u         string  that older processes may be at work still; expires (upgrade.go)
//
// ACTOR is the actor's key, telegram/p/123, and that is also its name in the sets; in the
// index of timers it is packed (member.go). PAGE is 0 to 127. Redis keeps a sorted set of
// up to 128 small members in one piece of memory, 20 bytes each, and a larger one in a tree,
// 130 bytes each: therefore the pages, enough for 800,000 people with reminders, and no
// more than their directory has room for in one piece. Before format 2 the index was one set, {p17}t. Only
// leases and notes expire by themselves. What an actor has goes when it is forgotten,
// and a mailbox when it is empty. A fence stays for good: a later holder must never get
// a lower one.
const (
	formatKey   = "{p0}format"
	formatValue = "stillpoint 2"
	formatFirst = "stillpoint 1" // had one index of timers a partition
	upgradedKey = "{p0}u"
)

// pages is how many pages the index of timers of one partition has. It is fixed: stored
// keys depend on it.
const pages = 128

// partition is the names of the keys that the actors of one partition share.
type partition struct {
	tag, directory, ready, later, parked, fence string

	first string        // the index of timers of the first format
	pages [pages]string // and of this one
}

// layout is the keys of all partitions, so that a call need not spell them.
type layout [store.Partitions]partition

func newLayout() *layout {
	var l layout
	for p := range l {
		tag := "{p" + strconv.Itoa(p) + "}"
		l[p] = partition{tag: tag, directory: tag + "d", ready: tag + "r", later: tag + "l", parked: tag + "k", fence: tag + "f", first: tag + "t"}
		for page := range l[p].pages {
			l[p].pages[page] = tag + "t:" + strconv.Itoa(page)
		}
	}
	return &l
}

// place is where everything of one actor is. The keys of its partition come with it.
type place struct {
	*partition

	part                          store.Partition
	page                          int
	member                        string // the actor's key, and its name in the sets
	packed                        string // its name in the index of timers
	actor, mailbox, chunks, notes string
}

// pageOf spreads the actors of a partition over its pages, always the same way (FNV-1a of
// the key, but other bits of it than the partition is made of).
func pageOf(key string) int {
	h := uint32(2166136261)
	for i := range len(key) {
		h = (h ^ uint32(key[i])) * 16777619
	}
	return int(h>>16) % pages
}

// index is the key of the actor's page in the index of timers.
func (p *place) index() *string { return &p.pages[p.page] }

func (l *layout) of(actor chat.Actor) *place {
	p, member := store.PartitionOf(actor), actor.Key()
	tag := l[p].tag
	all := tag + "a:" + member + tag + "m:" + member + tag + "c:" + member + tag + "n:" + member
	n := len(all) / 4
	return &place{
		partition: &l[p], part: p, member: member, page: pageOf(member), packed: packActor(actor, member),
		actor: all[:n], mailbox: all[n : 2*n], chunks: all[2*n : 3*n], notes: all[3*n:],
	}
}

func (p *partition) lease(name string) string { return p.tag + "h:" + name }
