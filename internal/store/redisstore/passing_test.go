package redisstore_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

func TestWhatALaterTryMayNotMeetIsMarked(t *testing.T) {
	const info = "redis_version:7.0.15\r\nrole:master\r\naof_enabled:1\r\n"
	saying := func(fault string) string { return "redis://" + serverThatSays(t, info, fault) }
	for _, c := range []struct {
		name, url string
		later     bool
		want      string
	}{
		{"it starts", saying("LOADING Redis is loading the dataset in memory"), true, "Redis is still reading its data from the disk: try again when it has"},
		{"it has become a replica", saying("READONLY You can't write against a read only replica."), true, "this Redis takes no changes: give the address of the master, or of the sentinels"},
		{"its master is gone", saying("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."), true, "this Redis is a replica that has lost its master: a failover may be under way"},
		{"a part of the cluster is gone", saying("CLUSTERDOWN The cluster is down"), true, "the Redis cluster is down: some of its servers are missing"},
		{"keys are on their way", saying("TRYAGAIN Multiple keys request during rehashing of slot"), true, "the Redis cluster is moving keys from server to server: try again when it has"},
		{"its replicas are gone", saying("NOREPLICAS Not enough good replicas to write."), true, "Redis takes no changes now: fewer replicas follow it than min-replicas-to-write asks for"},
		{"a script does not end", saying("BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE."), true, "Redis is busy with a script that does not end: SCRIPT KILL ends it"},
		{"it calls itself a replica", "redis://" + serverThatSays(t, strings.Replace(info, "master", "slave", 1), "ERR"), true, "this Redis is a replica and takes no changes: give the address of its master, or of the sentinels"},
		{"a password is missing", saying("NOAUTH Authentication required."), false, "no password was given and Redis wants one: put it into the address, redis://:password@host"},
		{"it is too old", "redis://" + oldServer(t), false, "the Redis there is too old: it is version 5.0.7, and Stillpoint needs 6.2 or later"},
		{"the address is none", "redis:" + password, false, "the address of Redis cannot be read: it looks like redis://user:password@host:6379/0, and signs such as / @ # in a password are written as %2F %40 %23"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := redisstore.Open(t.Context(), redisstore.Config{URL: c.url, Patience: time.Millisecond})
			if err == nil || err.Error() != c.want || errors.Is(err, redisstore.ErrNotNow) != c.later {
				t.Errorf("got  %v (later: %v)\nwant %s", err, errors.Is(err, redisstore.ErrNotNow), c.want)
			}
		})
	}
	nobody := closedPort(t)
	for name, url := range map[string]string{
		"nothing listens": "redis://" + nobody, "no cluster listens": "redis-cluster://" + nobody,
		"no sentinel listens": "redis-sentinel://" + nobody + "/0?master_name=x",
	} {
		_, _, err := redisstore.Open(t.Context(), redisstore.Config{URL: url, Patience: time.Millisecond})
		if !errors.Is(err, redisstore.ErrNotNow) || !strings.HasPrefix(err.Error(), "nothing that is Redis can be reached at "+nobody) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAStartWaitsForAServerThatIsOnItsWay(t *testing.T) {
	server, master := redistest.Start(t), redistest.Start(t)
	replica := redistest.Start(t, "--replicaof", strings.Replace(master.Addr, ":", " ", 1), "--appendonly", "yes", "--save", "")
	server.Kill()
	for name, c := range map[string]struct {
		url   string
		comes func() error
	}{
		"it starts again":    {server.URL(), func() error { return server.Restart(t.Context()) }},
		"a failover is over": {replica.URL(), func() error { _, err := replica.Do(t.Context(), "REPLICAOF", "NO", "ONE"); return err }},
	} {
		t.Run(name, func(t *testing.T) {
			opened := make(chan error, 1)
			go func() {
				s, _, err := redisstore.Open(t.Context(), redisstore.Config{URL: c.url, Patience: 20 * time.Second})
				if err == nil {
					err = s.Close()
				}
				opened <- err
			}()
			select {
			case err := <-opened:
				t.Fatalf("it did not wait: %v", err)
			case <-time.After(300 * time.Millisecond):
			}
			if err := errors.Join(c.comes(), <-opened); err != nil {
				t.Error(err)
			}
		})
	}
}
