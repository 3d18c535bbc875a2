// Package discordtest is a Discord of one's own: REST and gateway over real HTTP and
// WebSocket on a free loopback port, with simulated people who type commands, press
// buttons and read what they are sent, for tests and for load. It knows nothing of
// the bot that talks to it and imports nothing of ours.
//
// It follows Discord where a bot can notice: the answer clock of interactions, nonces,
// ephemeral messages, refused private messages, resumed sessions, rate limits. Faults
// come on demand, and every request can be checked against the published schemas and
// against what those leave out.
package discordtest
