package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Adapter is the bot on Telegram. Make one with New.
type Adapter struct {
	cfg    Config
	client *client

	me      atomic.Pointer[Me]
	health  *pulse
	lanes   *lanes
	window  *window  // of polling
	toasts  *errands // acknowledgements: at once
	tidying *errands // edits and the like: when there is room
	ears    *ears
	shown   *shown
	pacers  *pacers
	moves   *moves
	parts   *parts
	albums  *albums
	invites *invites
	links   links
	rights  *rights
	gates   *gates
	asking  *asking
	telling *telling
	topics  *topics
	menus   sync.Mutex    // one at a time sets them
	revoked chan struct{} // closed when a call finds the token taken back
	revoke  sync.Once
	ran     atomic.Bool
	running atomic.Bool
}

// Me is who the bot is on Telegram.
type Me struct {
	ID       int64
	Username string // without the @
	Name     string
}

var errRanBefore = errors.New("an adapter runs once")

// New returns an adapter that is ready to Run. It fails when the configuration
// cannot work; nothing is asked of Telegram yet.
func New(cfg Config) (*Adapter, error) {
	cfg = cfg.withDefaults()
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("setting Telegram up: %w", err)
	}
	c, err := newClient(cfg.API, string(cfg.Token), cfg.Transport)
	if err != nil {
		return nil, fmt.Errorf("setting Telegram up: %w", err)
	}
	signed, err := newLinks(cfg.LinkKey, cfg.Token)
	if err != nil {
		return nil, fmt.Errorf("setting Telegram up: %w", err)
	}
	a := &Adapter{cfg: cfg, client: c, links: signed, health: newPulse(cfg.Now, cfg.Webhook.URL != ""), revoked: make(chan struct{})}
	a.window, a.lanes = newWindow(), newLanes(cfg.Webhook.URL == "", a.backoff, cfg.Now)
	a.toasts = newErrands(func() { cfg.Observe("toast/dropped", 1) })
	a.tidying = newErrands(func() { cfg.Observe("edit/dropped", 1) })
	a.ears = newEars(a)
	a.shown, a.moves, a.parts = newShown(), newMoves(cfg.Notes), newParts()
	a.albums, a.invites = newAlbums(), newInvites()
	a.rights, a.gates, a.asking, a.topics = newRights(), newGates(), newAsking(), newTopics()
	a.telling, a.pacers = newTelling(), newPacers(a)
	return a, nil
}

// Check asks Telegram who the bot is. It fails with ErrToken when Telegram does
// not know the token; no error holds the token.
func (a *Adapter) Check(ctx context.Context) (Me, error) {
	ctx, cancel := context.WithTimeout(ctx, a.cfg.SendTimeout)
	defer cancel()
	answer := buffer()
	defer release(answer)
	if err := a.client.call(ctx, getMe, a.client.header, []byte("{}"), answer); err != nil {
		return Me{}, fmt.Errorf("asking Telegram who the bot is: %w", tokenTrouble(err))
	}
	var got struct {
		Result struct {
			ID        int64  `json:"id"`
			Username  string `json:"username"`
			FirstName string `json:"first_name"`
		} `json:"result"`
	}
	if err := json.Unmarshal(answer.Bytes(), &got); err != nil || got.Result.Username == "" {
		return Me{}, fmt.Errorf("asking Telegram who the bot is: %w", errNoJSON)
	}
	me := Me{ID: got.Result.ID, Username: got.Result.Username, Name: got.Result.FirstName}
	a.me.Store(&me)
	return me, nil
}

// Health says how the connection to Telegram is doing.
func (a *Adapter) Health() Health { return a.health.now() }

