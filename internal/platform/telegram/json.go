package telegram

import (
	"strconv"
	"unicode/utf8"
)

// The calls that every turn makes are written by hand: a third of the cost of
// encoding/json, and nothing is looked up by reflection.

const hexDigits = "0123456789abcdef"

// appendText appends text as a JSON string. Bytes that are no UTF-8 become the
// replacement character.
func appendText(dst []byte, text string) []byte {
	dst = append(dst, '"')
	start := 0
	for i := 0; i < len(text); {
		c := text[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(text[i:])
			if r == utf8.RuneError && size == 1 {
				dst = append(append(dst, text[start:i]...), `\ufffd`...)
				start = i + size
			}
			i += size
			continue
		}
		if c < ' ' || c == '"' || c == '\\' || c == 0x7f {
			dst = appendEscaped(append(dst, text[start:i]...), c)
			start = i + 1
		}
		i++
	}
	return append(append(dst, text[start:]...), '"')
}

func appendEscaped(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\n':
		return append(dst, '\\', 'n')
	}
	return append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}

// appendTarget appends the opening of a call about a message that is there.
func appendTarget(dst []byte, chatID int64, message int) []byte {
	dst = strconv.AppendInt(append(dst, `{"chat_id":`...), chatID, 10)
	return strconv.AppendInt(append(dst, `,"message_id":`...), int64(message), 10)
}

// appendMarkup appends a keyboard as the field reply_markup; an empty one takes
// the buttons away.
func appendMarkup(dst []byte, rows [][]button) []byte {
	dst = append(dst, `,"reply_markup":{"inline_keyboard":[`...)
	for i, row := range rows {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendRow(dst, row)
	}
	return append(dst, ']', '}')
}

func appendRow(dst []byte, row []button) []byte {
	dst = append(dst, '[')
	for i, b := range row {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendText(append(dst, `{"text":`...), b.Text)
		if b.URL != "" {
			dst = appendText(append(dst, `,"url":`...), b.URL)
		} else {
			dst = appendText(append(dst, `,"callback_data":`...), b.Data)
		}
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

// sendBody is the body of sendMessage: plain text, no preview of links.
func sendBody(to address, text string, rows [][]button) []byte {
	dst := make([]byte, 0, 160+len(text)+len(text)/8+64*len(rows)*3)
	dst = strconv.AppendInt(append(dst, `{"chat_id":`...), to.chat, 10)
	if to.thread != 0 {
		dst = strconv.AppendInt(append(dst, `,"message_thread_id":`...), int64(to.thread), 10)
	}
	dst = appendText(append(dst, `,"text":`...), text)
	dst = append(dst, `,"link_preview_options":{"is_disabled":true}`...)
	if len(rows) > 0 {
		dst = appendMarkup(dst, rows)
	}
	return append(dst, '}')
}

// editBody is the body of editMessageText.
func editBody(chatID int64, message int, text string, rows [][]button) []byte {
	dst := appendTarget(make([]byte, 0, 160+len(text)+len(text)/8+64*len(rows)*3), chatID, message)
	dst = appendText(append(dst, `,"text":`...), text)
	dst = append(dst, `,"link_preview_options":{"is_disabled":true}`...)
	return append(appendMarkup(dst, rows), '}')
}

// bareBody is the body of editMessageReplyMarkup that takes the buttons away.
func bareBody(chatID int64, message int) []byte {
	return append(appendMarkup(appendTarget(make([]byte, 0, 128), chatID, message), nil), '}')
}

// toastBody is the body of answerCallbackQuery.
func toastBody(id, text string) []byte {
	dst := appendText(append(make([]byte, 0, 64+len(id)+len(text)), `{"callback_query_id":`...), id)
	if text != "" {
		dst = appendText(append(dst, `,"text":`...), text)
	}
	return append(dst, '}')
}

// typingBody is the body of sendChatAction.
func typingBody(chatID int64) []byte {
	return append(strconv.AppendInt([]byte(`{"chat_id":`), chatID, 10), `,"action":"typing"}`...)
}
