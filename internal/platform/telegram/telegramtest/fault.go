package telegramtest

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"
)

// Fault is one thing that goes wrong with a call. The functions of this package make
// them; there are no others.
type Fault struct {
	answer *reply // given instead of doing what was asked
	wait   time.Duration
	hold   <-chan struct{}
	late   bool // wait after it took effect rather than before
	cut    bool // half of the answer, then the connection ends
	lost   bool // no answer at all
}

// TooMany refuses a call for a while, rounded up to whole seconds, at least one.
func TooMany(after time.Duration) *Fault { return answered(tooMany(after)) }

// Broken is an internal error of the platform; nothing took effect.
func Broken() *Fault {
	return answered(refusal(http.StatusInternalServerError, "Internal Server Error", ""))
}

// BadGateway answers with a web page where JSON is expected; nothing took effect.
func BadGateway() *Fault {
	return answered(reply{status: http.StatusBadGateway, kind: "text/html", body: []byte(gatewayPage)})
}

const gatewayPage = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n" +
	"<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"

// Unauthorized answers as if the token had been taken back.
func Unauthorized() *Fault {
	return answered(refusal(http.StatusUnauthorized, "Unauthorized", ""))
}

// Conflicting answers as if another program polled with the same token.
func Conflicting() *Fault {
	return answered(conflict("terminated by other getUpdates request; make sure that only one bot instance is running"))
}

// Refused is a 400 with a description of its own, which comes after "Bad Request: ".
func Refused(why string) *Fault { return answered(bad(why)) }

// Forbidden is a 403 with a description of its own, which comes after "Forbidden: ".
func Forbidden(why string) *Fault { return answered(forbidden(why)) }

// Moved answers that a group lives under another id now.
func Moved(to int64) *Fault { return answered(moved(to)) }

// Slow does what was asked, and answers, only after a while.
func Slow(wait time.Duration) *Fault { return &Fault{wait: wait} }

// Held does what was asked, and answers, only when release is closed.
func Held(release <-chan struct{}) *Fault { return &Fault{hold: release} }

// HeldAnswer does what was asked at once, and answers only when release is closed: who
// gives up in between does not know that it was done.
func HeldAnswer(release <-chan struct{}) *Fault { return &Fault{hold: release, late: true} }

// CutAnswer does what was asked and ends the connection in the middle of the answer.
func CutAnswer() *Fault { return &Fault{cut: true} }

// LostAnswer does what was asked and ends the connection before the answer.
func LostAnswer() *Fault { return &Fault{lost: true} }

func answered(r reply) *Fault { return &Fault{answer: &r} }

// Times lets a fault happen to the first n calls of a method, and to any method when it
// is empty. It is one thing to hand to Misbehave.
func Times(n int, method string, fault *Fault) func(Call) *Fault {
	var count atomic.Int64
	return func(c Call) *Fault {
		if method != "" && c.Method != method || count.Add(1) > int64(n) {
			return nil
		}
		return fault
	}
}

// pause waits as long as the fault says; false: nobody is there any more.
func (f *Fault) pause(ctx context.Context, closing <-chan struct{}, late bool) bool {
	if f == nil || f.late != late {
		return true
	}
	if f.hold != nil {
		select {
		case <-f.hold:
		case <-ctx.Done():
			return false
		case <-closing:
			return false
		}
	}
	if f.wait <= 0 {
		return true
	}
	timer := time.NewTimer(f.wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
	case <-closing:
	}
	return false
}
