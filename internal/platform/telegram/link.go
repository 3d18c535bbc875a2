package telegram

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// What a link into the private chat carries is at most maxPayload of A-Z, a-z, 0-9, _
// and -: its kind, what it is about, and a signature over both, without which anybody
// could write one by hand.
const (
	maxPayload = 64
	deskKind   = "s-" // arranges reminders for a group
	scriptKind = "b-" // begins a script
	// linkLife is how long a link that arranges works. Who opens it is asked for their
	// rights all the same.
	linkLife  = time.Hour
	sealSize  = 12 // bytes of the signature: 96 bits
	deskSize  = 16 // bytes of what a link that arranges says
	linkLabel = "stillpoint: links of Telegram, 1"
)

// links signs links and opens those that it signed.
type links struct{ key []byte }

// newLinks derives the key for links from a secret, or from the token where there is none,
// so that neither serves two things.
func newLinks(secret []byte, token Secret) (links, error) {
	if len(secret) == 0 {
		secret = []byte(token)
	}
	key, err := hkdf.Key(sha256.New, secret, nil, linkLabel, sha256.Size)
	if err != nil {
		return links{}, fmt.Errorf("deriving the key of links: %w", err)
	}
	return links{key: key}, nil
}

// seal is the signature over a kind and a body.
func (l links) seal(kind string, body []byte) []byte {
	h := hmac.New(sha256.New, l.key)
	h.Write([]byte(kind))
	h.Write(body)
	return h.Sum(nil)[:sealSize]
}

// desk is a link that arranges for a group, in one of its topics when thread is not 0.
func (l links) desk(group int64, thread int, until time.Time) string {
	body := binary.BigEndian.AppendUint64(make([]byte, 0, deskSize+sealSize), uint64(group))
	body = binary.BigEndian.AppendUint32(body, uint32(thread))
	body = binary.BigEndian.AppendUint32(body, uint32((until.Unix()+59)/60))
	return deskKind + base64.RawURLEncoding.EncodeToString(append(body, l.seal(deskKind, body)...))
}

// openDesk reads what desk wrote. It is false for anything else, and when it is too old.
func (l links) openDesk(payload string, now time.Time) (group int64, thread int, ok bool) {
	text, ok := strings.CutPrefix(payload, deskKind)
	if !ok || len(text) != base64.RawURLEncoding.EncodedLen(deskSize+sealSize) {
		return 0, 0, false // the decoder would pass over line breaks
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != deskSize+sealSize || !hmac.Equal(raw[deskSize:], l.seal(deskKind, raw[:deskSize])) {
		return 0, 0, false
	}
	until := time.Unix(int64(binary.BigEndian.Uint32(raw[12:]))*60, 0)
	group = int64(binary.BigEndian.Uint64(raw))
	return group, int(binary.BigEndian.Uint32(raw[8:])), group < 0 && !now.After(until)
}

// script is a link that begins a script, for good. It is false for a name that no link
// can carry.
func (l links) script(name string) (string, bool) {
	payload := scriptKind + base64.RawURLEncoding.EncodeToString(l.seal(scriptKind, []byte(name))) + name
	return payload, regexp.MustCompile(`^[a-z0-9-]+$`).MatchString(name) && len(payload) <= maxPayload
}

// openScript reads what script wrote. It is false for anything else.
func (l links) openScript(payload string) (name string, ok bool) {
	text, ok := strings.CutPrefix(payload, scriptKind)
	size := base64.RawURLEncoding.EncodedLen(sealSize)
	if !ok || len(text) <= size {
		return "", false
	}
	seal, err := base64.RawURLEncoding.Strict().DecodeString(text[:size])
	return text[size:], err == nil && len(seal) == sealSize && hmac.Equal(seal, l.seal(scriptKind, []byte(text[size:])))
}

// linkTo is where a link with a payload leads.
func linkTo(username, payload string) string { return "https://t.me/" + username + "?start=" + payload }
