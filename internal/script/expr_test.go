package script

import (
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// answers is an Env with fixed answers, on a Sunday evening.
type answers map[string]Value

func (a answers) Value(slot *Slot) Value { return a[slot.Name] }
func (answers) Now() time.Time           { return time.Date(2026, 11, 22, 20, 30, 0, 0, time.UTC) }
func (answers) Lang() int                { return 0 }
func (answers) Library() *Library        { return &Library{MostReminders: 3} }
func (answers) Reminders() int           { return 2 }

// Reminder: the first is at work, the second paused.
func (answers) Reminder(id uint16) (title string, r reminder.Reminder, ok bool) {
	state := map[uint16]reminder.State{1: reminder.On, 2: reminder.Paused}[id]
	return "Evening", reminder.Reminder{ID: id, State: state}, state != 0
}

// someValues is one value of each kind, and another that is never answered.
func someValues(t testing.TB) (names, answers) {
	t.Helper()
	list := &List{ID: "areas"}
	for _, id := range []string{"chest", "neck-shoulders", "belly"} {
		list.Items = append(list.Items, Item{ID: id, Hash: HashOf(id)})
	}
	scope := &Scope{}
	types := map[string]*Type{"area": {Kind: Choice, List: list}, "parts": {Kind: Choices, List: list}}
	for name, short := range map[string]string{"mood": "0..10", "again": "yes-no", "bed": "time", "note": "text", "when": "schedule", "place": "zone", "which": "reminder"} {
		parsed, err := parseType(short)
		if err != nil {
			t.Fatal(err)
		}
		types[name] = parsed
	}
	for name, typ := range types {
		scope.add(Slot{Name: name, Hash: HashOf(name), Type: typ})
		scope.add(Slot{Name: "no_" + name, Hash: HashOf("no_" + name), Type: typ})
	}
	scope.add(Slot{Name: "person.no_holds", Type: &Type{Kind: YesNo}, Person: true})
	return names{find: scope.Find, known: scope.names()}, answers{
		"mood": NumberValue(3000), "again": YesNoValue(false), "bed": TimeValue(22*60 + 30), "note": TextValue("hello"),
		"area": ChoiceValue(HashOf("chest")), "parts": ChoicesValue([]Hash{HashOf("chest"), HashOf("belly")}),
		"person.no_holds": YesNoValue(true),
		"when":            ScheduleValue(recur.When{}), "place": ZoneValue("Europe/Paris"), "which": WhichValue(2),
	}
}

func TestConditionsAreAsTheyRead(t *testing.T) {
	known, env := someValues(t)
	for source, want := range map[string]bool{
		"mood <= 3": true, "mood < 3": false, "mood >= 3": true, "mood > 3": false, "mood == 3": true, "mood != 3": false,
		"mood in 3..4": true, "mood in 4..6": false, "mood not in 4..6": true, "mood in [1, 3]": true, "mood in [1, 2]": false,
		"mood + 1 == 4": true, "mood - 4 == -1": true, "mood * 2 == 6": true, "mood / 2 == 1.5": true, "-mood == -3": true,
		"mood + 0.1 == 3.1": true, "4.35 * 2 == 8.7": true,
		"area == chest": true, "area != chest": false, `area == "neck-shoulders"`: false, `area in ["chest", "belly"]`: true,
		"area in [chest]": true, `area not in ["belly"]`: true,
		`"chest" in parts`: true, `"neck-shoulders" in parts`: false, "area in parts": true,
		"again": false, "not again": true, "again == no": true, "again == yes": false, `again == "no"`: true, "again != yes": true,
		"again == false": true, "again == person.no_holds": false,
		`bed > "22:00"`: true, `bed == "22:30"`: true, `bed in ["21:00"]`: false,
		`note == "hello"`: true, `note != "hello"`: false,
		"person.no_holds": true, "answered(mood)": true, "answered(no_mood)": false, "not answered(no_mood)": true,
		"answered(person.no_holds)": true, "hour() == 20": true, "hour() < 12": false, "weekday() == 7": true,
		"mood <= 3 and area == chest": true, "mood > 3 or area == chest": true, "mood > 3 and area == chest": false,
		"not (mood > 3)": true, "true": true, "false": false,
		"reminders() == 2": true, "reminders() < 2": false, "reminders_full()": false, "not reminders_full()": true,
		"paused(which)": true, "paused(no_which)": false, "coming(which)": false, "coming(no_which)": false, "in_quiet_hours(when)": false, "answered(when)": true,
		"when == when": true, "when != when": false, "place == place": true, "which == which": true,
		// a comparison with something that was not answered is simply not true
		"when == no_when": false, "when != no_when": false, "no_place == place": false, "which != no_which": false,
		"no_mood <= 3": false, "no_mood > 3": false, "no_mood == 3": false, "no_mood != 3": false, "no_mood in 0..10": false,
		"no_mood + 1 > 0": false, "no_area == chest": false, "no_area != chest": false, "no_area in [chest]": false,
		`"chest" in no_parts`: false, "no_area in parts": false, "no_again": false, "no_again == no": false,
		"no_again == yes": false, "no_again != yes": false, `no_bed < "12:00"`: false, `no_note == ""`: false,
		"no_mood < 3 or mood == 3": true, "not (no_mood < 3)": true,
		// nor can anything fail while a person waits
		"mood / 0 == 1": false, "mood / 0 != 1": false, "mood / (mood - 3) > 0": false, "mood * 1000000 > 5": false,
	} {
		e, wrong, _ := compileExpr(source, known)
		if wrong != nil {
			t.Errorf("%s: %s", source, wrong.what)
			continue
		}
		if e.Kind != YesNo {
			t.Errorf("%s is %s", source, kindWord(e.Kind))
		} else if got := e.Yes(env); got != want {
			t.Errorf("%s is %v", source, got)
		}
	}
}

func TestWhatExpressionsYield(t *testing.T) {
	known, env := someValues(t)
	for source, want := range map[string]Value{
		"mood + 1": NumberValue(4000), "mood / 7": NumberValue(429), "mood / 0": {}, "no_mood + 1": {}, "mood": NumberValue(3000),
		"area": ChoiceValue(HashOf("chest")), "no_area": {}, "bed": TimeValue(1350), "note": TextValue("hello"),
		`"words"`: TextValue("words"), "again": YesNoValue(false), "no_again": {}, "not no_again": YesNoValue(true),
		"parts": ChoicesValue([]Hash{HashOf("chest"), HashOf("belly")}), "no_parts": {}, "hour()": NumberValue(20000),
	} {
		e, wrong, _ := compileExpr(source, known)
		if wrong != nil {
			t.Errorf("%s: %s", source, wrong.what)
		} else if got := e.Value(env); got != want {
			t.Errorf("%s is %+v", source, got)
		}
	}
}

func TestAnExpressionThatCannotBeRightIsNamed(t *testing.T) {
	known, _ := someValues(t)
	for source, want := range map[string]string{
		"mod <= 3": `0: "mod" is not declared`, "mood <= three": `8: "three" is not declared`,
		`mood <= "three"`: "5: a number cannot be compared with a text", "mood and again": `5: "and" joins two conditions`,
		"area == leg": `8: "leg" is not in the list areas`, `"leg" in parts`: `0: "leg" is not in the list`,
		`bed > "late"`: `6: "late" is no time of day`, "again == maybe": `9: "maybe" is not declared`,
		"mood + note": `5: "+" works on numbers`, "not mood": `"not" does not go with a number`, "-area": `"-" does not go with a choice`,
		"area < chest": "a choice cannot be compared", "parts == parts": "several choices cannot be compared",
		"mood in area": `"in" looks into a range or a list`, "area in 1..2": "a range is about numbers",
		"len(note)": `"len" is no function of ours`, "answered(3)": "takes the name of a value", "hour(1)": "is no function of ours",
		"mood ?? 3": "is not known in expressions", "mood ? 1 : 2": "not known here", "mood[0]": "not known here", "mood.x.y": "not known here",
		"person.nothing": `"person.nothing" is not declared`, "nil": "not known here", "mood <= ": "cannot be read", "": "cannot be read",
		"[1, 2]": "not known here", "{a: 1}": "not known here", "map(parts, # + 1)": "", "mood % 2 == 0": "is not known in expressions",
		"note matches 'a'": "is not known", "1e300 > mood": "numbers reach from",
		strings.Repeat("mood + ", 100) + "1": "too long",
	} {
		_, wrong, column := compileExpr(source, known)
		if wrong == nil {
			t.Errorf("%s is taken", source)
			continue
		}
		if got := string(rune('0'+min(column, 9))) + ": " + wrong.what; !strings.Contains(got, want) {
			t.Errorf("%s: got %q, wanted %q", source, got, want)
		}
	}
}

func FuzzExpr(f *testing.F) {
	for _, source := range []string{
		"mood <= 3 and area == chest", `"chest" in parts`, "not again or answered(no_mood)", `bed > "22:00"`, "mood in 1..3",
		"mood / (mood - 3) + -1.5 * 2", "paused(which) or reminders() > 1 and in_quiet_hours(when)", `area not in ["belly", chest]`, "person.no_holds == no", "hour() < weekday()", "a?.b ?? c[1:2] | d",
	} {
		f.Add(source)
	}
	known, env := someValues(f)
	f.Fuzz(func(t *testing.T, source string) {
		e, wrong, column := compileExpr(source, known)
		if wrong != nil {
			if wrong.what == "" || column < 0 || column > len(source)+1 {
				t.Fatalf("%q is wrong at %d: %q", source, column, wrong.what)
			}
			return
		}
		for _, a := range []answers{env, {}} {
			v := e.Value(a)
			if v.Kind != Unset && v.Kind != e.Kind {
				t.Fatalf("%q is %s and yields %s", source, kindWord(e.Kind), kindWord(v.Kind))
			}
			if again := e.Value(a); again != v {
				t.Fatalf("%q yields %v, then %v", source, v, again)
			}
		}
		if e.Kind == YesNo {
			e.Yes(env)
		}
	})
}
