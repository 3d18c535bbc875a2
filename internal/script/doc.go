// Package script turns the files that authors write into a Library that the
// engine can play: every text compiled for every language, every expression
// type-checked, every step in a flat list with the place it goes on at. It knows
// what a script means, and nothing of who plays it.
//
// [Load] reads a whole folder and reports every mistake at once. A [Library] is
// immutable and safe for concurrent use.
package script
