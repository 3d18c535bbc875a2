package redisstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// ErrNewer says that a newer version of Stillpoint has written the data.
var ErrNewer = errors.New("the data was written by a newer Stillpoint: use that version or a later one")

// Config is how a Store is opened. URL is needed; every other zero field means what is
// said beside it.
type Config struct {
	// URL says where Redis is:
	//
	//	redis://user:password@host:6379/0                  one server; rediss:// is TLS
	//	unix:///run/redis/redis.sock?db=0                  one server, by a socket
	//	redis-sentinel://h1:26379,h2:26379/0?master_name=mymaster
	//	redis-cluster://user:password@h1:6379,h2:6379      any of its servers
	//
	// With sentinels the user before the hosts is theirs, and the servers' own are
	// ?username= and ?password=. The client's own forms work as well: redis:// with
	// ?master_name= is Sentinel, with ?addr= a cluster; rediss-sentinel:// and
	// rediss-cluster:// are TLS. Other parameters are those of go-redis: read_timeout=3s.
	URL string
	// Strict makes an error of what would otherwise be a Warning.
	Strict bool
	// Look opens without making an empty database ours: for who only looks.
	Look bool
	// Warm is how many sessions are remembered, 20,000 by default; negative: none.
	Warm int
	// Flights is how many pipelines may be out at once: 6 by default, 8 in a cluster.
	Flights int
	// Patience is how long to try again while a server starts or hands over: 5 seconds
	// by default.
	Patience time.Duration
	// Wait is how many replicas must have a change before it is reported as done, none by
	// default; ?wait=1 in the URL says the same. Not for a cluster.
	//
	// Replicas follow their master a little later. Without Wait a failover may lose what
	// was reported as done in the last moments before it: milliseconds as a rule, and
	// when the replicas cannot be reached as much as the master takes on alone, which
	// min-replicas-to-write 1 limits to min-replicas-max-lag (10 seconds by default).
	// With Wait 1 and two replicas a failover loses nothing that was reported as done,
	// and the one that is left confirms what comes after. A call that too few replicas
	// confirm within a second is an error with an unknown outcome.
	Wait int
	// Log gets what the client has to say about its connections, at level debug; none by
	// default. The client has one log a process: the store opened last decides.
	Log *slog.Logger
	// Now is the clock by which notes end; time.Now by default.
	Now func() time.Time
}

func (c Config) withDefaults(a address) Config {
	if c.Warm == 0 {
		c.Warm = 20_000
	}
	if c.Flights <= 0 {
		c.Flights = 6
		if a.kind == cluster {
			c.Flights = 8
		}
	}
	if c.Patience == 0 {
		c.Patience = 5 * time.Second
	}
	if c.Wait == 0 {
		c.Wait = a.wait
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

// Open connects and looks whether this Redis can be trusted with people's data. The
// warnings say what may cost data one day; with Strict they are the error. Every error
// is one line for an operator, and holds no password; those with ErrNotNow in them may
// be gone at a later try.
func Open(ctx context.Context, cfg Config) (*Store, []Warning, error) {
	a, err := parseAddress(cfg.URL)
	if err != nil {
		return nil, nil, err
	}
	cfg = cfg.withDefaults(a)
	if cfg.Wait > 0 && a.kind == cluster {
		return nil, nil, errWait
	}
	redis.SetLogger(words{cfg.Log})
	s := newStore(a, cfg)
	warnings, err := apart(ctx, s.batcher, func(ctx context.Context) ([]Warning, error) {
		return s.begin(ctx, a, cfg)
	})
	if err != nil {
		return nil, nil, errors.Join(plainly(err, a), s.close(0))
	}
	return s, warnings, nil
}

// begin looks and takes possession, patiently.
func (s *Store) begin(ctx context.Context, a address, cfg Config) (warnings []Warning, err error) {
	begun := time.Now()
	for wait := firstWait; ; wait = min(2*wait, lastWait) {
		warnings, err = s.inspect(ctx, a)
		if err == nil && cfg.Strict && len(warnings) > 0 {
			err = errors.New(join(warnings))
		}
		if err == nil {
			err = s.claim(ctx, cfg.Look)
		}
		if err == nil {
			err = s.teach(ctx)
		}
		if err == nil || !settles(err) || time.Since(begun) > cfg.Patience || pause(ctx, wait) != nil {
			return warnings, err
		}
	}
}

func newStore(a address, cfg Config) *Store {
	return &Store{
		batcher: newBatcher(a.client(cfg.Flights), cfg),
		scripts: newScripts(), keys: newLayout(), warm: newWarm(cfg.Warm), now: cfg.Now,
		channel: "stillpoint/news/" + strconv.Itoa(a.database()), slotted: a.kind == cluster,
	}
}

// teach lets every server know the scripts, so that the first calls need not.
func (s *Store) teach(ctx context.Context) error {
	return eachMaster(ctx, s.client, func(ctx context.Context, c redis.Cmdable) error {
		for _, one := range s.scripts.all() {
			if err := c.ScriptLoad(ctx, one.source).Err(); err != nil {
				return fmt.Errorf("loading the scripts: %w", err)
			}
		}
		return nil
	})
}

// claim finds out whose data this is. When nobody has said so, it is ours from now on:
// keys of something else stay as they are.
func (s *Store) claim(ctx context.Context, look bool) error {
	owner, err := s.owner(ctx)
	if err == nil && owner == "" {
		if look {
			return nil
		}
		err = s.occupy(ctx)
		if err == nil {
			owner, err = s.owner(ctx)
		}
	}
	if err == nil && !look && (owner == formatFirst || owner == formatValue) {
		return s.upgrade(ctx, owner)
	}
	switch {
	case err != nil:
		return err
	case owner == formatValue, owner == formatFirst: // who only looks can read either
		return nil
	case strings.HasPrefix(owner, "stillpoint "):
		return ErrNewer
	}
	return store.ErrForeign
}

func (s *Store) owner(ctx context.Context) (string, error) {
	c := ask("get", formatKey)
	if err := s.do(ctx, c); err != nil {
		return "", err
	}
	value, _, err := c.value()
	return string(value), err
}

// occupy writes down that this is ours, unless somebody just has.
func (s *Store) occupy(ctx context.Context) error {
	c := ask("set", formatKey, formatValue, "nx")
	if err := s.do(ctx, c); err != nil {
		return err
	}
	if err := c.Err(); err != nil && !errors.Is(err, redis.Nil) {
		return err
	}
	return nil
}

// words passes on what the client says.
type words struct{ log *slog.Logger }

// Printf is the client's way to speak.
func (w words) Printf(ctx context.Context, format string, args ...any) {
	if w.log.Enabled(ctx, slog.LevelDebug) {
		w.log.DebugContext(ctx, "the Redis client says", "words", fmt.Sprintf(format, args...))
	}
}
