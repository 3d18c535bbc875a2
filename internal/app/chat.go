package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/platform/terminal"
	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// LocalActor is the person at the terminal.
func LocalActor() chat.Actor {
	return chat.Actor{Platform: "terminal", Kind: chat.Person, ID: "local"}
}

// Chat is a conversation in a terminal.
type Chat struct {
	In      io.Reader
	Out     io.Writer
	Plain   bool // plain lines instead of a chat view
	Still   bool // no movement
	Prompts fs.FS
	Folder  string // where Prompts are on the disk, to notice edits; empty: they ship with the program
	Data    Data   // where things are kept; not used for a script that is tried
	Script  string // the script to try; empty: the conversation as people have it
	Fast    bool   // pauses pass at once
	Start   time.Time
	Locale  string
	Zone    *time.Location
	Log     *slog.Logger
}

// Run talks until the person leaves.
func (c Chat) Run(ctx context.Context) error {
	shelf, _, err := openShelf(c.Prompts)
	if err != nil {
		return err
	}
	kept, keys, created, err := c.keep()
	if err != nil {
		return err
	}
	defer func() { _ = kept.Close() }()
	if c.Script != "" {
		if _, ok := shelf.Library().ByName(c.Script); !ok {
			return unknownScript(shelf.Library(), c.Script)
		}
	}
	clock := NewClock(time.Now, c.Start)
	r := &room{Chat: c, clock: clock, shelf: shelf}
	sender := lateSender{ready: make(chan struct{})}
	r.house, err = newHouse(houseConfig{
		shelf: shelf, keys: keys, store: kept, now: clock.Now, zone: c.Zone, agreed: c.Script != "", log: c.Log,
		senders: map[chat.Platform]delivery.Sender{LocalActor().Platform: &sender},
	})
	if err != nil {
		return err
	}
	if r.terminal, err = r.open(ctx, created); err != nil {
		return err
	}
	sender.to = r.terminal
	close(sender.ready)
	return r.run(ctx)
}

// keep opens what the conversation is kept in: memory for a script that is tried.
// created tells that a key file was made.
func (c Chat) keep() (s store.Store, keys []vault.Key, created bool, err error) {
	if c.Script == "" {
		return c.keepInFile()
	}
	key := vault.Key{ID: 1}
	if _, err := rand.Read(key.Secret[:]); err != nil {
		return nil, nil, false, fmt.Errorf("making a key: %w", err)
	}
	return memstore.New(), []vault.Key{key}, false, nil
}

func (c Chat) keepInFile() (store.Store, []vault.Key, bool, error) {
	s, keys, created, err := c.Data.open(boltstore.Config{})
	if err != nil {
		return nil, nil, false, err
	}
	return s, keys, created, nil
}

// banner says where things are kept, in the person's language.
func (c Chat) banner(l *lang.Language, created bool) string {
	if c.Script != "" {
		return "Trying " + c.Script + ". Nothing is kept. /wait 1d lets time pass."
	}
	banner := lang.Fill(l.Text(lang.TerminalKept), c.Data.file())
	if created {
		banner += "\n" + lang.Fill(l.Text(lang.TerminalKey), c.Data.keyFile())
	}
	return strings.TrimSpace(banner)
}

// lateSender lets delivery begin before the terminal is there.
type lateSender struct {
	ready chan struct{}
	to    *terminal.Terminal
}

func (s *lateSender) Send(ctx context.Context, to chat.Actor, id string, m chat.Message) error {
	select {
	case <-s.ready:
		return s.to.Send(ctx, to, id, m)
	case <-ctx.Done():
		return fmt.Errorf("waiting for the terminal: %w", ctx.Err())
	}
}

// room is a running terminal chat.
type room struct {
	Chat
	*house
	clock    *Clock
	shelf    *Shelf
	terminal *terminal.Terminal
}

