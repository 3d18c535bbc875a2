// Package ops is what an operator sees from outside over HTTP: whether all is well,
// figures for Prometheus, and profiles when asked for. It knows nothing of what is
// measured, and shows no text, token or id of a person.
package ops
