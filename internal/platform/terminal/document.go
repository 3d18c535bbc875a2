package terminal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// mostCopies is how many documents of the same name are kept before saving gives
// up: enough for anyone, and an end for a loop.
const mostCopies = 1000

// save writes a document into dir and returns its path. It never overwrites: the
// second "name.json" is "name-2.json". Only its owner may read it.
func save(dir string, d chat.Document) (string, error) {
	name := fileName(d.Name)
	ext := filepath.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	for i := 1; i <= mostCopies; i++ {
		if i > 1 {
			name = stem + "-" + strconv.Itoa(i) + ext
		}
		path := filepath.Join(dir, name)
		err := create(path, d.Data)
		if !errors.Is(err, fs.ErrExist) {
			return path, err
		}
	}
	return "", fmt.Errorf("saving a document %d times: %w", mostCopies, fs.ErrExist)
}

// create writes a new file, whole or not at all.
func create(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("creating a document: %w", err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("writing a document: %w", err), os.Remove(path))
	}
	return nil
}

// fileName keeps a document's name inside its folder and visible in a listing.
func fileName(name string) string {
	name = cleanLine(name)
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.TrimLeft(strings.ReplaceAll(name, ":", "-"), ". ")
	if name == "" {
		return "document"
	}
	return name
}

// plainData is a document's content as it may be printed: JSON stays the same
// data, other text is cleaned. ok is false for what is no text.
func plainData(d chat.Document) (text string, ok bool) {
	if json.Valid(d.Data) {
		return escapeControls(string(d.Data)), true
	}
	media, _, _ := strings.Cut(d.Type, ";")
	if strings.HasPrefix(media, "text/") || media == "application/json" {
		return clean(string(d.Data)), true
	}
	return "", false
}

// escapeControls writes the control characters that JSON allows inside strings
// (DEL and the C1 set, which some terminals obey) as \u escapes.
func escapeControls(valid string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(valid, "\uFFFD") {
		if r >= 0x7F && r <= 0x9F {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
