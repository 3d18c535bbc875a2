// Package telegram lets Stillpoint live in Telegram: it turns updates into events
// and messages into calls of the Bot API. It knows package chat and nothing else
// of ours: no script, no store, no limits between chats.
//
// An Adapter has two faces. Inbound, Run polls (or Webhook receives) and hands
// every event to Config.Handle: in order for one actor, side by side for different
// ones, and an update counts as received only when its event is durable. Outbound,
// Send takes one message to one chat and says what became of it. Beside them it
// keeps a chat tidy: a press is acknowledged at once, an answered question loses
// its buttons, a breathing pacer moves. That is done as well as it can be and never
// holds up a reply.
//
// The desk is where administrators of a group arrange what it is reminded of: a line in
// the group, a link from there or a button becomes a chat.Manage of the group, with what
// Telegram says of their rights at that moment, and the answer is read in their private
// chat alone. A group that gets a new id stays the same actor.
package telegram
