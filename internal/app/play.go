package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// mostStops bounds what happens on the way of one /wait.
const mostStops = 2000

// letPass lets time pass by hand: "1d", "20s", "21:30", "tomorrow 09:00". What comes due
// on the way happens at its time.
func (r *room) letPass(ctx context.Context, text string) string {
	if text == "" {
		return "Write how long: /wait 20s, /wait 4h, /wait 1d, /wait tomorrow 09:00. It is " + r.shown() + "."
	}
	when, err := script.ParseWhen(text)
	if err != nil {
		return err.Error()
	}
	target := when.From(r.clock.Now().In(r.Zone))
	for range mostStops {
		next, err := r.happens(ctx)
		if err != nil {
			return "That did not work: " + err.Error()
		}
		if next.IsZero() || !next.Before(target) {
			break
		}
		r.clock.Pass(max(next.Sub(r.clock.Now()), time.Millisecond))
		r.tell(ctx, "It is "+r.shown()+".")
	}
	if left := target.Sub(r.clock.Now()); left > 0 {
		r.clock.Pass(left)
	}
	r.notify()
	return "It is now " + r.shown() + "."
}

// happens lets happen what is due, and says when the next thing is.
func (r *room) happens(ctx context.Context) (time.Time, error) {
	next, err := r.wake.Fire(ctx)
	if err != nil {
		return next, err
	}
	_, err = r.mail.Drain(ctx)
	return next, err
}

func (r *room) shown() string { return r.clock.Now().In(r.Zone).Format("Mon 2006-01-02 15:04:05") }

// unknownScript names the scripts that there are.
func unknownScript(lib *script.Library, name string) error {
	ids := make([]string, len(lib.Scripts))
	for i, s := range lib.Scripts {
		ids[i] = s.ID
	}
	hint := "there are: " + strings.Join(ids, ", ")
	if near, ok := problem.Nearest(name, ids); ok {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	return fmt.Errorf("there is no script %q; %s", name, hint)
}
