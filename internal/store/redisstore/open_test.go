package redisstore_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

const password = "a-secret-word"

// refusal is what Open says, in one line that holds no password and no port.
func refusal(t *testing.T, cfg redisstore.Config) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	cfg.Patience = 50 * time.Millisecond
	s, _, err := redisstore.Open(ctx, cfg)
	if err == nil {
		_ = s.Close()
		return "opened"
	}
	text := err.Error()
	if strings.Contains(text, "\n") || strings.Contains(text, password) {
		t.Errorf("more than a line, or the password: %q", text)
	}
	return text
}

func TestWhyAServerIsRefused(t *testing.T) {
	locked := redistest.Start(t, "--requirepass", password)
	server := redistest.Start(t, redistest.Durable()...)
	replica := redistest.Start(t, "--replicaof", strings.Replace(server.Addr, ":", " ", 1))
	cluster := redistest.StartCluster(t)
	evicting := redistest.Start(t, "--maxmemory-policy", "allkeys-lru", "--appendonly", "yes")
	forgetful := redistest.Start(t, "--save", "", "--appendonly", "no")
	snapshots := redistest.Start(t, "--save", "60 1", "--appendonly", "no")
	foreign, newer := redistest.Start(t), redistest.Start(t)
	do(t, foreign, "SET", "somebody", "else")
	do(t, newer, "SET", "{p0}format", "stillpoint 3")
	old := oldServer(t)
	nobody := closedPort(t)
	for _, c := range []struct {
		name, url string
		want      string
	}{
		{"nothing listens there", "redis://u:" + password + "@" + nobody, "nothing that is Redis can be reached at " + nobody + ": connect: connection refused"},
		{"no server of the cluster listens", "redis-cluster://:" + password + "@" + nobody, "nothing that is Redis can be reached at " + nobody + ": connect: connection refused"},
		{"the password is missing", locked.URL(), "no password was given and Redis wants one: put it into the address, redis://:password@host"},
		{"the password is wrong", "redis://:not-" + password + "@" + locked.Addr, "not accepted by Redis: the user or the password in the address"},
		{"the user is unknown", "redis://nobody:" + password + "@" + locked.Addr, "not accepted by Redis: the user or the password in the address"},
		{"a password where none is wanted opens all the same", "redis://:" + password + "@" + server.Addr, "opened"},
		{"the server is too old", "redis://" + old, "the Redis there is too old: it is version 5.0.7, and Stillpoint needs 6.2 or later"},
		{"there is no such database", "redis://" + server.Addr + "/99", "this Redis has no database 99: its setting \"databases\" says how many there are"},
		{"a database in a cluster", cluster.URL() + "/1", "a Redis cluster has one database only: leave the number out of its address"},
		{"waiting for replicas in a cluster", cluster.URL() + "?wait=1", "a Redis cluster cannot be asked to wait for replicas: leave wait out of its address"},
		{"a cluster as if it were one server", cluster.Servers[0].URL(), "this Redis belongs to a cluster: begin its address with redis-cluster://"},
		{"one server as if it were a cluster", "redis-cluster://" + server.Addr, "this Redis is no cluster: begin its address with redis://"},
		{"a replica", replica.URL(), "this Redis is a replica and takes no changes: give the address of its master, or of the sentinels"},
		{"when memory is short it would throw sessions away", evicting.URL(), "maxmemory-policy is allkeys-lru: when memory is short Redis would throw people's sessions away; set noeviction"},
		{"nothing is written to the disk", forgetful.URL(), "Redis keeps everything in memory only (appendonly no, save \"\"): a restart loses all sessions; set appendonly yes"},
		{"only snapshots are written", snapshots.URL(), "Redis writes snapshots only (appendonly no): a crash loses what came after the last one; set appendonly yes"},
		{"somebody else's data", foreign.URL(), "this database holds 1 key of something else: it is left alone, a database of its own is safer"},
		{"data of a newer version", newer.URL(), "the data was written by a newer Stillpoint: use that version or a later one"},
		{"all is well", server.URL(), "opened"},
		{"all is well in the cluster", cluster.URL(), "opened"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := refusal(t, redisstore.Config{URL: c.url, Strict: true}); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestWithoutStrictARiskIsAWarning(t *testing.T) {
	server := redistest.Start(t, "--save", "", "--appendonly", "no", "--maxmemory-policy", "volatile-ttl", "--rename-command", "CONFIG", "")
	s, warnings, err := redisstore.Open(t.Context(), redisstore.Config{URL: server.URL()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	got := fmt.Sprint(warnings)
	for _, part := range []string{"maxmemory-policy is volatile-ttl", "CONFIG may not be read here"} {
		if len(warnings) != 2 || !strings.Contains(got, part) {
			t.Errorf("got %s, want something of %q", got, part)
		}
	}
}

func TestKeysOfSomethingElseAreLeftAloneAndNeverCounted(t *testing.T) {
	server := redistest.Start(t)
	for i := range 3 {
		do(t, server, "SET", fmt.Sprint("cache:", i), "else")
	}
	s, warnings, err := redisstore.Open(t.Context(), redisstore.Config{URL: server.URL()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	const want = "[this database holds 3 keys of something else: they are left alone, a database of its own is safer]"
	if got := fmt.Sprint(warnings); got != want {
		t.Errorf("got %s", got)
	}
	commit(t, s, store.Turn{Actor: someone(1), Session: []byte("x")})
	if count, err := s.KeyCount(); err != nil || count != 1 {
		t.Errorf("%d keys are called ours, want the session alone (%v)", count, err)
	}
	commit(t, s, store.Turn{Actor: someone(1), Version: 1, Forget: true})
	if count, err := s.KeyCount(); err != nil || count != 0 {
		t.Errorf("%d keys are left (%v)", count, err)
	}
	if value, err := server.Do(t.Context(), "GET", "cache:1"); err != nil || value != "else" {
		t.Errorf("the other key holds %q (%v)", value, err)
	}
	if got := refusal(t, redisstore.Config{URL: server.URL(), Strict: true}); got != want[1:len(want)-1] {
		t.Errorf("strictly, the second time: %s", got)
	}
}

func TestInAHugeDatabaseOnlySomeKeysAreLookedAt(t *testing.T) {
	server := redistest.Start(t)
	do(t, server, "EVAL", "for i = 1, 50000 do redis.call('SET', 'cache:' .. i, '') end return 1", "0")
	got := refusal(t, redisstore.Config{URL: server.URL(), Strict: true})
	if !strings.HasPrefix(got, "this database holds at least 2") {
		t.Errorf("got %s", got)
	}
}

func TestASocketServesAsWell(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	redistest.Start(t, append(redistest.Durable(), "--unixsocket", path)...)
	if got := refusal(t, redisstore.Config{URL: "unix://" + path + "?db=2", Strict: true}); got != "opened" {
		t.Error(got)
	}
}

func do(t *testing.T, s *redistest.Server, args ...string) {
	t.Helper()
	if answer, err := s.Do(t.Context(), args...); err != nil || strings.HasPrefix(answer, "-") {
		t.Fatalf("%v: %q, %v", args, answer, err)
	}
}

// closedPort is an address where nothing listens.
func closedPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// oldServer answers INFO as a Redis 5 does, and knows no other command.
func oldServer(t *testing.T) string {
	t.Helper()
	return serverThatSays(t, "redis_version:5.0.7\r\nrole:master\r\n", "ERR unknown command")
}

// serverThatSays answers INFO, and everything else with an error.
func serverThatSays(t *testing.T, info, fault string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go answer(conn, info, fault)
		}
	}()
	return l.Addr().String()
}

func answer(conn net.Conn, info, fault string) {
	defer func() { _ = conn.Close() }()
	for r := bufio.NewReader(conn); ; {
		var args int
		if _, err := fmt.Fscanf(r, "*%d\r\n", &args); err != nil {
			return
		}
		name := ""
		for i := range args {
			var size int
			var word string
			if _, err := fmt.Fscanf(r, "$%d\r\n%s\r\n", &size, &word); err != nil {
				return
			}
			if i == 0 {
				name = word
			}
		}
		if strings.EqualFold(name, "info") {
			fmt.Fprintf(conn, "$%d\r\n%s\r\n", len(info), info)
		} else {
			fmt.Fprintf(conn, "-%s\r\n", fault)
		}
	}
}

func TestNoFormOfAnAddressEverShowsItsPassword(t *testing.T) {
	for _, url := range []string{
		"redis://u:" + password + "/x@host:6379/0", "redis://:" + password + "#@host", "://" + password, password,
		"redis://u:" + password + "@host:" + password, "redis://u:" + password + "@host/" + password,
		"redis://u:" + password + "@host?" + password + "=1", "redis://u:%zz" + password + "@host", "http://u:" + password + "@host",
		"redis-sentinel://u:" + password + "@host", "redis-cluster://u:" + password + "@h1,h2?x=%zz",
		"redis://u:" + password + "@host/0?read_timeout=" + password,
	} {
		if got := refusal(t, redisstore.Config{URL: url}); !strings.HasPrefix(got, "the address of Redis cannot be read") {
			t.Errorf("%s: %s", url, got)
		}
	}
}
