package app

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing/fstest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// The files of a crash test: the store, the inbound log, how far it was taken, and
// what was sent.
const (
	crashStore  = "store"
	crashLog    = "inbound"
	crashOffset = "offset"
	crashSent   = "sent"
)

func crashKeys() []vault.Key { return []vault.Key{{ID: 1, Secret: [32]byte{1}}} }

// crashPrompts is a folder that loads quickly: the process that dies does so often.
func crashPrompts() (fs.FS, error) {
	shipped, small := os.DirFS("../../prompts"), fstest.MapFS{}
	for name, text := range crashScripts() {
		small[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for _, name := range []string{
		"lang/en/ui.yaml", "lang/en/words.yaml", "scripts/delete.yaml",
		"safety/pt.yaml", "safety/lines.tsv", "safety/replies/en.yaml", "safety/replies/es.yaml",
	} {
		data, err := fs.ReadFile(shipped, name)
		if err != nil {
			return nil, err
		}
		small[name] = &fstest.MapFile{Data: data}
	}
	return small, nil
}

// crashHouse is the house over a folder of files, one step at a time.
type crashHouse struct {
	*house
	parts   houseConfig
	dir     string
	store   *boltstore.Store
	now     time.Time
	sky     string
	observe func(string)
}

// crashRun takes what the inbound log still holds, sends everything, and ends.
func crashRun(shelf *Shelf, parts houseConfig, dir string, observe func(string), after func(step int) error) error {
	kept, err := boltstore.Open(filepath.Join(dir, crashStore), boltstore.Config{Observe: observe})
	if err != nil {
		return err
	}
	h := &crashHouse{dir: dir, store: kept, observe: observe}
	parts.shelf, parts.store, parts.observe = shelf, kept, observe
	parts.keys, parts.agreed, parts.unheard, parts.seed = crashKeys(), true, true, func() uint32 { return crashSeed }
	parts.now = func() time.Time { return h.now }
	parts.senders = map[chat.Platform]delivery.Sender{"file": h}
	h.parts = parts
	return errors.Join(h.run(context.Background(), after), kept.Close())
}

// begin is a house that remembers nothing: each moment has its own, so that a process
// that begins at a moment does what one does that has come so far.
func (h *crashHouse) begin() (err error) {
	h.house, err = newHouse(h.parts)
	return err
}

func (h *crashHouse) run(ctx context.Context, after func(step int) error) error {
	moments, err := readMoments(h.dir)
	if err != nil {
		return err
	}
	at, err := readOffset(h.dir)
	if err != nil {
		return err
	}
	if at > 0 { // what waited when the process ended is sent before anything else comes
		h.now, h.sky = crashStart().Add(moments[at-1].At), moments[at-1].Sky
		if err := h.begin(); err != nil {
			return err
		}
		if _, err := h.mail.Drain(ctx); err != nil {
			return err
		}
	}
	for ; at < len(moments); at++ {
		if err := h.step(ctx, moments[at]); err != nil {
			return fmt.Errorf("at moment %d: %w", at, err)
		}
		if err := after(at); err != nil {
			return err
		}
	}
	h.now = crashStart().Add(moments[len(moments)-1].At)
	return h.drain(ctx)
}

// step is what a driver does: take, handle, and only then acknowledge.
func (h *crashHouse) step(ctx context.Context, m moment) error {
	h.now, h.sky = crashStart().Add(m.At), m.Sky
	if err := h.begin(); err != nil {
		return err
	}
	h.observe("driver/received")
	if _, err := h.wake.Fire(ctx); err != nil {
		return err
	}
	if e := m.event(); e != nil {
		if _, err := h.talk.Handle(ctx, chat.Inbound{ID: m.ID, Actor: m.actor(), Event: e}); err != nil {
			return err
		}
	}
	if err := writeSynced(filepath.Join(h.dir, crashOffset), "."); err != nil {
		return err
	}
	h.observe("driver/acknowledged")
	_, err := h.mail.Drain(ctx)
	return err
}

// drain lets time pass until nothing waits.
func (h *crashHouse) drain(ctx context.Context) error {
	h.sky = ""
	h.now = h.now.Add(time.Hour)
	if err := h.begin(); err != nil {
		return err
	}
	for {
		next, err := h.mail.Drain(ctx)
		if err != nil || next.IsZero() {
			return err
		}
		h.now = next
	}
}

// sent is a line of the file of sent messages.
type sent struct{ To, ID, Hash string }

// Send is a platform that keeps what it was given.
func (h *crashHouse) Send(_ context.Context, to chat.Actor, id string, m chat.Message) error {
	switch h.sky {
	case unreachable:
		return chat.ErrUnreachable
	case busy:
		return chat.RetryError{After: 90 * time.Second}
	}
	line, err := json.Marshal(sent{To: to.ID, ID: id, Hash: hashOf(m)})
	if err != nil {
		return err
	}
	return writeSynced(filepath.Join(h.dir, crashSent), string(line)+"\n")
}

func hashOf(m chat.Message) string {
	plain, err := chat.EncodeMessage(m)
	if err != nil {
		return err.Error()
	}
	sum := sha256.Sum256(plain)
	return hex.EncodeToString(sum[:8])
}

// writeSynced appends to a file what is on the disk when it returns.
func writeSynced(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Sync(), f.Close())
}

// readOffset is how many events were acknowledged: one byte each.
func readOffset(dir string) (int, error) {
	data, err := os.ReadFile(filepath.Join(dir, crashOffset))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	return len(data), err
}

func readMoments(dir string) (moments []moment, err error) {
	data, err := os.ReadFile(filepath.Join(dir, crashLog))
	if err != nil {
		return nil, err
	}
	return moments, json.Unmarshal(data, &moments)
}

func readSent(dir string) (all []sent, err error) {
	f, err := os.Open(filepath.Join(dir, crashSent))
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var s sent
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			return nil, errors.Join(err, f.Close())
		}
		all = append(all, s)
	}
	return all, errors.Join(lines.Err(), f.Close())
}
