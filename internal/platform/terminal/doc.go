// Package terminal is a chat platform on a terminal: for trying Stillpoint and
// for people who write scripts. It knows package chat and nothing else of ours:
// no script, no store and no clock but the one it is given.
//
// A Terminal has two faces. In a real terminal it draws a calm chat view with
// buttons, a bar of controls and a breathing pacer; with Config.Plain it reads
// and writes plain lines without a single escape code, for pipes and screen
// readers.
package terminal
