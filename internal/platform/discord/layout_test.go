package discord

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func say(choices, controls int, label string, layout chat.Layout) chat.Say {
	s := chat.Say{Text: "?", Question: 1, Layout: layout}
	for i := range choices {
		s.Choices = append(s.Choices, chat.Choice{Token: fmt.Sprint("c", i), Label: fmt.Sprint(label, i)})
	}
	for i := range controls {
		s.Controls = append(s.Controls, chat.Control{Token: fmt.Sprint("k", i), Label: "Stop"})
	}
	return s
}

// shape is how many buttons each row has, a list counting as minus its options.
func shape(rows componentRows) (sizes []int) {
	for _, one := range rows {
		parts := one.(row).Components
		if menu, ok := parts[0].(discordgo.SelectMenu); ok {
			sizes = append(sizes, -len(menu.Options))
			continue
		}
		sizes = append(sizes, len(parts))
	}
	return sizes
}

func TestHowButtonsLie(t *testing.T) {
	long := "a rather long label that fills a row "
	for name, c := range map[string]struct {
		say   chat.Say
		write string
		want  []int
	}{
		"nothing":                                   {say(0, 0, "", chat.List), "", nil},
		"controls alone":                            {say(0, 4, "", chat.List), "", []int{4}},
		"a scale from 0 to 10":                      {say(11, 4, "", chat.Scale), "", []int{4, 4, 3, 4}},
		"a scale from 1 to 5":                       {say(5, 2, "", chat.Scale), "", []int{5, 2}},
		"a few short ones":                          {say(3, 2, "Yes", chat.List), "", []int{3, 2}},
		"four long ones":                            {say(4, 2, long, chat.List), "", []int{1, 1, 1, 1, 2}},
		"five long ones make a list":                {say(5, 2, long, chat.List), "", []int{-5, 2}},
		"twenty are still buttons":                  {say(20, 2, "a", chat.Scale), "", []int{5, 5, 5, 5, 2}},
		"twenty-one make a list":                    {say(21, 2, "a", chat.Scale), "", []int{-21, 2}},
		"sixty make three lists":                    {say(60, 5, "a", chat.List), "", []int{-25, -25, -10, 5}},
		"more than fit are left out":                {say(120, 5, "a", chat.List), "Write", []int{-25, -25, -25, 1, 5}},
		"a button to write with":                    {say(2, 2, "a", chat.List), "Write", []int{2, 1, 2}},
		"seven controls take two rows":              {say(0, 7, "", chat.List), "", []int{4, 3}},
		"many controls never crowd the choices out": {say(11, 14, "", chat.Scale), "Write", []int{-11, 1, 5, 5}},
	} {
		t.Run(name, func(t *testing.T) {
			c.say.Write = c.write
			if got := shape(rowsOf(c.say, true)); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestLabelsKeepToDiscordsLengths(t *testing.T) {
	s := say(30, 1, strings.Repeat("é😀", 90), chat.List)
	s.Controls[0].Label = strings.Repeat("x", 300)
	data, err := json.Marshal(rowsOf(s, true))
	if err != nil {
		t.Fatal(err)
	}
	var all []struct {
		Components []struct {
			Label   string
			Options []struct{ Label string }
		}
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		for _, c := range r.Components {
			if size(c.Label) > maxButton {
				t.Errorf("a label of %d", size(c.Label))
			}
			for _, o := range c.Options {
				if size(o.Label) > maxOption {
					t.Errorf("an option of %d", size(o.Label))
				}
			}
		}
	}
}

func FuzzWire(f *testing.F) {
	for _, id := range []string{"15.7000", "15!w", "15!s2", "0.a", "3w5e11264sgsf.x", "..", "1!", "01.a"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		w, ok := parseWire(id)
		if ok && w.String() != id {
			t.Fatalf("%q comes back as %q", id, w.String())
		}
		if ok && len(id) > 100 {
			t.Fatalf("%d bytes are too many", len(id))
		}
	})
}

func TestEveryTokenTravelsUnchanged(t *testing.T) {
	for _, token := range []string{"a", "7000", "back!", "a.b.c", strings.Repeat("x", 32), "!w", ".."} {
		for _, question := range []uint64{0, 1, 1<<64 - 1} {
			w := wire{question: question, aim: aimAnswer, token: token}
			if got, ok := parseWire(w.String()); !ok || got != w {
				t.Errorf("%q comes back as %+v", w.String(), got)
			}
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("one two\n\nthree", 5)
	f.Add(strings.Repeat("é😀 ", 40), 7)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		limit = 4 + limit&0xff
		parts := split(s, limit)
		for _, p := range parts {
			if size(p) > limit {
				t.Fatalf("a part of %d, the limit is %d", size(p), limit)
			}
			if utf8.ValidString(s) && !utf8.ValidString(p) {
				t.Fatal("a letter was cut")
			}
		}
		if got, want := strings.Join(strings.Fields(strings.Join(parts, "")), ""), strings.Join(strings.Fields(s), ""); got != want {
			t.Fatalf("%q became %q", want, got)
		}
	})
}

func TestATextIsCutWhereItHurtsLeast(t *testing.T) {
	for text, want := range map[string][]string{
		"":                      {""},
		"short":                 {"short"},
		"one two\n\nthree four": {"one two", "three four"},
		"one two three four":    {"one two", "three four"},
		"one\ntwo three":        {"one", "two three"},
		"onetwothreefourfive":   {"onetwothre", "efourfive"},
		`onetwothr\*fourfive`:   {"onetwothr", `\*fourfive`},
	} {
		if got := split(text, 10); !slices.Equal(got, want) {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestTextsAreShownAsTheyStand(t *testing.T) {
	for text, want := range map[string]string{
		"plain words, 7/10.":           "plain words, 7/10.",
		"2 * 3 * 4":                    `2 \* 3 \* 4`,
		"snake_case":                   `snake\_case`,
		"> not a quote\n# not a title": "\\> not a quote\n\\# not a title",
		"3 > 2 and #1":                 "3 > 2 and #1",
		"- a list\n- of two":           "- a list\n- of two",
		"-# small":                     `\-# small`,
		"hello <@123>, <t:5>":          `hello \<@123>, \<t:5>`,
		"1 < 2":                        "1 < 2",
		"see https://a.b/c_d_e*f now_": `see https://a.b/c_d_e*f now\_`,
		"[a](https://b.c)":             `\[a](https://b.c)`,
		"||secret||":                   `\|\|secret\|\|`,
	} {
		if got := plain(text); got != want {
			t.Errorf("%q is sent as %q, want %q", text, got, want)
		}
	}
}

func TestAPacerKeepsItsTimesAndItsSpaces(t *testing.T) {
	p := chat.Pace{Rounds: 3, Phases: []chat.Phase{
		{Kind: chat.In, Label: "In", Last: 4 * time.Second}, {Kind: chat.Hold, Label: "Hold", Last: 500 * time.Millisecond}, {Kind: chat.Out, Label: "Out", Last: 5500 * time.Millisecond},
	}}
	all := scenes(p, 2*time.Second)
	for i, s := range all[1:] {
		if s.at-all[i].at < 2*time.Second {
			t.Errorf("scene %d comes %v after the one before", i+1, s.at-all[i].at)
		}
	}
	if end := all[len(all)-1]; end.at != p.Length() || end.line != "" {
		t.Errorf("it ends with %+v", end)
	}
	if all[0].at != 0 || !strings.Contains(all[0].line, "In 4") || !strings.Contains(all[0].line, "(1/3)") {
		t.Errorf("it begins with %+v", all[0])
	}
	if n := len(scenes(chat.Pace{Rounds: 1 << 30, Phases: p.Phases}, time.Second)); n != maxScenes+1 {
		t.Errorf("%d scenes", n)
	}
	if got := outline(p); got != "In 4 · Hold 0.5 · Out 5.5 (× 3)" {
		t.Errorf("it is told as %q", got)
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("2 * 3\n> quote <@1> [a](b) https://a.b/c_d")
	f.Fuzz(func(t *testing.T, text string) {
		shown := plain(text)
		if strings.Contains(text, "http") {
			return // addresses go out as they are
		}
		var back strings.Builder
		for i := 0; i < len(shown); i++ {
			if shown[i] == '\\' && i+1 < len(shown) {
				i++ // what is escaped is shown
			}
			back.WriteByte(shown[i])
		}
		if back.String() != text {
			t.Fatalf("%q would be read as %q", text, back.String())
		}
	})
}
