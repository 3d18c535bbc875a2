package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/ops"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// Serve is the bot on its platforms.
type Serve struct {
	Prompts  fs.FS
	Folder   string // where Prompts are on the disk, to notice edits; empty: they ship with the program
	Storage  Storage
	Telegram Telegram
	Discord  Discord
	Listen   string // where health, metrics and webhooks are served; empty: nowhere
	Profile  bool   // serve profiles there too
	Version  string
	Zone     *time.Location // where people are who have not said
	Most     Most
	Log      *slog.Logger
	// Now is the clock that conversations and reminders go by; default time.Now. Leases
	// and the look at the store's clock go by the real time.
	Now func() time.Time
}

// ErrNoToken says that there is no platform to serve.
var ErrNoToken = errors.New(`no token is set, so there is nobody to talk to:
  Telegram: write to @BotFather, send /newbot, and set TELEGRAM_TOKEN to what it gives you
  Discord:  make an application on https://discord.com/developers/applications, take the
            token from its "Bot" page, and set DISCORD_TOKEN to it
One of them is enough. Without either, "stillpoint" alone talks with you here`)

// ErrTryAgain says that nothing is wrong with the settings: starting again later may
// help, and a supervisor should do that.
var ErrTryAgain = errors.New("try again")

// tryAgainError is an error that a later start may not meet. It reads as before.
type tryAgainError struct{ error }

func (e tryAgainError) Unwrap() []error { return []error{e.error, ErrTryAgain} }

// Run serves until ctx ends, then finishes what is under way, within ten seconds.
func (s Serve) Run(ctx context.Context) error {
	if s.Telegram.Token == "" && s.Discord.Token == "" {
		return ErrNoToken
	}
	if err := s.checkWebhook(); err != nil {
		return err
	}
	v, err := s.open(ctx)
	if err != nil {
		return err
	}
	err = v.run(ctx)
	if err != nil && !forGood(err) {
		err = tryAgainError{err}
	}
	return errors.Join(err, v.kept.store.Close())
}

// forGood tells a platform's last word, which no later start changes, from what may
// pass: a token that is not accepted any more, a connection closed with a code that
// only the operator can mend.
func forGood(err error) bool {
	_, closed := errors.AsType[discord.GatewayError](err)
	return closed || errors.Is(err, discord.ErrToken) || errors.Is(err, telegram.ErrToken)
}

// sendsAtOnce is how many messages are on their way at once. Most of the time of each
// is waiting, for the platform and for the disk.
const sendsAtOnce = 256

// firesAtOnce is how many people are woken at once: their commits share round trips.
const firesAtOnce = 1536

// service is a Serve whose parts are there.
type service struct {
	Serve
	kept      opened
	ring      *vault.Ring
	shelf     *Shelf
	house     *house
	platforms []platform
	office    *office
	waking    *waking
	awake     *group      // fires timers
	ops       *ops.Server // nil: nothing listens
	metrics   *ops.Metrics
	storeIll  atomic.Pointer[ops.State]
}

func (s Serve) open(ctx context.Context) (*service, error) {
	if s.Now == nil {
		s.Now = time.Now
	}
	shelf, _, err := openShelf(s.Prompts)
	if err != nil {
		return nil, err
	}
	shelf.limit(s.Most.Own)
	v := &service{Serve: s, shelf: shelf, metrics: ops.NewMetrics(s.Version)}
	if v.kept, err = s.Storage.open(ctx); err != nil {
		return nil, mayPass(err)
	}
	if err := v.wire(ctx); err != nil {
		return nil, errors.Join(err, v.kept.store.Close())
	}
	return v, nil
}

// wire puts the parts together.
func (v *service) wire(ctx context.Context) error {
	var err error
	if v.ring, err = vault.New(v.kept.keys); err != nil {
		return err
	}
	notes := sealedNotes{v.kept.store, v.ring}
	if err := proveKey(ctx, notes); err != nil {
		if errors.Is(err, errWrongKey) {
			return err
		}
		return tryAgainError{err}
	}
	v.office = &office{leases: v.kept.store, name: "office", holder: rand.Text(), log: v.Log}
	v.waking = &waking{
		leases: v.kept.store, holder: rand.Text(), log: v.Log, inOffice: v.office.surely,
		gained: func() { v.house.wake.Notify(time.Time{}) },
		wrong:  func() bool { _, refused := v.house.wake.Skew(); return refused },
	}
	if v.platforms, err = v.openPlatforms(notes); err != nil {
		return err
	}
	if err := v.askPlatforms(ctx); err != nil {
		return err
	}
	if v.house, err = newHouse(v.houseConfig()); err != nil {
		return err
	}
	v.gauges()
	return v.listen(ctx)
}

