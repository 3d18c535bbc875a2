// Package conversation takes one event for one actor: it looks at the text for
// safety, loads the session, lets the engine advance it, and commits the session,
// records, messages and timers in one step. It knows no platform and no database.
package conversation
