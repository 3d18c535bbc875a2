// Package chat holds the words that every part of the house shares about a
// conversation: who talks (Actor), what came in (Event) and what goes out
// (Message). It knows no platform, no script and no store, and imports nothing
// of ours.
package chat
