package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Discord is the platform. Send may be called before, beside and without Run.
type Discord struct {
	cfg        Config
	log        *slog.Logger
	rest       *rest
	identifies *identifies
	lanes      *lanes
	behind     *behind
	window     *window
	keeper     *keeper
	desk       *desk
	pacers     *pacers
	forms      *forms
	skew       *skew
	app        atomic.Pointer[string] // the application's id, once it is known
	aside      sync.WaitGroup         // work that belongs to Run and to no lane
	outage     outage                 // since the number of shards cannot be asked for

	mu   sync.Mutex
	held []*shard
}

// New returns a Discord. It panics when a needed part of cfg is missing. Nothing
// is connected before Run.
func New(cfg Config) *Discord {
	if cfg.Token == "" || cfg.Handle == nil || cfg.Notes == nil {
		panic("discord: Token, Handle and Notes are needed")
	}
	cfg = cfg.orDefaults()
	d := &Discord{cfg: cfg, log: cfg.Log, lanes: newLanes(), behind: newBehind(), window: newWindow(maxUndone), pacers: &pacers{}, forms: newForms(), skew: &skew{}}
	d.rest = newRest(cfg)
	d.identifies = &identifies{rest: d.rest, next: map[int]time.Time{}}
	d.desk = newDesk(cfg.Notes, cfg.Now)
	d.keeper = newKeeper(cfg.Timing.Persist, cfg.Timing.Finish/2, d.keep, func(err error) {
		d.log.Warn("where the gateway stands could not be kept", "error", err)
	})
	if cfg.AppID != "" {
		d.app.Store(&cfg.AppID)
	}
	return d
}

// bot owns the notes that are about no person.
func (d *Discord) bot() chat.Actor {
	return chat.Actor{Platform: Platform, Kind: chat.Service, ID: "bot"}
}

func (d *Discord) shards() []*shard {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.held)
}

// Run keeps the connections until ctx ends, and then returns nil after everything
// it started has ended. A Discord that cannot be reached is tried again, at most half
// a minute later each time, for as long as it takes. Run fails with ErrToken, a
// GatewayError, ErrNotReady or ErrIdentifies; the process may then start anew, and
// misses nothing for a while.
// It must not run twice at the same time.
func (d *Discord) Run(ctx context.Context) error {
	asked := ctx
	ctx, stop := context.WithCancelCause(asked)
	defer stop(nil)
	defer d.rest.client.CloseIdleConnections()
	if err := d.begin(ctx); err != nil {
		if asked.Err() != nil {
			return nil // being asked to end is no failure
		}
		return err
	}
	var connections, writing sync.WaitGroup
	keeping, kept := context.WithCancel(context.WithoutCancel(ctx))
	writing.Go(func() { d.keeper.run(keeping) })
	d.pacers.open(ctx)
	d.aside.Go(func() { d.offerCommands(ctx) })
	for _, s := range d.shards() {
		connections.Go(func() {
			if err := s.run(ctx); err != nil {
				stop(err)
			}
		})
	}
	connections.Wait()
	failure := context.Cause(ctx) // of the first shard that failed, when one did
	stop(nil)
	d.lanes.wait()
	d.aside.Wait()
	d.pacers.close()
	kept() // the last word is written when nothing changes any more
	writing.Wait()
	if asked.Err() == nil && failure != nil {
		return fmt.Errorf("running discord: %w", failure)
	}
	return nil
}

// begin finds out what has to be known before connecting.
func (d *Discord) begin(ctx context.Context) error {
	count := d.cfg.ShardCount
	if count == Auto {
		var err error
		if count, err = d.recommended(ctx); err != nil {
			return err
		}
	}
	ids := d.cfg.Shards
	if len(ids) == 0 {
		for id := range count {
			ids = append(ids, id)
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.held = nil
	for _, id := range ids {
		d.held = append(d.held, newShard(d, id, count))
	}
	return nil
}

// recommended is how many shards Discord recommends. It is asked until it answers, or
// ctx ends; ErrToken when it does not know the token.
func (d *Discord) recommended(ctx context.Context) (int, error) {
	defer d.outage.ends()
	for wait := d.cfg.Timing.Retry; ; wait = min(2*wait, maxBackoff) {
		told, err := d.rest.botGateway(ctx)
		if err == nil {
			return max(told.Shards, 1), nil
		}
		if errors.Is(err, ErrToken) {
			return 0, err
		}
		d.outage.begins(d.cfg.Now())
		d.log.Warn("the number of shards cannot be asked for yet", "wait", wait, "error", err)
		if err := sleep(ctx, wait); err != nil {
			return 0, err
		}
	}
}

// understand decodes an event; whatever it holds, it ends nothing.
func (d *Discord) understand(f frame) (got received, ok bool) {
	defer func() {
		if recover() != nil {
			d.log.Error("an event could not be read and is passed over", "event", f.Name, "seq", f.Seq)
			d.cfg.Observe("event/panic", 0)
			got, ok = received{}, false
		}
	}()
	got, ok, err := decode(f.Name, f.Data)
	if err != nil {
		d.log.Warn("an event is passed over", "event", f.Name, "seq", f.Seq, "error", err)
		d.cfg.Observe("event/unreadable", 0)
	}
	return got, ok
}
