package telegramtest

import (
	"strconv"
	"unicode/utf8"
)

// The answers and updates are written by hand: a thousand people make many of them, and
// the bot shares the processor.

const hexDigits = "0123456789abcdef"

// appendString adds s as a JSON string. Bytes that are no UTF-8 become U+FFFD.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				b = append(append(b, s[from:i]...), `\ufffd`...)
				from = i + 1
			}
			i += size
			continue
		case c == '"' || c == '\\':
			b = append(append(b, s[from:i]...), '\\', c)
			from = i + 1
		case c < ' ':
			b = append(append(b, s[from:i]...), '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
			from = i + 1
		}
		i++
	}
	return append(append(b, s[from:]...), '"')
}

// appendField adds `,"name":` and leaves the value to the caller.
func appendField(b []byte, name string) []byte {
	b = append(b, ',', '"')
	b = append(b, name...)
	return append(b, '"', ':')
}

func appendIntField(b []byte, name string, n int64) []byte {
	return strconv.AppendInt(appendField(b, name), n, 10)
}

func appendTextField(b []byte, name, s string) []byte {
	return appendString(appendField(b, name), s)
}
