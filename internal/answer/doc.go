// Package answer reads what people type when a question is open: a number, a
// choice, yes or no, a time of day, a text, when something comes, the place of a time zone. It knows no script and no platform,
// and keeps nothing.
//
// Every parser is pure and total, looks at a bounded part of its input, and would
// rather ask again than guess: a wrong number is worse than a question.
package answer
