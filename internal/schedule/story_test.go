package schedule_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/schedule"
)

var update = flag.Bool("update", false, "write what is said into the stories")

// TestStories plays the stories under testdata. A line of a story is what somebody
// does; what comes of it is indented below it.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no stories", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			told, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := tell(t, string(told))
			if *update {
				if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(told) {
				t.Errorf("the story goes differently now; look at it, and use -update when it is right:\n%s", firstDifference(string(told), got))
			}
		})
	}
}

func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d\n- %s\n+ %s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, before %d", len(b), len(a))
}

// teller plays one story.
type teller struct {
	*world
	by    chat.Moderator
	place chat.Place
	out   strings.Builder
}

func tell(t *testing.T, story string) string {
	t.Helper()
	s := &teller{world: newWorld(), by: ana, place: chat.Place{ID: "7", Name: "general"}}
	for line := range strings.Lines(story) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "  ") {
			continue
		}
		s.out.WriteString(line + "\n")
		if line != "" && !strings.HasPrefix(line, "#") {
			s.line(t, line)
		}
	}
	return s.out.String()
}

func (s *teller) line(t *testing.T, line string) {
	t.Helper()
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "at":
		at, err := time.Parse("2006-01-02 15:04", rest)
		if err != nil {
			t.Fatal(err)
		}
		s.now = at
	case "by":
		s.who(t, rest)
	case "most":
		s.rules.Most, _ = strconv.Atoi(rest)
	case ">", "draft", "alter", "act", "adjust", "tap", "fill", "overview", "history":
		s.show(s.ask(t, s.by, s.request(t, word, rest)))
	default:
		s.show(s.happens(t, word, rest))
	}
}

// who reads "Ana es-ES manages" or "Leo en role 5".
func (s *teller) who(t *testing.T, text string) {
	t.Helper()
	words := strings.Fields(text)
	s.by = chat.Moderator{ID: strings.ToLower(words[0]), Name: words[0], Locale: words[1]}
	for _, w := range words[2:] {
		if w == "manages" {
			s.by.Manages = true
		} else {
			s.by.Roles = append(s.by.Roles, w)
		}
	}
}

func (s *teller) request(t *testing.T, word, rest string) chat.Request {
	t.Helper()
	v := values(rest)
	switch word {
	case ">":
		return chat.Line{Text: rest, Place: s.place}
	case "draft":
		return s.draft(v)
	case "alter":
		in := chat.Alter{Which: v["which"], Draft: s.draft(v), NoRole: v["no-role"] != ""}
		if v["place"] == "" {
			in.Draft.Place = chat.Place{}
		}
		return in
	case "act":
		deeds := map[string]chat.Deed{"pause": chat.Pause, "resume": chat.Resume, "skip": chat.Skip, "delete": chat.Remove, "look": chat.Look}
		do, which, _ := strings.Cut(rest, " ")
		return chat.Act{Which: which, Do: deeds[do]}
	case "adjust":
		return chat.Adjust{Zone: v["zone"], Locale: v["language"], Steward: role(v["steward"]), NoSteward: v["no-steward"] != ""}
	case "tap":
		return chat.Tap{Token: rest}
	case "fill":
		token, text, _ := strings.Cut(rest, " ")
		return chat.Fill{Token: token, Text: text}
	case "overview":
		return chat.Overview{}
	}
	return chat.History{}
}

func (s *teller) draft(v map[string]string) chat.Draft {
	minutes, _ := strconv.Atoi(v["spread"])
	place := s.place
	if v["place"] != "" {
		place = chat.Place{ID: "id-" + v["place"], Name: v["place"]}
	}
	return chat.Draft{
		When: v["when"], Zone: v["zone"], What: v["what"], Text: v["text"], Place: place,
		Role: role(v["role"]), MonthEnd: v["month-end"], Spread: minutes,
	}
}

func role(name string) chat.Role {
	if name == "" {
		return chat.Role{}
	}
	return chat.Role{ID: "id-" + name, Name: name}
}

// values reads "when = every day 9:00 | text = Hello".
func values(text string) map[string]string {
	v := map[string]string{}
	for pair := range strings.SplitSeq(text, "|") {
		if name, value, ok := strings.Cut(pair, "="); ok {
			v[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
	}
	return v
}

func (s *teller) happens(t *testing.T, word, rest string) schedule.Outcome {
	t.Helper()
	switch word {
	case "due":
		name, late, _ := strings.Cut(rest, " ")
		by, _ := time.ParseDuration(late)
		return s.fire(t, name, by)
	case "undelivered":
		name, why, _ := strings.Cut(rest, " ")
		return s.play(t, chat.Undelivered{Source: s.posted(name), Why: chat.Failure(why[0])})
	case "removed":
		return s.play(t, chat.Lifecycle{Change: chat.Blocked})
	case "back":
		return s.play(t, chat.Lifecycle{Change: chat.Joined})
	case "recompute":
		return s.play(t, chat.Recompute{})
	}
	t.Fatalf("a story knows no %q", word)
	return schedule.Outcome{}
}

// show writes what came of it, indented.
func (s *teller) show(out schedule.Outcome) {
	w := func(format string, args ...any) {
		text := strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", "\n  ")
		for line := range strings.Lines("  " + text + "\n") {
			s.out.WriteString(strings.TrimRight(strings.ReplaceAll(line, "\n", ""), " ") + "\n")
		}
	}
	s.reply(w, out.Reply)
	for _, p := range out.Posts {
		w("post in #%s, mentions %q, button %q begins %q:", p.Place.Name, p.Role.Name, p.Button, p.Begin)
		w("| %s", strings.ReplaceAll(p.Text, "\n", "\n| "))
		w("(of %s due %s until %s)", p.Source.Timer, unix(p.Source.Due), unix(p.Source.Until))
	}
	for _, p := range out.Passed {
		w("passed %d %s", p.N, p.Why)
	}
	switch {
	case out.Idle:
		w("(nothing changed)")
	case len(out.Set)+len(out.Cancel) > 0:
		w("(timers: %s)", s.clock())
	}
}

func (s *teller) reply(w func(string, ...any), r *chat.Reply) {
	if r == nil {
		return
	}
	// Two spaces at least stand before everything that is said, also before nothing.
	w("| %s", strings.ReplaceAll(r.Text, "\n", "\n| "))
	for _, c := range r.Choices {
		w("[%s] %s", c.Token, c.Label)
	}
	if f := r.Form; f != nil {
		w("form %s: %s / %s / %q / %d / %s", f.Token, f.Title, f.Label, f.Text, f.Most, f.Button)
	}
}

// posted is what was posted last of a timer.
func (w *world) posted(timer string) chat.Source {
	for _, p := range slices.Backward(w.posts) {
		if p.Source.Timer == timer {
			return p.Source
		}
	}
	return chat.Source{Timer: timer}
}

func unix(milli int64) string {
	if milli == 0 {
		return "whenever"
	}
	return time.UnixMilli(milli).UTC().Format("2006-01-02 15:04:05")
}

func (s *teller) clock() string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(s.timers)) {
		all = append(all, name+" "+s.timers[name].UTC().Format("2006-01-02 15:04:05"))
	}
	return strings.Join(all, ", ")
}
