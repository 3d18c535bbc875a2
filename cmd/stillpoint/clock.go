package main

import "time"

// clock is what "serve" tells the time by. The end-to-end tests build the program with
// another one, which they can move.
func clock() time.Time { return time.Now() }
