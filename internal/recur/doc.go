// Package recur says when something happens again: a rule of the calendar, wall
// times and a zone make a When, and Next is its next instant. It reads such values
// from a small strict grammar in English and Spanish and from RFC 5545 rules, and
// writes each back as one canonical phrase. It knows no clock, no store and no chat.
//
// Rules are expanded in calendar time without a zone and only then made instants:
//
//   - A wall time that the zone jumps over moves forward by the length of the jump.
//   - A wall time that comes twice is meant the first time.
//   - A day that the zone leaves out falls together with the next.
//   - Two occurrences at the same instant are one.
package recur
