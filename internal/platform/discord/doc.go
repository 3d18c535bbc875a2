// Package discord is Discord as a platform: events come in through a gateway
// connection that can be resumed, messages go out through the REST interface. It
// knows no script, no session and no store; what it must remember it keeps in
// small notes.
//
// A person is somebody, wherever they write from; a community is a server, whose
// moderators are answered privately and on the spot, and whose places get posts.
//
// Nothing that Discord delivered is lost: an event counts as taken only after
// Handle has answered for it, and a restart resumes where the notes say.
package discord
