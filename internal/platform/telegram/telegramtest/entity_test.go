package telegramtest

import (
	"encoding/json"
	"slices"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func TestCommandsAreFoundWhereTelegramFindsThem(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []span
	}{
		{"/start", []span{{0, 6}}},
		{"/start abc_1", []span{{0, 6}}},
		{"/help@StillpointTestBot now", []span{{0, 23}}},
		{"🌱 /help", []span{{3, 5}}},
		{"please /stop", []span{{7, 5}}},
		{"/a /b", []span{{0, 2}, {3, 2}}},
		{"and/or", nil},
		{"/", nil},
		{"/ú", nil},
		{"/home/ana", nil},
		{"/" + string(slices.Repeat([]byte{'a'}, 33)), nil},
		{"", nil},
	} {
		if got := commandSpans(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
		}
	}
}

func FuzzCommandSpans(f *testing.F) {
	for _, text := range []string{"/start", "🌱 /help@bot", "a /b\n/c", "\xff/x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		whole := utf16.Encode([]rune(text))
		for _, s := range commandSpans(text) {
			if s.length < 2 || s.offset < 0 || s.offset+s.length > len(whole) || whole[s.offset] != '/' {
				t.Fatalf("%q: %+v", text, s)
			}
		}
		if units(text) != len(whole) {
			t.Fatalf("%q is %d units, want %d", text, units(text), len(whole))
		}
	})
}

func FuzzAppendString(f *testing.F) {
	for _, s := range []string{"", "a\"b\\c", "\x00\n", "ñ🌱", "\xff\xfe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal(appendString(nil, s), &got); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if want := string([]rune(s)); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}
