package app

import (
	"fmt"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// letPass lets time pass by hand: "1d", "20s", "21:30", "tomorrow 09:00".
func (r *room) letPass(text string) string {
	if text == "" {
		return "Write how long: /wait 20s, /wait 4h, /wait 1d, /wait tomorrow 09:00. It is " + r.shown() + "."
	}
	when, err := script.ParseWhen(text)
	if err != nil {
		return err.Error()
	}
	now := r.clock.Now().In(r.Zone)
	r.clock.Pass(when.From(now).Sub(now))
	r.notify()
	return "It is now " + r.shown() + "."
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
