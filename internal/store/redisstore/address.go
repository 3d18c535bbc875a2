package redisstore

import (
	"crypto/tls"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// errAddress never quotes the address: there may be a password anywhere in it.
var errAddress = errors.New("the address of Redis cannot be read: it looks like redis://user:password@host:6379/0, and signs such as / @ # in a password are written as %2F %40 %23")

// errDatabase says what a cluster cannot do.
var errDatabase = errors.New("a Redis cluster has one database only: leave the number out of its address")

// errWait says so too: which server has a change is for the cluster to know.
var errWait = errors.New("a Redis cluster cannot be asked to wait for replicas: leave wait out of its address")

// address is where Redis is: one server, a set watched by sentinels, or a cluster.
type address struct {
	url     string // as the client reads it
	kind    kind
	wait    int // for how many replicas
	options optionsFor
}

type kind byte

const (
	single kind = iota
	sentinel
	cluster
)

// optionsFor are the options of the kind at hand; the others are nil.
type optionsFor struct {
	single   *redis.Options
	sentinel *redis.FailoverOptions
	cluster  *redis.ClusterOptions
}

// parseAddress reads the forms that Config.URL lists.
func parseAddress(raw string) (address, error) {
	a, err := normalize(strings.TrimSpace(raw))
	if err != nil {
		return address{}, err
	}
	switch a.kind {
	case sentinel:
		a.options.sentinel, err = redis.ParseFailoverURL(a.url)
	case cluster:
		a.options.cluster, err = redis.ParseClusterURL(a.url)
	default:
		a.options.single, err = redis.ParseURL(a.url)
	}
	if err != nil {
		return address{}, errAddress // the client's own words may quote a part of it
	}
	return a, nil
}

// normalize tells the kind, and writes several hosts as the client wants them.
func normalize(raw string) (address, error) {
	scheme, rest, ok := strings.Cut(raw, "://")
	if !ok {
		return address{}, errAddress
	}
	if scheme == "unix" {
		return address{url: raw}, nil
	}
	secure := strings.HasPrefix(scheme, "rediss")
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	authority, path := rest[:end], rest[end:]
	user, hosts := "", authority
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		user, hosts = authority[:i+1], authority[i+1:]
	}
	first, others, several := strings.Cut(hosts, ",")
	path, query, _ := strings.Cut(path, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		return address{}, errAddress
	}
	for host := range strings.SplitSeq(others, ",") {
		if host != "" {
			values.Add("addr", withPort(host))
		}
	}
	wait, ok := parseWait(values)
	if !ok {
		return address{}, errAddress
	}
	k, ok := kindOf(strings.Replace(scheme, "rediss", "redis", 1), values, several)
	switch {
	case !ok:
		return address{}, errAddress
	case k == cluster && strings.Trim(path, "/") != "" && strings.Trim(path, "/") != "0":
		return address{}, errDatabase
	case k == cluster:
		path = ""
	}
	plain := "redis://"
	if secure {
		plain = "rediss://"
	}
	if encoded := values.Encode(); encoded != "" {
		path += "?" + encoded
	}
	return address{url: plain + user + first + path, kind: k, wait: wait}, nil
}

func kindOf(scheme string, values url.Values, several bool) (kind, bool) {
	switch scheme {
	case "redis-sentinel":
		return sentinel, values.Get("master_name") != ""
	case "redis-cluster":
		return cluster, true
	case "redis":
		switch {
		case values.Get("master_name") != "":
			return sentinel, true
		case several || values.Has("addr"):
			return cluster, true
		}
		return single, true
	}
	return 0, false
}

// parseWait takes the one parameter that is not the client's out of values.
func parseWait(values url.Values) (int, bool) {
	text := values.Get("wait")
	values.Del("wait")
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0 && n < 100
}

func withPort(host string) string {
	if !strings.Contains(host, ":") || strings.HasSuffix(host, "]") {
		return host + ":6379"
	}
	return host
}

// client makes a client; it connects when it is first asked something.
func (a address) client(flights int) redis.UniversalClient {
	quiet := &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	switch a.kind {
	case sentinel:
		o := a.options.sentinel
		o.Protocol, o.DisableIdentity = 2, true
		o.ContextTimeoutEnabled, o.DialerRetries, o.PipelinePoolSize = true, 1, flights
		o.DialTimeout = orDefault(o.DialTimeout)
		return redis.NewFailoverClient(o)
	case cluster:
		o := a.options.cluster
		o.Protocol, o.DisableIdentity, o.MaintNotificationsConfig = 2, true, quiet
		o.ContextTimeoutEnabled, o.DialerRetries, o.PipelinePoolSize = true, 1, flights
		o.DialTimeout = orDefault(o.DialTimeout)
		if o.TLSConfig != nil {
			o.TLSConfig.MinVersion = tls.VersionTLS12
		}
		return redis.NewClusterClient(o)
	}
	o := a.options.single
	o.Protocol, o.DisableIdentity, o.MaintNotificationsConfig = 2, true, quiet
	o.ContextTimeoutEnabled, o.DialerRetries, o.PipelinePoolSize = true, 1, flights
	o.DialTimeout = orDefault(o.DialTimeout)
	return redis.NewClient(o)
}

func orDefault(wait time.Duration) time.Duration {
	if wait == 0 {
		return 3 * time.Second
	}
	return wait
}

// database is the number of the database.
func (a address) database() int {
	switch a.kind {
	case sentinel:
		return a.options.sentinel.DB
	case cluster:
		return 0
	}
	return a.options.single.DB
}

// hosts is where Redis is looked for, with no user and no password.
func (a address) hosts() string {
	switch a.kind {
	case sentinel:
		return strings.Join(a.options.sentinel.SentinelAddrs, ", ")
	case cluster:
		return strings.Join(a.options.cluster.Addrs, ", ")
	}
	return a.options.single.Addr
}
