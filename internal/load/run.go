package load

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"time"
)

// run is one run: a ground, and people on it.
type run struct {
	cfg    Config
	ground *ground
	field  *field
	people []*person
	report Report
}

// Run starts everything, lets people talk, ends everything and says what came of it.
// The error says that something could not be tried; what went wrong with the bot's
// answers is in the Report.
func Run(ctx context.Context, cfg Config) (Report, error) {
	cfg, err := cfg.complete()
	if err != nil {
		return Report{}, err
	}
	g, err := newGround(ctx, cfg)
	defer g.close()
	if err != nil {
		return Report{}, err
	}
	r := &run{cfg: cfg, ground: g, field: newField(cfg.People), report: Report{Platform: cfg.Platform, People: cfg.People, Killed: cfg.Kill+cfg.KillRedis > 0}}
	r.seat()
	if err := r.play(ctx); err != nil {
		return r.report, err
	}
	return r.report, ctx.Err()
}

// seat gives everybody a chat; on both platforms they alternate.
func (r *run) seat() {
	for i := range r.cfg.People {
		p := &person{
			number: i, field: r.field, double: r.cfg.Double, think: r.cfg.Think,
			random: rand.New(rand.NewPCG(r.cfg.Seed, uint64(i)+1)),
		}
		p.seat = r.ground.seatFor(i)
		r.people = append(r.people, p)
	}
}

// seatFor is a chat for the person of that number.
func (g *ground) seatFor(i int) seat {
	if g.telegram == nil || (g.discord != nil && i%2 == 1) {
		return newDiscordSeat(g.discord, i)
	}
	return newTelegramSeat(g.telegram, i)
}

// play is the run from the start of the bot to the last answer.
func (r *run) play(ctx context.Context) error {
	if r.cfg.Posts > 0 {
		if err := r.ground.seedPosts(ctx, r.cfg.Posts); err != nil {
			return err
		}
	}
	if err := r.ground.bot.start(ctx); err != nil {
		return err
	}
	if err := r.pilot(ctx); err != nil {
		return err
	}
	before, err := r.settled(ctx)
	if err != nil {
		return err
	}
	crowd := r.enter(ctx)
	err = r.middle(ctx, before)
	if err == nil {
		err = r.measure(ctx, crowd)
	}
	r.field.goOn()
	r.finish(crowd) //nolint:contextcheck // people leave also when ctx has ended
	return err
}

// pilotTime is how long the first answers of all may take.
const pilotTime = 30 * time.Second

// pilot does one check-in on each platform alone, so that what is only done once is
// done before anything is measured.
func (r *run) pilot(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, pilotTime)
	defer cancel()
	alone := newField(1)
	alone.goOn()
	seats := []seat{}
	if r.ground.telegram != nil {
		seats = append(seats, newTelegramSeat(r.ground.telegram, r.cfg.People+1))
	}
	if r.ground.discord != nil {
		if err := r.ground.discord.Ready(ctx, 1); err != nil {
			return fmt.Errorf("waiting for the bot on Discord: %w; its log ends: %s", err, r.ground.bot.lastWords())
		}
		seats = append(seats, newDiscordSeat(r.ground.discord, r.cfg.People+1))
	}
	for _, s := range seats {
		p := &person{seat: s, field: alone, random: rand.New(rand.NewPCG(r.cfg.Seed, 0))}
		alone.arrived.Store(1) // nobody waits for anybody
		if p.live(ctx, 1); p.last == "" || p.tally.wrong+p.tally.stuck > 0 || ctx.Err() != nil {
			return fmt.Errorf("the first check-in did not work: %v; the bot's log ends: %s", p.tally.strange, r.ground.bot.lastWords())
		}
	}
	return nil
}

// settled is what Redis says once its memory has not shrunk for three seconds, and after
// ten in any case: it takes the buffers back of whoever has been silent for two.
func (r *run) settled(ctx context.Context) (figures, error) {
	least := math.Inf(1)
	for calm, looks := 0, 0; ; looks++ {
		info, err := r.ground.info(ctx)
		if err != nil {
			return nil, err
		}
		calm++
		if info["used_memory"] < least-1024 {
			least, calm = info["used_memory"], 0
		}
		if calm == 12 || looks == 40 {
			return info, nil // what it says of its clients lags a little behind the rest
		}
		if sleep(ctx, 250*time.Millisecond) != nil {
			return nil, ctx.Err()
		}
	}
}

// enter lets everybody begin; what is returned closes when all have left.
func (r *run) enter(ctx context.Context) (left chan struct{}) {
	var all sync.WaitGroup
	for _, p := range r.people {
		all.Go(func() { p.live(ctx, r.cfg.Rounds) })
	}
	left = make(chan struct{})
	go func() {
		all.Wait()
		close(left)
	}()
	return left
}

// middleTime is how long it may take until everybody is in the middle.
const middleTime = 5 * time.Minute

var errMiddle = errors.New("not everybody got to the middle of the first check-in")

// middle weighs Redis while everybody is in the middle of a check-in.
func (r *run) middle(ctx context.Context, before figures) error {
	limit := time.After(middleTime)
	for beat := time.Tick(time.Second); ; {
		select {
		case <-r.field.everybody:
			after, err := r.settled(ctx)
			if err == nil && r.cfg.Posts == 0 { // posts leave Redis meanwhile
				r.report.weigh(before, after)
			}
			return err
		case <-beat:
			r.cfg.Progress(fmt.Sprintf("%d of %d are in the middle of their first check-in", r.field.arrived.Load(), r.cfg.People))
		case <-limit:
			return errMiddle
		case <-r.ground.bot.ended:
			return fmt.Errorf("%w: %s", errBotEnded, r.ground.bot.lastWords())
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// finish lets people stop, and adds up what they saw.
func (r *run) finish(crowd <-chan struct{}) {
	close(r.field.over)
	<-crowd
	var all tally
	for _, p := range r.people {
		p.leave()
		all.add(p.tally)
	}
	r.report.count(all, r.ground.violations())
}
