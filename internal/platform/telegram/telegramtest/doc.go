// Package telegramtest is a Telegram for tests: a server on loopback that speaks the
// Bot API as the real one does, with people who write, press and block, and with bad
// days on demand. It knows nothing of the bot that talks to it.
package telegramtest
