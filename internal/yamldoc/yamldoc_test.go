package yamldoc_test

import (
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

type page struct {
	At    yamldoc.At          `yaml:"@"`
	Title yamldoc.Text        `yaml:"title"`
	Times int                 `yaml:"times"`
	Quiet bool                `yaml:"quiet"`
	Area  yamldoc.Map[string] `yaml:"area"`
	Inner []page              `yaml:"inner"`
}

func TestEveryMistakeOfAFileIsReportedWithItsPlace(t *testing.T) {
	cases := map[string]struct {
		text string
		want string
	}{
		"an unknown key names the nearest one": {
			"tite: x\n", `f.yaml:1:1: "tite" means nothing here → did you mean "title"?`,
		},
		"two mistakes come together": {
			"times: many\nquiet: perhaps\n",
			"f.yaml:1:8: \"many\" is not a whole number\nf.yaml:2:8: \"perhaps\" is neither yes nor no → write yes or no",
		},
		"a key that stands twice": {"times: 1\ntimes: 2\n", `f.yaml:2:1: "times" stands here twice → keep one of them`},
		"a text where a list belongs": {
			"inner: x\n", `f.yaml:1:8: a list is expected here, not a text → start each line of it with "- "`,
		},
		"nothing after the colon": {"title:\n", "f.yaml:1:7: there is nothing after the colon → write a value, or remove the line"},
		"a tab":                   {"inner:\n\t- title: x\n", "f.yaml:2:2: this line is indented with a tab → use spaces"},
		"an alias": {
			"title: *x\n", "",
		},
		"an empty file": {"", "f.yaml:1:1: the file is empty"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var p page
			got := yamldoc.Decode("f.yaml", []byte(c.text), &p)
			if len(got) == 0 {
				t.Fatal("no mistake was found")
			}
			if c.want != "" && got.Error() != c.want {
				t.Errorf("got\n%s\nwant\n%s", got.Error(), c.want)
			}
		})
	}
}

func TestPlacesAndOrderAreKept(t *testing.T) {
	var p page
	text := "title: Evening\narea:\n  z: last\n  a: first\ninner:\n  - title: Two\n"
	if got := yamldoc.Decode("f.yaml", []byte(text), &p); len(got) > 0 {
		t.Fatal(got)
	}
	if p.Title.V != "Evening" || p.Title.At != (yamldoc.At{Line: 1, Column: 8}) {
		t.Errorf("title: %+v", p.Title)
	}
	if p.Area[0].Key.V != "z" || p.Area[1].Value != "first" {
		t.Errorf("area: %+v", p.Area)
	}
	if p.Inner[0].At != (yamldoc.At{Line: 6, Column: 5}) {
		t.Errorf("inner: %+v", p.Inner[0].At)
	}
}

func FuzzDecodeNeverPanics(f *testing.F) {
	f.Add([]byte("title: x\narea: {a: b}\ninner: [{times: 3}]\n"))
	f.Add([]byte("- : *a\n&b c"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		var p page
		_ = yamldoc.Decode("f.yaml", data, &p)
	})
}
