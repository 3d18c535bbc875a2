package safety_test

import (
	"testing"
	"time"
)

func TestLinesAreDueForAnotherCheckAfterNinetyDays(t *testing.T) {
	checked := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	cases := map[string]struct {
		days int
		due  bool
	}{
		"on the day they were checked": {0, false},
		"on the ninetieth day":         {90, false},
		"a day later":                  {91, true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			due := shipped().Lines().Stale(checked.AddDate(0, 0, c.days))
			if (len(due) > 0) != c.due {
				t.Errorf("%d lines are due", len(due))
			}
		})
	}
}

func TestACountryHasItsEmergencyNumberAndItsLines(t *testing.T) {
	for country, want := range map[string]string{"US": "911", "ES": "112", "AU": "000", "BR": "192 / 190"} {
		got, ok := shipped().Lines().Emergency(country)
		if !ok || got.Call != want {
			t.Errorf("%s: %q, want %q", country, got.Call, want)
		}
		if len(shipped().Lines().For(country)) == 0 {
			t.Errorf("%s has no line", country)
		}
	}
	if _, ok := shipped().Lines().Emergency(""); ok {
		t.Error("the world has an emergency number")
	}
}

func TestNumbersThatAreNotConfirmedOrGoneAreLeftOut(t *testing.T) {
	for _, country := range []string{"GE", "CR", "PY", "MA", "RU", "VN", "XX"} {
		if got := shipped().Lines().For(country); len(got) > 0 {
			t.Errorf("%s has %v", country, got)
		}
	}
	for _, l := range shipped().Lines().For("KR") {
		if l.Call == "1393" {
			t.Error("a number that is no longer in use")
		}
	}
}
