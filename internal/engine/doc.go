// Package engine plays scripts. [Advance] takes a session and one event and
// returns the session after it and what should happen, as values; it reads no
// clock, draws no randomness but from the session's seed, and does nothing else.
// It knows no platform and no store.
//
// A person's reminders are kept in their session; what becomes of one that is due is
// decided in package reminder, and what it says and how it is answered here.
//
// Every kind of step has a file of its own, step_NAME.go, and one line in the
// table of kinds.
package engine
