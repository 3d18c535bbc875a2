package load

import "context"

// seat is where a person sits: a chat with the bot on one platform. It has one user.
type seat interface {
	// do types, presses or uses a command.
	do(a act) error
	// next is the next new message of the bot. It waits until ctx ends; with one that
	// has ended it gives what is there already.
	next(ctx context.Context) (said, error)
	// failed tells that the platform itself said to the person that the last press or
	// command came to nothing.
	failed() bool
}

// act is what a person does.
type act struct {
	kind  actKind
	words string // what is typed, or the label of the button
	on    said   // the message whose button it is
}

type actKind byte

const (
	begins  actKind = iota // the command
	types                  // a text
	presses                // a button
)

// said is a message of the bot.
type said struct {
	text  string
	aside bool // a passing word that only this person sees
	from  any  // the seat's own
}
