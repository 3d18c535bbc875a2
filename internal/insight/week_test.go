package insight_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/insight"
	"github.com/stillpoint-bot/stillpoint/internal/record"
)

func mood(at time.Time, n float64) record.Record {
	return record.Record{At: at, Kind: "check-in", Fields: []record.Field{{Name: "mood", Type: record.Number, Number: n}}}
}

func TestAWeekIsSevenDaysOfThePersonsOwnCalendar(t *testing.T) {
	madrid, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 30, 12, 0, 0, 0, madrid) // the Monday after the clocks went forward
	records := []record.Record{
		mood(now.AddDate(0, 0, -7), 1),                          // a day too old
		mood(now.AddDate(0, 0, -6), 2),                          // the first day that shows
		mood(time.Date(2026, 3, 29, 22, 30, 0, 0, time.UTC), 8), // Monday 00:30 in Madrid
		mood(now, 4),
		{At: now, Kind: "note", Fields: []record.Field{{Name: "mood", Type: record.Text, Text: "heavy"}}},
		mood(now.Add(48*time.Hour), 9), // a clock that was wrong
	}
	week := insight.Week(records, "mood", now)
	got := ""
	for _, day := range week {
		got += fmt.Sprintf("%s %v/%d ", day.Weekday.String()[:3], day.Value, day.Entries)
	}
	const want = "Tue 2/1 Wed 0/0 Thu 0/0 Fri 0/0 Sat 0/0 Sun 0/0 Mon 6/2 "
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTheLastNumbersComeOldestFirst(t *testing.T) {
	at := time.Date(2026, 3, 2, 20, 0, 0, 0, time.UTC)
	records := []record.Record{mood(at, 1), mood(at, 2), {Kind: "note"}, mood(at, 3)}
	if got := fmt.Sprint(insight.Last(records, "mood", 2)); got != "[2 3]" {
		t.Errorf("got %s", got)
	}
	if got := insight.Last(records, "sleep", 2); got != nil {
		t.Errorf("got %v of what nobody noted", got)
	}
}
