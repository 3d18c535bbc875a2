package load

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/script"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// model is what the bot keeps of somebody who has arranged a daily reminder in
// conversation: everybody in a crowd is a copy.
type model struct {
	plain  []byte // the session
	timers []store.Timer
}

// newModel lets somebody arrange a reminder for due, by the scripts in prompts.
func newModel(ctx context.Context, prompts fs.FS, ring *vault.Ring, zone *time.Location, due time.Time) (model, error) {
	lib, problems := script.Load(prompts)
	if err := problems.Blocking(); err != nil {
		return model{}, fmt.Errorf("reading the load's scripts: %w", err)
	}
	kept, now := memstore.New(), time.Now()
	talk := conversation.New(conversation.Config{
		Library: func() *script.Library { return lib }, Store: kept, Vault: ring, Guard: calm{},
		Now: func() time.Time { return now }, Zone: zone, Agreed: true,
	})
	who := crowdActor(0)
	for i, e := range []chat.Event{
		chat.Command{Name: "daily"},
		chat.Text{Text: "A cup of tea, and a look out of the window for as long as it is warm."},
		chat.Text{Text: "every day " + due.In(zone).Format("15:04")},
	} {
		if _, err := talk.Handle(ctx, chat.Inbound{ID: fmt.Sprint(i), Actor: who, Locale: "en", Event: e}); err != nil {
			return model{}, fmt.Errorf("arranging a reminder: %w", err)
		}
	}
	snapshot, err := kept.Load(ctx, who)
	if err != nil {
		return model{}, fmt.Errorf("arranging a reminder: %w", err)
	}
	var m model
	if m.plain, err = ring.Open(nil, snapshot.Session, conversation.SessionContext(who)); err != nil {
		return model{}, fmt.Errorf("opening a session: %w", err)
	}
	all, _, err := kept.Upcoming(ctx, store.AllPartitions, "", 10)
	if err != nil {
		return model{}, fmt.Errorf("looking for the reminder: %w", err)
	}
	for _, o := range all {
		m.timers = append(m.timers, o.Timer)
	}
	if len(m.timers) != 1 || !m.timers[0].Due.Equal(due) {
		return model{}, errors.New("the reminder is not set for when it should be")
	}
	return m, nil
}

// calm is a guard that sees no danger: nobody here is in any.
type calm struct{}

func (calm) Look(string) chat.Signal         { return chat.NoSignal }
func (calm) Reply(safety.Ask) (s []chat.Say) { return s }

// daytime is a zone in which it is neither night nor near it, so that no quiet hours
// hold anything back.
func daytime(now time.Time) (string, *time.Location, error) {
	for _, name := range []string{"UTC", "America/New_York", "America/Los_Angeles", "Asia/Tokyo", "Asia/Kolkata", "Pacific/Auckland", "Europe/Paris"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			return "", nil, fmt.Errorf("reading a time zone: %w", err)
		}
		if hour := now.In(zone).Hour(); hour >= 9 && hour < 19 {
			return name, zone, nil
		}
	}
	return "", nil, errors.New("it is night everywhere")
}
