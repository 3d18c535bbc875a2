// Package load lets many people do a check-in with a real `stillpoint serve`, through
// the fakes of both platforms and on a real Redis, and says how fast it was, what it
// cost, and whether anybody got a wrong answer, got one twice or was left alone. It
// knows the bot only as a process: what goes over the wire, /metrics and /proc.
package load