func (r *room) open(ctx context.Context, created bool) (*terminal.Terminal, error) {
	state, err := r.talk.Peek(ctx, LocalActor(), r.Locale)
	if err != nil {
		return nil, fmt.Errorf("%w\nthe key may belong to other data: nothing was changed", err)
	}
	language := r.shelf.Library().Language(state.Language)
	return terminal.New(terminal.Config{
		In: r.In, Out: r.Out, Plain: r.Plain, Still: r.Still, Actor: LocalActor(), Locale: r.Locale,
		Handle: r.handle, Settle: r.settle, Local: r.local, Banner: r.banner(language, created),
		Labels: labels(language), Greet: r.Script == "",
	}), nil
}

func labels(l *lang.Language) terminal.Labels {
	return terminal.Labels{
		Placeholder: l.Text(lang.TerminalPlaceholder), Hint: l.Text(lang.TerminalHint), Leave: l.Text(lang.TerminalLeave),
		Choose: l.Text(lang.TerminalChoose), Newer: l.Text(lang.TerminalNewer), Failed: l.Text(lang.TerminalFailed),
		NotTaken: l.Text(lang.TerminalNotTaken), Saved: l.Text(lang.TerminalSaved), NotSaved: l.Text(lang.TerminalNotSaved),
		Round: l.Text(lang.BreathRound), Rounds: l.Text(lang.TerminalRounds), Minutes: l.Text(lang.TerminalMinutes), Seconds: l.Text(lang.TerminalSeconds),
	}
}

func (r *room) run(ctx context.Context) error {
	if r.Script != "" {
		start := chat.Inbound{ID: "play", Actor: LocalActor(), Locale: r.Locale, Event: chat.Begin{Script: r.Script}}
		if _, err := r.talk.Handle(ctx, start); err != nil {
			return err
		}
	}
	g := newGroup(ctx)
	g.run(r.mail.Run)
	g.run(r.wake.Run)
	if r.Folder != "" {
		g.run(r.watch)
	}
	g.run(r.terminal.Run)
	g.wait.Wait()
	return g.end()
}

// watch notices edits until ctx ends. That it cannot is told, and ends nothing.
func (r *room) watch(ctx context.Context) error {
	watcher, err := watchFolder(r.Folder, r.Prompts)
	if err == nil {
		err = r.shelf.follow(ctx, watcher, r.Prompts, r.reloaded)
	}
	if err != nil {
		r.tell(ctx, "Edits are not noticed from here on: "+err.Error())
		<-ctx.Done()
	}
	return nil
}

// reloaded tells the author what came of an edit.
func (r *room) reloaded(ctx context.Context, problems problem.List) {
	text := "The scripts were read again."
	switch {
	case problems.Blocking() != nil:
		text = "The edited scripts have mistakes; the ones from before stay:\n" + problems.Error()
	case len(problems) > 0:
		text += " Still to be done:\n" + problems.Error()
	}
	r.tell(ctx, text)
}

// tell shows the author a line that is not part of the conversation.
func (r *room) tell(ctx context.Context, text string) {
	_ = r.terminal.Send(ctx, LocalActor(), "", chat.Say{Text: text})
}

func (r *room) handle(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
	return r.talk.Handle(ctx, in)
}

// settle sends everything that is due. With Fast it also lets a running pause pass.
func (r *room) settle(ctx context.Context) error {
	for {
		if _, err := r.wake.Fire(ctx); err != nil {
			return err
		}
		if _, err := r.mail.Drain(ctx); err != nil {
			return err
		}
		state, err := r.talk.Peek(ctx, LocalActor(), r.Locale)
		if err != nil {
			return err
		}
		if !r.Fast || !state.Pausing {
			return nil
		}
		r.clock.Pass(max(state.Until.Sub(r.clock.Now()), time.Millisecond))
	}
}

// local answers what is meant for the terminal itself.
func (r *room) local(ctx context.Context, line string) (string, bool) {
	rest, ok := strings.CutPrefix(line, "/wait")
	if !ok || (r.Script == "" && r.Start.IsZero() && !r.Fast) {
		return "", false
	}
	return r.letPass(ctx, strings.TrimSpace(rest)), true
}