func (v *service) houseConfig() houseConfig {
	cfg := houseConfig{
		shelf: v.shelf, keys: v.kept.keys, store: v.kept.store, now: v.Now, zone: v.Zone, log: v.Log,
		senders: map[chat.Platform]delivery.Sender{}, limits: map[chat.Platform]delivery.Limits{},
		sends: func(chat.Platform) bool { return v.office.surely() },
		wakes: v.waking.in, firing: firesAtOnce, late: v.metrics.Fired,
		count: v.countLetter, workers: sendsAtOnce, doubt: v.office.doubted, most: v.Most,
		passed: func(p reminder.Passing) { v.metrics.Passed(p.Why.String(), p.N) },
		tells:  func(p chat.Platform) bool { return p == telegram.Platform },
	}
	if clock, ok := v.kept.store.(interface {
		Clock(ctx context.Context) (time.Time, error)
	}); ok {
		cfg.skew = func(ctx context.Context) (time.Duration, error) { return skewOf(ctx, clock.Clock) }
	}
	for _, p := range v.platforms {
		cfg.senders[p.name] = p.send
		cfg.limits[p.name] = p.limits
	}
	return cfg
}

// askPlatforms makes sure that every token is good before anything begins. A
// platform that cannot be reached just now is no reason not to start.
func (v *service) askPlatforms(ctx context.Context) error {
	for _, p := range v.platforms {
		name, err := p.check(ctx)
		switch {
		case err == nil:
			v.Log.Info("signed in", "platform", p.name, "as", name)
		case errors.Is(err, errToken):
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		default:
			v.Log.Warn("a platform cannot be reached yet and is tried again", "platform", p.name, "error", err)
		}
	}
	return nil
}

// listen opens the HTTP side.
func (v *service) listen(ctx context.Context) error {
	if v.Listen == "" {
		return nil
	}
	cfg := ops.Config{Listen: v.Listen, Version: v.Version, Metrics: v.metrics.Gatherer(), Profile: v.Profile}
	cfg.Parts = append(cfg.Parts, ops.Part{Name: "store", Look: v.lookAtStore}, ops.Part{Name: "clock", Look: v.lookAtClock})
	for _, p := range v.platforms {
		cfg.Parts = append(cfg.Parts, ops.Part{Name: string(p.name), Look: func(context.Context) ops.State { return v.healthOf(p) }})
		if p.webhook != nil {
			cfg.Routes = p.webhook
		}
	}
	server, err := ops.New(ctx, cfg)
	if err != nil {
		return err
	}
	v.ops = server
	return nil
}

// healthOf is how a platform does here. A process that stands by has nothing to do
// with one that it would poll.
func (v *service) healthOf(p platform) ops.State {
	if p.webhook == nil && !v.office.entered.Load() {
		return ops.State{OK: true, Says: "Another process is at work; this one stands by."}
	}
	return p.health()
}

// lookAtClock tells whether timers wait because the clocks are apart.
func (v *service) lookAtClock(context.Context) ops.State {
	if skew, refused := v.house.wake.Skew(); refused {
		return ops.State{Says: fmt.Sprintf("The clocks of this machine and of the store are %v apart: no timer fires before they agree.", skew.Abs().Round(time.Millisecond))}
	}
	return ops.State{OK: true}
}

// lookAtStore reads a note that is always there: a session may be remembered here, and
// a store that is gone would still seem to answer.
func (v *service) lookAtStore(ctx context.Context) ops.State {
	_, err := v.kept.store.Note(ctx, houseNotes(), keyNote)
	if err == nil {
		v.storeIll.Store(nil)
		return ops.State{OK: true}
	}
	ill := &ops.State{Says: "The store does not answer: people get safety replies only.", Since: time.Now().UTC()}
	if v.storeIll.CompareAndSwap(nil, ill) {
		return *ill
	}
	return *v.storeIll.Load()
}

// run is the life of the service: enter, work, and leave in good order.
func (v *service) run(ctx context.Context) error {
	v.sayHello()
	outer := newGroup(context.WithoutCancel(ctx))
	defer func() { _ = outer.end() }()
	stopped := context.AfterFunc(ctx, func() { v.Log.Info("ending: what is under way is finished first") })
	defer stopped()
	if v.ops != nil {
		outer.run(v.ops.Run)
	}
	// Webhooks are taken by every replica; polling only by the one in office.
	first := newGroup(ctx)
	for _, p := range v.platforms {
		if p.webhook != nil {
			first.run(p.run)
		}
	}
	if v.Folder != "" {
		first.run(v.watch)
	}
	v.awake = newGroup(ctx) // in office or not
	v.awake.run(v.waking.run)
	v.awake.run(v.house.wake.Run)
	first.run(func(ctx context.Context) error { return v.work(ctx) })
	select {
	case <-first.ctx.Done():
	case <-outer.ctx.Done():
	}
	return errors.Join(first.end(), v.awake.end(), outer.end())
}

// Ending takes at most this long, each: people's events under way, and what was
// committed but not sent.
const (
	settleTime = 4 * time.Second
	flushTime  = 2 * time.Second
)

