package rehearsal

import (
	"fmt"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// Report is how the rehearsals went.
type Report struct {
	Cases  int // how many were played
	Failed int // how many of them came out differently

	problems problem.List
	coverage Coverage
}

// Problems is every failure with its place, what was expected, what came, and the
// exchange around it.
func (r Report) Problems() problem.List { return r.problems }

// Coverage is how much of the scripts was played.
func (r Report) Coverage() Coverage { return r.coverage }

// Run plays every case of the files. safety looks at everything that is typed; nil
// sees nothing.
func Run(lib *script.Library, safety func(text string) chat.Signal, files []*File) Report {
	st := &stage{lib: lib, safety: safety, asks: asksOf(lib), cover: newTally(lib.Languages())}
	var r Report
	for _, f := range files {
		given, language, problems := st.given(f)
		r.problems = append(r.problems, problems...)
		if problems != nil {
			r.Cases, r.Failed = r.Cases+len(f.Cases), r.Failed+len(f.Cases)
			continue
		}
		for i := range f.Cases {
			r.Cases++
			if wrong, ok := st.player(f, given, language).playCase(&f.Cases[i]); !ok {
				r.Failed++
				r.problems = append(r.problems, wrong)
			}
		}
	}
	r.problems.Sort()
	r.coverage = st.cover.coverage(lib)
	return r
}

// asksOf is every question by its prompt.
func asksOf(lib *script.Library) map[*script.Line]*script.Ask {
	asks := map[*script.Line]*script.Ask{}
	for _, sc := range lib.Scripts {
		for i := range sc.Steps {
			if ask, is := sc.Steps[i].Op.(*script.Ask); is {
				asks[ask.Prompt] = ask
			}
		}
	}
	return asks
}

// given is the person whom every case of a file begins with.
func (st *stage) given(f *File) (engine.Session, int, problem.List) {
	language := st.lib.LanguageIndex(f.Language)
	if st.lib.Language(language).Code != f.Language {
		return engine.Session{}, 0, problem.List{{File: f.Name, Line: 1, What: fmt.Sprintf("there is no language %q", f.Language), Hint: "write one of lang/: language: en"}}
	}
	s := engine.NewSession(st.lib, 1, language)
	known := f.Person
	if f.Consent != ConsentUnasked {
		known = append([]Known{{Line: 1, Name: "consent", Value: string(f.Consent)}}, known...)
	}
	for _, k := range known {
		slot, ok := st.lib.Person.Find("person." + k.Name)
		if !ok {
			return s, 0, problem.List{{File: f.Name, Line: k.Line, What: fmt.Sprintf("a person has no value %q", clip(k.Name)), Hint: "declare it in person.yaml"}}
		}
		v, err := valueOf(slot, k.Value)
		if err != nil {
			return s, 0, problem.List{{File: f.Name, Line: k.Line, What: err.Error()}}
		}
		s = s.With(slot, v)
	}
	return s, language, nil
}

// valueOf reads a value as it stands in the lines about the person.
func valueOf(slot *script.Slot, text string) (script.Value, error) {
	if slot.Type.Kind != script.Time {
		return slot.Type.Parse(text)
	}
	at, err := time.Parse("15:04", text)
	if err != nil {
		return script.Value{}, fmt.Errorf("%q is no time of day: write it like 22:00", clip(text))
	}
	return script.TimeValue(at.Hour()*60 + at.Minute()), nil
}

// playCase plays a case until something comes out differently.
func (p *player) playCase(c *Case) (problem.Problem, bool) {
	for i := range c.Turns {
		t := &c.Turns[i]
		all, err := p.play(t)
		if err != nil {
			return p.failure(c, i, verdict{line: t.Line, wrong: err.Error()}, nil), false
		}
		if v := judge(t, all); !v.ok() {
			return p.failure(c, i, v, all), false
		}
	}
	return problem.Problem{}, true
}
