package redisstore

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func FuzzParseLetter(f *testing.F) {
	actor := chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "1"}
	for _, l := range []store.Letter{
		{State: store.Waiting, Data: []byte("hello")},
		{State: store.Parked, Class: store.Post, Attempts: 3, Reason: "not 1 word"},
		{State: store.Sending, Earliest: time.UnixMilli(-5).UTC(), Data: []byte(" 3 4 ")},
	} {
		f.Add(appendLetter(nil, l))
	}
	f.Fuzz(func(t *testing.T, value []byte) {
		l, err := parseLetter(actor, "7", value)
		if err != nil {
			return
		}
		again, err := parseLetter(actor, "7", appendLetter(nil, l))
		if err != nil || !bytes.Equal(again.Data, l.Data) || again.Reason != l.Reason || !again.Earliest.Equal(l.Earliest) || again.Attempts != l.Attempts {
			t.Fatalf("%+v comes back as %+v, %v", l, again, err)
		}
	})
}

func FuzzParseEntry(f *testing.F) {
	f.Add([]byte("12 3 0 0 session"))
	f.Add([]byte("1 0 0 10 \x03abc\x80\x00\x00\x00\x00\x01s"))
	f.Fuzz(func(t *testing.T, value []byte) {
		e, err := parseEntry(value)
		if err != nil {
			return
		}
		if !bytes.HasSuffix(value, e.session) {
			t.Fatal("a session that is not the end of the value")
		}
		var timers []byte
		for name, due := range e.timers.all() {
			timers = appendDue(append(append(timers, byte(len(name))), name...), due)
		}
		if !bytes.HasSuffix(value, append(timers, e.session...)) {
			t.Fatalf("%q is not what %q holds", e.timers, value)
		}
		again, err := parseEntry(e.append(nil))
		if err != nil || !reflect.DeepEqual(again, e) {
			t.Fatalf("%+v comes back as %+v, %v", e, again, err)
		}
	})
}

func FuzzParseAddress(f *testing.F) {
	for _, raw := range []string{"redis://u:p@h:1/2", "redis-cluster://a,b:2", "redis-sentinel://[::1],b?master_name=m", "unix:///s?db=1", "rediss://h?addr=b:1"} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		if _, err := parseAddress(raw); err != nil && err != errAddress && err != errDatabase { //nolint:errorlint // told apart by what they are
			t.Fatalf("an error that may quote the address: %v", err)
		}
	})
}

func TestTheFormsOfAnAddress(t *testing.T) {
	for _, c := range []struct {
		raw   string
		kind  kind
		hosts string
		db    int
	}{
		{"redis://h", single, "h:6379", 0},
		{"redis://u:p@h:1/2", single, "h:1", 2},
		{"rediss://[::1]:7/3", single, "[::1]:7", 3},
		{"unix:///run/redis.sock?db=4", single, "/run/redis.sock", 4},
		{"redis-sentinel://a:1,b:2,c/5?master_name=m&password=x", sentinel, "a:1, b:2, c:6379", 5},
		{"redis://a:1?addr=b:2&master_name=m", sentinel, "a:1, b:2", 0},
		{"redis-cluster://u:p@a:1,b", cluster, "a:1, b:6379", 0},
		{"redis://a:1,b:2/0", cluster, "a:1, b:2", 0},
		{"rediss://a:1?addr=b:2", cluster, "a:1, b:2", 0},
	} {
		a, err := parseAddress(c.raw)
		if err != nil {
			t.Errorf("%s: %v", c.raw, err)
			continue
		}
		if a.kind != c.kind || a.hosts() != c.hosts || a.database() != c.db {
			t.Errorf("%s: kind %d at %s, database %d", c.raw, a.kind, a.hosts(), a.database())
		}
		if a.kind == cluster && strings.HasPrefix(c.raw, "rediss") != (a.options.cluster.TLSConfig != nil) {
			t.Errorf("%s: TLS is not as asked", c.raw)
		}
	}
}

func TestAnAddressSaysForHowManyReplicasToWait(t *testing.T) {
	for raw, want := range map[string]int{
		"redis://h": 0, "redis://h?wait=1": 1, "redis://h/2?read_timeout=1s&wait=2": 2, "redis-sentinel://a,b/0?wait=1&master_name=m": 1,
	} {
		if a, err := parseAddress(raw); err != nil || a.wait != want {
			t.Errorf("%s: %d (%v)", raw, a.wait, err)
		}
	}
	for _, raw := range []string{"redis://h?wait=x", "redis://h?wait=-1", "redis://h?wait=100"} {
		if _, err := parseAddress(raw); !errors.Is(err, errAddress) {
			t.Errorf("%s: %v", raw, err)
		}
	}
}

func TestATimersTimeComesBack(t *testing.T) {
	for _, ms := range []int64{0, -1, 1, -dueZero, dueZero - 1, 1_800_000_000_123} {
		if got := readDue(appendDue(nil, ms)); !validDue(ms) || got != ms {
			t.Errorf("%d comes back as %d", ms, got)
		}
	}
	if validDue(dueZero) || validDue(-dueZero-1) {
		t.Error("a time that does not fit is taken")
	}
}

func TestWhatATurnDoesToTimersInTheEnd(t *testing.T) {
	at := func(name string, ms int64) store.Timer { return store.Timer{Name: name, Due: time.UnixMilli(ms)} }
	fired := at("daily", 1)
	removes, sets := timers(store.Turn{Fired: &fired, Cancel: []string{"a", "b", "a"}, Set: []store.Timer{at("b", 1), at("daily", 2), at("b", 3)}})
	if !reflect.DeepEqual(removes, []string{"a"}) || !reflect.DeepEqual(sets, []store.Timer{at("b", 3), at("daily", 2)}) {
		t.Errorf("removed %v, set %v", removes, sets)
	}
}

func TestWhichKeysAreOurs(t *testing.T) {
	l := newLayout()
	p := l.of(chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "1"})
	for _, key := range []string{
		formatKey, p.actor, p.mailbox, p.chunks, p.notes, p.first, *p.index(), p.directory, p.ready, p.later, p.parked, p.fence,
		l[63].lease("telegram"), l[0].directory,
	} {
		if !ours(key) {
			t.Errorf("%s is called somebody else's", key)
		}
	}
	for _, key := range []string{
		"", "format", "a:telegram/p/1", "{p64}t", "{p-1}t", "{p01}t", "{p1}", "{p1}x", "{p1}tt", "{p1}a:", "{p1}z:1", "{p1}am:1", "{p1", "p1}t", "{p}t", "{q1}t",
	} {
		if ours(key) {
			t.Errorf("%s is called ours", key)
		}
	}
}
