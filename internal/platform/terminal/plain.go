package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/charmbracelet/x/term"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// plain is the face for pipes, screen readers and scripts: lines in, lines out.
type plain struct {
	cfg    Config
	typing bool // a person types: prompt instead of echo
	shown  shownIDs

	mu       sync.Mutex // guards everything below and the order of what is written
	step     step
	greeted  bool // the banner is out
	prompted bool // the cursor stands behind a prompt
	closed   bool
}

func newPlain(cfg Config) *plain {
	f, ok := cfg.In.(term.File)
	return &plain{cfg: cfg, typing: ok && term.IsTerminal(f.Fd())}
}

func (p *plain) run(ctx context.Context) error {
	defer p.end()
	in, err := newLines(p.cfg.In)
	if err != nil {
		return err
	}
	reading := false
	defer func() { in.close(reading) }()
	if err := p.start(ctx); err != nil {
		return err
	}
	for {
		if err := p.settle(ctx); err != nil {
			return err
		}
		if err := p.prompt(); err != nil {
			return err
		}
		line, err := in.next(ctx)
		if errors.Is(err, io.EOF) {
			return p.settle(ctx)
		}
		if err != nil {
			reading = ctx.Err() != nil
			return fmt.Errorf("reading a line: %w", err)
		}
		if quit, err := p.take(ctx, line); quit || err != nil {
			return err
		}
	}
}

// start writes the banner and says hello for the person.
func (p *plain) start(ctx context.Context) error {
	if err := p.write(""); err != nil || !p.cfg.Greet {
		return err
	}
	_, err := p.cfg.Handle(ctx, p.cfg.inbound(chat.Lifecycle{Change: chat.Joined}))
	if err != nil {
		return p.write(p.cfg.Labels.Failed + "\n")
	}
	return nil
}

// settle waits until everything due has been written.
func (p *plain) settle(ctx context.Context) error {
	if err := p.cfg.Settle(ctx); err != nil {
		return fmt.Errorf("waiting for what is due: %w", err)
	}
	return nil
}

// take acts on one line.
func (p *plain) take(ctx context.Context, line string) (quit bool, err error) {
	line = strings.TrimSpace(clean(line))
	p.mu.Lock()
	p.prompted = false
	open := p.step.menu
	p.mu.Unlock()
	if line == "" {
		return false, nil
	}
	if !p.typing {
		if err := p.write("> " + strings.ReplaceAll(line, "\n", " ") + "\n"); err != nil {
			return true, err
		}
	}
	if strings.EqualFold(line, quitLine) {
		return true, nil
	}
	if reply, ok := local(ctx, p.cfg, line); ok {
		return false, p.write(block(clean(reply)))
	}
	return false, p.apply(ctx, line, eventOf(line, open))
}

// apply hands an event over. The step changes first, because the reply may come
// before Handle returns; when the event changed nothing, it is put back.
func (p *plain) apply(ctx context.Context, line string, event chat.Event) error {
	p.mu.Lock()
	before := p.step
	p.step = before.typed()
	p.mu.Unlock()
	answer, err := p.cfg.Handle(ctx, p.cfg.inbound(event))
	if err == nil && answer.Notice == "" {
		return nil
	}
	p.mu.Lock()
	p.step.answered = before.answered
	p.mu.Unlock()
	if err == nil {
		return p.write(block(clean(answer.Notice)) + "\n")
	}
	l := p.cfg.Labels
	return p.write(l.Failed + "\n" + fill(l.NotTaken, line) + "\n")
}

func (p *plain) send(_ context.Context, id string, m chat.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return ErrClosed
	}
	if p.shown.has(id) {
		return nil
	}
	text, err := p.text(m)
	if err != nil {
		return err
	}
	if err := p.writeLocked(text + "\n"); err != nil {
		return err
	}
	p.step = p.step.after(m)
	p.shown.add(id)
	return nil
}

// text is a message as lines.
func (p *plain) text(m chat.Message) (string, error) {
	switch m := m.(type) {
	case chat.Say:
		return plainSay(m), nil
	case chat.Pace:
		return plainPace(m, p.cfg.Labels), nil
	case chat.Document:
		return p.document(m)
	}
	return "", fmt.Errorf("writing a message of type %T: %w", m, chat.ErrMessage)
}

// document is the caption and the data itself; what is no text is saved.
func (p *plain) document(d chat.Document) (string, error) {
	caption := block(clean(d.Caption))
	if data, ok := plainData(d); ok {
		return caption + block(data), nil
	}
	path, err := save(p.cfg.SaveDir, d)
	if err != nil {
		return "", err
	}
	return caption + fill(p.cfg.Labels.Saved, cleanLine(path)) + "\n", nil
}

// prompt shows a person where to type.
func (p *plain) prompt() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.typing {
		return nil
	}
	p.prompted = true
	return p.put("> ")
}

func (p *plain) write(text string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.writeLocked(text)
}

// writeLocked writes lines, below the banner and around a prompt that waits.
func (p *plain) writeLocked(text string) error {
	if !p.greeted {
		p.greeted = true
		if p.cfg.Banner != "" {
			text = block(p.cfg.Banner) + "\n" + text
		}
	}
	if p.prompted {
		text = "\n" + text + "> "
	}
	return p.put(text)
}

func (p *plain) put(text string) error {
	if _, err := io.WriteString(p.cfg.Out, text); err != nil {
		return fmt.Errorf("writing to the terminal: %w", err)
	}
	return nil
}

func (p *plain) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	if p.prompted {
		_ = p.put("\n") // the shell's own prompt begins on a line of its own
	}
}

// local asks the caller whether a line was meant for the terminal itself.
func local(ctx context.Context, cfg Config, line string) (string, bool) {
	if cfg.Local == nil || !strings.HasPrefix(line, "/") {
		return "", false
	}
	return cfg.Local(ctx, line)
}

// block ends a text with exactly one line end; nothing stays nothing.
func block(text string) string {
	if text = strings.TrimRight(text, " \n"); text == "" {
		return ""
	}
	return text + "\n"
}
