// Package safety looks at what a person wrote for signs of danger, and holds the
// fixed replies and the crisis lines that answer them. It knows no engine, no
// store and no network: everything it says and everything it looks for is read
// from files once, at the start, and never changes afterwards.
//
// The phrases are data, in packs that somebody who does not program can review.
// Every pack is tried on every text, because people write in the language in
// which it hurts.
package safety
