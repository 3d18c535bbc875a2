// Package e2e tries "stillpoint serve" as it is run: as a process of its own, with a
// Telegram, a Discord and a Redis on loopback that can misbehave. It holds tests
// only, and reaches into nothing: what it knows is what people read and what
// operators see.
//
// It builds the program once, as it is but for its clock, which stories can move. Without a redis-server, without the platforms' API
// descriptions (STILLPOINT_SPECS) or without the emulator (STILLPOINT_EMULATOR), the
// tests say what was left out.
package e2e