// Run takes updates in until ctx ends, and returns nil then, or ErrToken when
// Telegram stops accepting the token. It ends when everything it started has: what
// is being handled is finished within Config.Grace, and half a second more at most
// tells Telegram what was. It can be called once.
func (a *Adapter) Run(ctx context.Context) error {
	if !a.ran.CompareAndSwap(false, true) {
		return fmt.Errorf("running Telegram: %w", errRanBefore)
	}
	listening, stop := context.WithCancel(ctx)
	defer stop()
	work, abort := context.WithCancel(context.WithoutCancel(ctx))
	defer abort()

	var helpers, tidiers sync.WaitGroup
	ended := make(chan struct{})
	a.startWork(work, listening, &helpers, &tidiers, ended)
	err := a.listen(listening)
	a.running.Store(false)

	stop()
	by := time.Now().Add(a.cfg.Grace)
	grace := time.AfterFunc(a.cfg.Grace, abort)
	defer grace.Stop()
	helpers.Wait()
	a.telling.wait()
	a.pacers.end()
	a.lanes.abandon()
	a.tellLost()
	a.confirm(context.WithoutCancel(ctx), time.Until(by))
	close(ended)
	tidiers.Wait()
	a.closeIdle()
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("running Telegram: %w", err)
	}
	return nil
}

// startWork starts everything that Run waits for: the lanes' workers, and who passes
// on what has to wait and runs errands.
func (a *Adapter) startWork(work, listening context.Context, helpers, tidiers *sync.WaitGroup, ended <-chan struct{}) {
	a.pacers.begin(listening)
	for range a.cfg.MaxShards {
		helpers.Go(func() { a.lanes.work(work, listening.Done()) })
	}
	for range earRunners {
		tidiers.Go(func() { a.ears.run(work, ended) })
	}
	for range errandRunners {
		tidiers.Go(func() { a.toasts.run(work, ended) })
		tidiers.Go(func() { a.tidying.run(work, ended) })
	}
}

// listen does what Telegram needs to know first and then takes updates in.
func (a *Adapter) listen(ctx context.Context) error {
	who := func(ctx context.Context) error { _, err := a.Check(ctx); return err }
	if err := a.insist(ctx, who); err != nil {
		return err
	}
	a.running.Store(true)
	if err := a.insist(ctx, a.route); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	var menus sync.WaitGroup
	defer menus.Wait()
	defer stop()
	menus.Go(func() { a.offerMenus(ctx) })
	if a.cfg.Webhook.URL == "" {
		return a.poll(ctx)
	}
	a.fine()
	select {
	case <-a.revoked:
		a.trouble(ErrToken, 1)
		return ErrToken
	case <-ctx.Done():
		return nil
	}
}

// offerMenus sets the menus as soon as that works. The bot talks without them.
func (a *Adapter) offerMenus(ctx context.Context) {
	for attempt := 1; ; attempt++ {
		err := a.SetMenus(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		a.cfg.Log.Warn("the command menus could not be set", "error", err, "attempt", attempt)
		if unauthorised(err) || !a.pause(ctx, a.waitAfter(err, attempt)) {
			return
		}
	}
}

// post makes a call with a JSON body whose answer does not matter.
func (a *Adapter) post(ctx context.Context, m method, parameters any) error {
	body, err := json.Marshal(parameters)
	if err != nil {
		return fmt.Errorf("writing the parameters of %s: %w", m, err)
	}
	ctx, cancel := context.WithTimeout(ctx, a.cfg.SendTimeout)
	defer cancel()
	return tokenTrouble(a.client.ask(ctx, m, body))
}

// tokenTrouble is ErrToken when that is what err says.
func tokenTrouble(err error) error {
	if unauthorised(err) {
		return ErrToken
	}
	return err
}

// closeIdle gives the kept connections back, when they are ours.
func (a *Adapter) closeIdle() {
	if t, ok := a.client.via.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// reader reads updates with what the bot knows of itself now.
func (a *Adapter) reader() reader {
	r := reader{known: a.inMenus, links: a.links, desk: a.hasDesk()}
	if me := a.me.Load(); me != nil {
		r.username = strings.ToLower(me.Username)
	}
	return r
}

// inMenus tells whether people are offered a command.
func (a *Adapter) inMenus(name string) bool {
	for _, menu := range a.cfg.Menus() {
		for _, entry := range menu.Entries {
			if entry.Name == name {
				return true
			}
		}
	}
	return false
}
