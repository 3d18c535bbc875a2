package chat

import (
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// ErrMessage says that stored bytes are no message of ours.
var ErrMessage = errors.New("not a message")

const (
	tagSay      = 's'
	tagPace     = 'p'
	tagDocument = 'd'
	tagPost     = 'o'
)

// EncodeMessage writes m for a mailbox: one byte for its kind, then CBOR with
// numbered fields, so that a newer version may add some.
func EncodeMessage(m Message) ([]byte, error) {
	tag := byte(tagSay)
	switch m.(type) {
	case Say:
	case Pace:
		tag = tagPace
	case Document:
		tag = tagDocument
	case Post:
		tag = tagPost
	default:
		return nil, fmt.Errorf("encoding a message of type %T: %w", m, ErrMessage)
	}
	body, err := cbor.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("encoding a message: %w", err)
	}
	return append([]byte{tag}, body...), nil
}

// DecodeMessage reads what EncodeMessage wrote. Anything else is ErrMessage.
func DecodeMessage(b []byte) (Message, error) {
	if len(b) == 0 {
		return nil, fmt.Errorf("decoding an empty message: %w", ErrMessage)
	}
	switch b[0] {
	case tagSay:
		return decodeAs[Say](b[1:])
	case tagPace:
		return decodeAs[Pace](b[1:])
	case tagDocument:
		return decodeAs[Document](b[1:])
	case tagPost:
		return decodeAs[Post](b[1:])
	}
	return nil, fmt.Errorf("decoding a message with tag %d: %w", b[0], ErrMessage)
}

func decodeAs[M Message](b []byte) (Message, error) {
	var m M
	if err := cbor.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("decoding a message: %w", errors.Join(ErrMessage, err))
	}
	return m, nil
}
