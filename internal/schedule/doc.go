// Package schedule keeps what a community is reminded of: a Plan that moderators
// change and that timers play. Advance is a pure function: it knows no store, no
// platform and no clock; what is to be said, posted and timed comes back as values.
//
// Nothing is saved before it was shown and confirmed, nobody is mentioned by arranging
// anything, and every change is in the history.
package schedule
