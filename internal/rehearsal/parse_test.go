package rehearsal_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stillpoint-bot/stillpoint/internal/rehearsal"
)

func TestATranscriptIsPrintedBackAsItWasRead(t *testing.T) {
	const text = `language: es
start: 2026-03-02 20:00 Europe/Madrid
consent: no
person: no_holds = yes
person: country = ES

-- every kind of line
> /evening now
< One message ... with a gap.
< ...
= record check-in: mood 2, area chest
= end evening done
> two words
= safety crisis
> [A button]
~ tomorrow 09:00
< Good morning.
`
	file, problems := rehearsal.Parse("a.txt", text)
	if problems != nil {
		t.Fatal(problems)
	}
	if got := file.String(); got != text {
		t.Errorf("it came back as:\n%s", got)
	}
}

func TestWhatIsWrongInATranscriptIsToldWithItsPlace(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no case at all", "language: en", "a.txt:1:1: there is no case here"},
		{"a case without a name", "--\n> hi", "a.txt:1:1: the case has no name"},
		{"a message before anybody spoke", "-- a\n< Hello.", "a.txt:2:1: nothing was typed yet"},
		{"a line before the first case", "> hi\n-- a", "a.txt:1:1: this stands before the first case"},
		{"a misspelt header", "languag: en\n-- a", `did you mean "language"?`},
		{"a header that stands twice", "consent: yes\nconsent: no\n-- a", `a.txt:2:1: "consent" stands here twice`},
		{"a day that does not exist", "start: 2026-02-31 20:00\n-- a", "is no time"},
		{"a zone that does not exist", "start: 2026-03-02 20:00 Europe/Atlantis\n-- a", `there is no time zone "Europe/Atlantis"`},
		{"the zone of this machine", "start: 2026-03-02 20:00 Local\n-- a", "there is no time zone"},
		{"an odd answer to consent", "consent: perhaps\n-- a", "is no answer to consent"},
		{"a person's value without a value", "person: no_holds\n-- a", "no value is set here"},
		{"a language of two words", "language: two words\n-- a", "is no language"},
		{"a line without a sign", "-- a\n> hi\nHello.", "a.txt:3:1: this line begins with none of"},
		{"a length of time that is none", "-- a\n~ soon", `"soon" is no time`},
		{"nothing after the sign", "-- a\n> hi\n<", "nothing stands after <"},
		{"something that cannot happen", "-- a\n> hi\n= recor a", `did you mean "record"?`},
		{"a record of nothing", "-- a\n> hi\n= record", `"record" of what?`},
		{"a signal that does not exist", "-- a\n> hi\n= safety panic", "is nothing that safety looks for"},
		{"a reminder without a number", "-- a\n> hi\n= reminder set", `"set" is no number of a reminder`},
		{"something that happens to no reminder", "-- a\n> hi\n= reminder 1 move", `did you mean "moved"?`},
		{"no reason to pass over", "-- a\n> hi\n= passed by", `"by" is no reason`},
		{"a view that does not exist", "-- a\n> hi\n= show month", `"month" cannot be shown`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := rehearsal.Parse("a.txt", test.text)
			if !strings.Contains(problems.Error(), test.want) {
				t.Errorf("got %q, wanted %q in it", problems.Error(), test.want)
			}
		})
	}
}

func TestOnlyTheTranscriptsOfAFolderAreLoaded(t *testing.T) {
	files, problems := rehearsal.Load(fstest.MapFS{
		"rehearsals/b.txt":      {Data: []byte("-- b\n> hi")},
		"rehearsals/a.txt":      {Data: []byte("-- a\n> hi")},
		"rehearsals/notes.md":   {Data: []byte("not one")},
		"rehearsals/more/c.txt": {Data: []byte("-- c\n> hi")},
	})
	if problems != nil || len(files) != 2 || files[0].Name != "rehearsals/a.txt" || files[1].Name != "rehearsals/b.txt" {
		t.Errorf("got %v %v", files, problems)
	}
	if files, problems := rehearsal.Load(fstest.MapFS{}); files != nil || problems != nil {
		t.Errorf("an empty folder: %v %v", files, problems)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("language: es\nstart: 2026-03-02 20:00 Europe/Madrid\nperson: a = b\n\n-- a\n> hi\n< ...\n= end a done\n~ 20s\n> [B]\n> /c d")
	f.Add("-- a\n>\n> [\n> []\n> /\n> / a\n< [pacer] ...\n= safety now\n# remark")
	f.Add("start: 2026-03-29 02:30 Europe/Madrid\n-- a\r\n> \u00a0x\u2003y\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, problems := rehearsal.Parse("a.txt", text)
		if problems != nil {
			return
		}
		printed := file.String()
		again, problems := rehearsal.Parse("a.txt", printed)
		if problems != nil {
			t.Fatalf("what was printed is not read again: %v\n%s", problems, printed)
		}
		if got := again.String(); got != printed {
			t.Errorf("printed:\n%s\nthen:\n%s", printed, got)
		}
		if len(again.Cases) != len(file.Cases) || !again.Start.Equal(file.Start) {
			t.Errorf("something was lost:\n%s", printed)
		}
		for i := range file.Cases {
			for k, turn := range file.Cases[i].Turns {
				if len(again.Cases[i].Turns) <= k || again.Cases[i].Turns[k].Act != turn.Act {
					t.Fatalf("the act %q was lost:\n%s", turn.Act, printed)
				}
			}
		}
	})
}
