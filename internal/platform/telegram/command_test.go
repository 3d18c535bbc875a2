package telegram

import (
	"strings"
	"testing"
)

func TestACommandIsFoundWhereOneIs(t *testing.T) {
	for name, story := range map[string]struct {
		text string
		want spoken
		is   bool
	}{
		"alone":                               {text: "/checkin", want: spoken{name: "checkin"}, is: true},
		"with words":                          {text: "/remind  at nine \n please ", want: spoken{name: "remind", rest: "at nine \n please"}, is: true},
		"for a bot by name":                   {text: "/checkin@StillBot rest", want: spoken{name: "checkin", bot: "stillbot", rest: "rest"}, is: true},
		"behind spaces":                       {text: "  \n/Help", want: spoken{name: "help"}, is: true},
		"behind an emoji":                     {text: "🌱 /checkin", want: spoken{name: "checkin"}, is: true},
		"behind an emoji of many parts":       {text: "👩🏽‍🤝‍👩🏻❤️/checkin", want: spoken{name: "checkin"}, is: true},
		"on the next line":                    {text: "/checkin\nI am fine", want: spoken{name: "checkin", rest: "I am fine"}, is: true},
		"a path is none":                      {text: "/etc/hosts"},
		"a slash is none":                     {text: "/"},
		"a slash before a word is none":       {text: "/ checkin"},
		"behind a word it is none":            {text: "see /checkin"},
		"with a dot it is none":               {text: "/checkin."},
		"a name in other letters is none":     {text: "/привет"},
		"for nobody it is none":               {text: "/checkin@ now"},
		"a name that is far too long is none": {text: "/" + strings.Repeat("a", 33)},
		"nothing":                             {},
	} {
		t.Run(name, func(t *testing.T) {
			if got, is := parseCommand(story.text); got != story.want || is != story.is {
				t.Errorf("%q is %+v, %v", story.text, got, is)
			}
		})
	}
}

// FuzzACommandIsWhatWasTyped: a command's parts are in the text, in their order.
func FuzzACommandIsWhatWasTyped(f *testing.F) {
	for _, seed := range []string{"/start abc", "🌱 /x@y z", "/x@y", "/", "/\xff", "/a\u00a0b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, is := parseCommand(text)
		again := "/" + c.name
		if c.bot != "" {
			again += "@" + c.bot
		}
		if back, ok := parseCommand(again + " " + c.rest); is && (!ok || back != c) {
			t.Errorf("%q is %+v and reads back as %+v", text, c, back)
		}
	})
}
