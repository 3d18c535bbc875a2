package recur_test

import (
	"errors"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// What is not supported is refused by its name and never left out.
func TestRulesAreRefusedByName(t *testing.T) {
	start := recur.Date{Year: 2026, Month: 11, Day: 22}
	for _, c := range []struct {
		rule string
		why  recur.Why
		part string
	}{
		{"", recur.Empty, ""},
		{"FREQ=MINUTELY", recur.Unsupported, "FREQ=MINUTELY"},
		{"FREQ=SECONDLY", recur.Unsupported, "FREQ=SECONDLY"},
		{"FREQ=DAILY;BYSECOND=0", recur.Unsupported, "BYSECOND"},
		{"FREQ=DAILY;BYEASTER=0", recur.Unsupported, "BYEASTER"},
		{"FREQ=DAILY;X-KIND=1", recur.Unsupported, "X-KIND"},
		{"FREQ=DAILY;RSCALE=CHINESE", recur.Unsupported, "RSCALE"},
		{"FREQ=DAILY;COUNT=3;UNTIL=20270101", recur.Unsupported, "COUNT+UNTIL"},
		{"FREQ=WEEKLY;BYDAY=1MO", recur.Unsupported, "BYDAY"},
		{"FREQ=DAILY;BYDAY=-1FR", recur.Unsupported, "BYDAY"},
		{"FREQ=WEEKLY;BYMONTHDAY=1", recur.Unsupported, "BYMONTHDAY"},
		{"FREQ=MONTHLY;BYYEARDAY=1", recur.Unsupported, "BYYEARDAY"},
		{"FREQ=MONTHLY;BYWEEKNO=1;BYDAY=MO", recur.Unsupported, "BYWEEKNO"},
		{"FREQ=YEARLY;BYWEEKNO=1", recur.Unfinished, "BYWEEKNO"},
		{"FREQ=HOURLY;BYSETPOS=1", recur.Unsupported, "BYSETPOS"},
		{"FREQ=HOURLY;INTERVAL=5;BYHOUR=3", recur.Unsupported, "BYHOUR"},
		{"FREQ=HOURLY;INTERVAL=5;BYMINUTE=3", recur.Unsupported, "BYMINUTE"},
		{"FREQ=HOURLY;BYMINUTE=0,30", recur.TooOften, "BYMINUTE"},
		{"FREQ=DAILY;BYHOUR=9;BYMINUTE=0,30", recur.TooOften, "BYMINUTE"},
		{"INTERVAL=2", recur.Unfinished, "FREQ"},
		{"FREQ=DAILY;FREQ=WEEKLY", recur.Unfinished, "FREQ"},
		{"FREQ=DAILY;INTERVAL=0", recur.OutOfRange, "INTERVAL"},
		{"FREQ=DAILY;INTERVAL=x", recur.OutOfRange, "INTERVAL"},
		{"FREQ=DAILY;COUNT=0", recur.OutOfRange, "COUNT"},
		{"FREQ=DAILY;COUNT=401", recur.OutOfRange, "COUNT"},
		{"FREQ=DAILY;UNTIL=tomorrow", recur.OutOfRange, "UNTIL"},
		{"FREQ=MONTHLY;BYMONTHDAY=32", recur.OutOfRange, "BYMONTHDAY"},
		{"FREQ=MONTHLY;BYMONTHDAY=0", recur.OutOfRange, "BYMONTHDAY"},
		{"FREQ=MONTHLY;BYDAY=6MO", recur.OutOfRange, "BYDAY"},
		{"FREQ=MONTHLY;BYDAY=XX", recur.OutOfRange, "BYDAY"},
		{"FREQ=YEARLY;BYMONTH=13", recur.OutOfRange, "BYMONTH"},
		{"FREQ=YEARLY;BYYEARDAY=367", recur.OutOfRange, "BYYEARDAY"},
		{"FREQ=DAILY;BYHOUR=24", recur.OutOfRange, "BYHOUR"},
		{"FREQ=WEEKLY;WKST=1", recur.OutOfRange, "WKST"},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", recur.NoSuchDate, "RRULE"},
		{"FREQ=DAILY;UNTIL=20200101", recur.NoSuchDate, "RRULE"},
	} {
		_, err := recur.ParseRule(c.rule, at(9, 0), start, "Europe/Paris")
		var refused *recur.RefusedError
		if !errors.As(err, &refused) || refused.Why != c.why || refused.Part != c.part {
			t.Errorf("%s: %v, %+v", c.rule, err, refused)
		}
	}
}

func TestRulesNeedAZoneAStartAndATime(t *testing.T) {
	start := recur.Date{Year: 2026, Month: 11, Day: 22}
	for says, parse := range map[string]func() (recur.When, error){
		"an abbreviation is no zone": func() (recur.When, error) { return recur.ParseRule("FREQ=DAILY", at(9, 0), start, "CET") },
		"no such date":               func() (recur.When, error) { return recur.ParseRule("FREQ=DAILY", at(9, 0), recur.Date{}, "UTC") },
		"no time":                    func() (recur.When, error) { return recur.ParseRule("FREQ=DAILY", nil, start, "UTC") },
		"no such time":               func() (recur.When, error) { return recur.ParseRule("FREQ=DAILY", at(24, 0), start, "UTC") },
		"an instant without a zone": func() (recur.When, error) {
			return recur.ParseRule("FREQ=DAILY;UNTIL=20270101T000000Z", at(9, 0), start, "")
		},
	} {
		if w, err := parse(); err == nil {
			t.Errorf("%s: %q", says, w.Echo("en"))
		}
	}
}

func TestRulesAreSaidInWordsWhereThereAreAny(t *testing.T) {
	start := recur.Date{Year: 2026, Month: 11, Day: 22}
	for rule, want := range map[string]string{
		"FREQ=DAILY":                                   "every day 9:00 starting 22 November 2026",
		"RRULE:FREQ=DAILY;":                            "every day 9:00 starting 22 November 2026",
		"freq=weekly;byday=mo,tu,we,th,fr":             "every weekday 9:00 starting 22 November 2026",
		"FREQ=DAILY;BYDAY=SA,SU":                       "every weekend 9:00 starting 22 November 2026",
		"FREQ=WEEKLY":                                  "every Sunday 9:00 starting 22 November 2026",
		"FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3":           "every month on the 31st 9:00 only if it exists starting 22 November 2026 3 times",
		"FREQ=YEARLY;BYDAY=2SU;BYMONTH=5":              "every year on the second Sunday of May 9:00 starting 22 November 2026",
		"FREQ=HOURLY":                                  "every hour starting 22 November 2026 9:00",
		"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13":          "rule FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR 9:00 starting 22 November 2026",
		"FREQ=WEEKLY;BYDAY=MO;UNTIL=20270301T120000":   "every Monday 9:00 starting 22 November 2026 until 1 March 2027 12:00",
		"FREQ=YEARLY;BYWEEKNO=-1,1;BYDAY=MO;WKST=SU":   "rule FREQ=YEARLY;BYWEEKNO=1,-1;BYDAY=MO;WKST=SU 9:00 starting 22 November 2026",
		"FREQ=MONTHLY;BYDAY=MO,1TU;INTERVAL=2;WKST=SU": "rule FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,1TU 9:00 starting 22 November 2026",
	} {
		w, err := recur.ParseRule(rule, at(9, 0), start, "")
		if err != nil {
			t.Errorf("%s: %v", rule, err)
			continue
		}
		if got := w.Echo("en"); got != want {
			t.Errorf("%s: %q, want %q", rule, got, want)
		}
		comesBack(t, w, recur.Context{Now: start.In(zonesOf(t, "Europe/Paris")[0])})
	}
}
