// Package simulation plays whole lives of the house in virtual time: several
// persons, two replicas, and everything that can go wrong on the way in, in the
// store, on the way out and with the clock. A seed decides all of it, so that a
// life that went wrong can be lived again:
//
//	go test ./internal/simulation -run TestSimulation -seed=N -v
//
// The parts are the real ones: conversation, delivery, wake and the memory store.
// What is committed is played again beside them, by the engine alone.
//
// Beside the many short lives there is one long year: people and communities with
// reminders, and plain calendar arithmetic that knows what must become of each.
package simulation
