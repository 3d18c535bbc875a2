package discordtest

import (
	"encoding/json"
	"time"
)

// Call is one REST call. Status, Code and Took are zero while Config.Fault is asked.
type Call struct {
	N      int       // which call it is, from 1
	At     time.Time // by Config.Now
	Method string
	Route  string // "/channels/{channel}/messages"
	Path   string // "/channels/42/messages"
	Query  string
	Body   json.RawMessage // the JSON body, or the payload_json of a form; nil: none
	Files  int             // how many files came along
	Status int             // what was answered; 0: the answer was withheld
	Code   int             // Discord's number of an error, or 0
	Took   time.Duration
}

// Fault is what goes wrong with a call. The zero value is nothing; several fields
// work together: Delay first, then the effect when After is set, then the answer.
type Fault struct {
	// Delay holds the call up, in real time, before anything else happens.
	Delay time.Duration
	// After lets the call take effect before its answer goes wrong.
	After bool
	// Status is answered instead: as a page of HTML, or as JSON when Code is set.
	// 0 leaves the answer alone.
	Status int
	// Code is Discord's number of the error.
	Code int
	// RetryAfter goes with Status 429, which is then answered as Discord does.
	RetryAfter time.Duration
	// Global says that a 429 is about the whole bot and not about one bucket.
	Global bool
	// Drop closes the connection without an answer.
	Drop bool
	// Cut closes the connection in the middle of the answer.
	Cut bool
}

// spoils tells whether the usual answer is not given.
func (f *Fault) spoils() bool { return f != nil && (f.Status != 0 || f.Drop) }

// answer is what a spoilt call is told.
func (f *Fault) answer() reply {
	switch {
	case f.Status == 429:
		return tooMany(f.RetryAfter, f.Global)
	case f.Code != 0:
		p := problemOf(f.Code)
		p.status = f.Status
		return p.reply()
	case f.Status != 0:
		return reply{status: f.Status, page: "<html><head><title>Bad gateway</title></head><body><h1>Error</h1><p>cloudflare</p></body></html>"}
	}
	return reply{}
}
