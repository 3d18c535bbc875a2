package delivery

import (
	"math"
	"time"
)

// Limits is what a platform allows. A zero rate is no limit. Each rate is held in any
// window, wherever it begins: never more than Burst sends in Burst/PerSecond seconds.
type Limits struct {
	PerSecond     float64 // sends to all chats together
	Burst         int     // how many of them at once; default: those of a second
	ChatPerSecond float64 // sends to one chat
	ChatBurst     int     // how many of them at once; default 1
	// GroupPerMinute is how many sends a community's chat takes a minute, beside the
	// limit of every chat.
	GroupPerMinute int
}

// all is the window for everything that goes to the platform.
func (l Limits) all() *window {
	burst := l.Burst
	if burst <= 0 {
		burst = max(1, int(l.PerSecond))
	}
	return rate(burst, l.PerSecond)
}

// chat is the window of one chat.
func (l Limits) chat() *window { return rate(max(1, l.ChatBurst), l.ChatPerSecond) }

// group is what a community's chat has besides.
func (l Limits) group() *window { return newWindow(l.GroupPerMinute, time.Minute) }

func rate(burst int, perSecond float64) *window {
	if perSecond <= 0 {
		return nil
	}
	return newWindow(burst, time.Duration(math.Ceil(float64(burst)/perSecond*float64(time.Second))))
}