// work enters the office and does what only one may do, until ctx ends.
func (v *service) work(ctx context.Context) error {
	if err := v.office.enter(ctx); err != nil {
		return nil // asked to end while standing by
	}
	v.house.mail.Notify(store.AllPartitions)
	sending := newGroup(context.WithoutCancel(ctx))
	sending.run(v.house.mail.Run)
	sending.run(v.office.keep)
	sending.run(v.news)
	receiving := newGroup(ctx)
	for _, p := range v.platforms {
		if p.webhook == nil {
			receiving.run(p.run)
		}
	}
	receiving.run(v.timeKeeper().keep)
	select {
	case <-receiving.ctx.Done():
	case <-sending.ctx.Done():
	}
	err := errors.Join(receiving.end(), v.awake.end())
	flush, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTime)
	defer cancel()
	_, _ = v.house.mail.Drain(flush)
	err = errors.Join(err, sending.end())
	v.office.leave(context.WithoutCancel(ctx))
	return err
}

func (v *service) timeKeeper() *timeKeeper {
	return &timeKeeper{notes: sealedNotes{v.kept.store, v.ring}, timers: v.kept.store, handle: v.house.talk.Handle, now: v.Now, log: v.Log}
}

// news passes on that another process has committed something to send.
func (v *service) news(ctx context.Context) error {
	teller, ok := v.kept.store.(interface {
		News(ctx context.Context, tell func(store.Set)) error
	})
	if !ok {
		<-ctx.Done()
		return nil
	}
	return teller.News(ctx, func(in store.Set) { v.house.mail.Notify(in) })
}

// watch notices edits of the scripts until ctx ends. That it cannot is told, and
// ends nothing.
func (v *service) watch(ctx context.Context) error {
	watcher, err := watchFolder(v.Folder, v.Prompts)
	if err == nil {
		err = v.shelf.follow(ctx, watcher, v.Prompts, v.reloaded)
	}
	if err != nil {
		v.Log.Warn("edits of the scripts are not noticed from here on", "error", err)
		<-ctx.Done()
	}
	return nil
}

func (v *service) reloaded(ctx context.Context, problems problem.List) {
	if err := problems.Blocking(); err != nil {
		v.Log.Error("the edited scripts have mistakes; the ones from before stay", "error", err)
		return
	}
	v.Log.Info("the scripts were read again", "to_do", len(problems))
	for _, p := range v.platforms {
		if err := p.menus(ctx); err != nil && ctx.Err() == nil {
			v.Log.Warn("the menu of commands could not be brought up to date", "platform", p.name, "error", err)
		}
	}
}

func (v *service) sayHello() {
	for _, doubt := range v.kept.doubts {
		v.Log.Warn(doubt)
	}
	if v.kept.isNew {
		v.Log.Warn("a new key was made: keep a copy in a safe place, without it nothing can be read", "file", v.Storage.Data.keyFile())
	}
	where := "nowhere: set STILLPOINT_LISTEN for health and metrics"
	if v.ops != nil {
		where = v.ops.Addr()
	}
	v.Log.Info("stillpoint is up", "version", v.Version, "kept_in", v.Storage.where(), "scripts", len(v.shelf.Library().Scripts), "http", where)
}

func (v *service) countLetter(e delivery.Event) { v.metrics.Letter(className(e.Class), e.Name) }

func className(c store.Class) string {
	return [...]string{"reply", "reminder", "post"}[min(c, store.Post)]
}

// skewOf is how far another clock is ahead of ours; half of what asking took counts as
// the way back.
func skewOf(ctx context.Context, clock func(context.Context) (time.Time, error)) (time.Duration, error) {
	asked := time.Now()
	theirs, err := clock(ctx)
	if err != nil {
		return 0, fmt.Errorf("asking the store for the time: %w", err)
	}
	now := time.Now()
	return theirs.Sub(now.Add(-now.Sub(asked) / 2)), nil
}

// overhear listens for danger in what has to wait.
func (v *service) overhear(ctx context.Context, in chat.Inbound) error {
	err := v.house.talk.Overhear(ctx, in)
	if err != nil && ctx.Err() == nil {
		v.Log.Error("somebody may be in danger and could not be answered yet", "platform", in.Actor.Platform, "error", err)
	}
	return err
}

// handle is the way in of every platform.
func (v *service) handle(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
	begin := time.Now()
	answer, err := v.house.talk.Handle(ctx, in)
	v.metrics.Turn(string(in.Actor.Platform), time.Since(begin), err)
	if err != nil && ctx.Err() == nil {
		v.Log.Error("an event was not handled", "platform", in.Actor.Platform, "error", err)
	}
	if errors.Is(err, conversation.ErrNotSaid) {
		return answer, err
	}
	if errors.Is(err, conversation.ErrUnreadable) || errors.Is(err, store.ErrDamaged) {
		return answer, nil // trying again cannot help; the log has it
	}
	return answer, err
}
