// Package app puts the house together: it is the only package that knows all the
// others. Its functions are what the commands do; they take everything from their
// arguments and nothing from the environment.
package app
