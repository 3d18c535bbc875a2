package redisstore

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// The scripts are tried one by one on a small Redis in this process, whose clock stands
// still. It has a Lua of its own, and so cannot tell these, which the tests on a real
// server do: that the names of keys fit one slot of a cluster, the codes of errors such as
// WRONGTYPE and OOM, how numbers beyond 2^53 and bytes above 127 come through, that a
// script which fails half-way would leave its first half, and how long anything takes.

// scriptCase is one run of a script. KEYS are one letter each, as in keys.go: a the actor,
// m mailbox, c chunks, n notes, t timers, r ready, l later, k parked, h lease, f fence.
type scriptCase struct {
	name   string
	before []string // KEY TEXT, KEY[FIELD] TEXT, or KEY<MEMBER> SCORE
	argv   []any
	want   string   // the answer; after "error " a part of it
	after  []string // as before; nil when nothing changes
}

// still is the time by the server's clock, and stamped the score of a head of class 0
// that is ready now.
const (
	still   = 1_700_000_000_000 // ms
	stamped = "122163200000000"
)

// tryAll runs the cases of one script.
func tryAll(t *testing.T, s script, keys string, cases []scriptCase) {
	t.Helper()
	server := miniredis.RunT(t)
	client := redis.NewClient(&redis.Options{Addr: server.Addr(), Protocol: 2, DisableIdentity: true})
	t.Cleanup(func() { _ = client.Close() })
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			server.FlushAll()
			server.SetTime(time.UnixMilli(still))
			prepare(t, server, c.before)
			got, err := client.Eval(t.Context(), s.source, strings.Split(keys, ""), c.argv...).Result()
			answer := fmt.Sprint(got)
			if err != nil {
				answer = "error " + err.Error()
			}
			part, fails := strings.CutPrefix(c.want, "error ")
			if answer != c.want && (!fails || err == nil || !strings.Contains(answer, part)) {
				t.Errorf("it answers %s, want %s", answer, c.want)
			}
			want := c.after
			if want == nil {
				want = c.before
			}
			want = slices.Sorted(slices.Values(want))
			if is := dump(t, server); !slices.Equal(is, want) {
				t.Errorf("there is %q\n    want %q", is, want)
			}
		})
	}
}

// prepare stores what lines of a case say.
func prepare(t *testing.T, server *miniredis.Miniredis, lines []string) {
	t.Helper()
	for _, line := range lines {
		place, value, _ := strings.Cut(line, " ")
		key, inside := place[:1], strings.Trim(place[1:], "[]<>")
		var err error
		switch {
		case strings.Contains(place, "["):
			server.HSet(key, inside, value)
		case strings.Contains(place, "<"):
			var score float64
			if _, err = fmt.Sscan(value, &score); err == nil {
				_, err = server.ZAdd(key, score, inside)
			}
		default:
			err = server.Set(key, value)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// dump is all that is stored, in lines as cases have them. What ends by itself says when:
// KEY~TIME.
func dump(t *testing.T, server *miniredis.Miniredis) (lines []string) {
	t.Helper()
	for _, key := range server.Keys() {
		if left := server.TTL(key); left > 0 {
			lines = append(lines, key+"~"+left.String())
		}
		switch kind := server.Type(key); kind {
		case "string":
			text, err := server.Get(key)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, key+" "+text)
		case "hash":
			fields, err := server.HKeys(key)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range fields {
				lines = append(lines, key+"["+f+"] "+server.HGet(key, f))
			}
		case "zset":
			members, err := server.SortedSet(key)
			if err != nil {
				t.Fatal(err)
			}
			for m, score := range members {
				lines = append(lines, fmt.Sprintf("%s<%s> %.0f", key, m, score))
			}
		default:
			t.Fatalf("a key of type %s", kind)
		}
	}
	slices.Sort(lines)
	return lines
}

// kept is an actor's value with timers.
func kept(version, last, top int, timers, session string) string {
	return fmt.Sprintf("a %d %d %d %d %s%s", version, last, top, len(timers), timers, session)
}

// daily is a timer of that name in a list of timers; due is in the form of a due time.
func daily(name string, ms int64) string { return string(rune(len(name))) + name + due(ms) }

func due(ms int64) string { return string(appendDue(nil, ms)) }
