package conversation

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/insight"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/record"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// charted is the number that the week shows.
const charted = "mood"

func (p *plan) show(e engine.Show) error {
	records, err := p.book.all(p)
	if err != nil {
		return err
	}
	language := p.lib.Language(e.Lang)
	if e.View == script.ViewLast {
		return p.say(chat.Say{Text: lastText(insight.Last(records, charted, 7), language)})
	}
	return p.say(chat.Say{Text: weekText(insight.Week(records, charted, p.now), language)})
}

// weekText is one line of days with their numbers, and a small bar for each.
func weekText(week [7]insight.Day, language *lang.Language) string {
	days, bars, entries := make([]string, 0, 7), "", 0
	for _, day := range week {
		entries += day.Entries
		number, bar := script.NotAnswered, "·"
		if day.Entries > 0 {
			tenth := math.Round(day.Value*10) / 10
			number, bar = language.Number(int64(tenth*1000)), barOf(day.Value)
		}
		days = append(days, strings.TrimSpace(language.Text(weekday(day.Weekday))+" "+number))
		bars += bar
	}
	if entries == 0 {
		return language.Text(lang.ShowNone)
	}
	few := ""
	if entries < 7 {
		few = language.Text(lang.ShowTooFew)
	}
	return lines(language.Text(lang.ShowWeekTitle), strings.Join(days, " · "), bars, few)
}

func barOf(value float64) string {
	bars := []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}
	i := int(math.Round(value / 10 * float64(len(bars)-1)))
	return bars[min(max(i, 0), len(bars)-1)]
}

func weekday(d time.Weekday) lang.UI {
	return [...]lang.UI{lang.ShowSunday, lang.ShowMonday, lang.ShowTuesday, lang.ShowWednesday, lang.ShowThursday, lang.ShowFriday, lang.ShowSaturday}[d]
}

// lastText is the last numbers, oldest first, with a small bar for each.
func lastText(values []float64, language *lang.Language) string {
	if len(values) == 0 {
		return language.Text(lang.ShowNone)
	}
	numbers, bars := make([]string, len(values)), ""
	for i, v := range values {
		numbers[i] = language.Number(int64(math.Round(v * 1000)))
		bars += barOf(v)
	}
	shown := strings.Join(numbers, " · ")
	if title := language.Text(lang.ShowLastTitle); title != "" {
		shown = title + ": " + shown
	}
	return lines(shown, bars)
}

// lines are those that there are words for.
func lines(all ...string) string {
	return strings.Join(slices.DeleteFunc(all, func(line string) bool { return line == "" }), "\n")
}

func (p *plan) export(e engine.Export) error {
	records, err := p.book.all(p)
	if err != nil {
		return err
	}
	language := p.lib.Language(e.Lang)
	data, err := exportJSON(records, p.session.Remembered(p.lib), p.now)
	if err != nil {
		return err
	}
	return p.say(chat.Document{
		Name: "stillpoint-" + p.now.Format("2006-01-02") + ".json", Type: "application/json",
		Caption: language.Text(lang.ExportCaption), Data: data,
	})
}

// exported is the shape of an export. Times are RFC 3339.
type exported struct {
	Program  string           `json:"program"`
	MadeAt   time.Time        `json:"made_at"`
	Settings map[string]any   `json:"settings"`
	Entries  []exportedRecord `json:"entries"`
}

type exportedRecord struct {
	At      time.Time      `json:"at"`
	Kind    string         `json:"kind"`
	Answers map[string]any `json:"answers"`
}

func exportJSON(records []record.Record, settings []record.Field, now time.Time) ([]byte, error) {
	out := exported{Program: "stillpoint", MadeAt: now.UTC(), Settings: answers(settings), Entries: []exportedRecord{}}
	for _, r := range records {
		out.Entries = append(out.Entries, exportedRecord{At: r.At, Kind: r.Kind, Answers: answers(r.Fields)})
	}
	data, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing an export: %w", err)
	}
	return append(data, '\n'), nil
}

func answers(fields []record.Field) map[string]any {
	out := make(map[string]any, len(fields))
	for _, f := range fields {
		name := strings.TrimPrefix(f.Name, "person.")
		switch f.Type {
		case record.Number:
			out[name] = f.Number
		case record.Time:
			out[name] = fmt.Sprintf("%02d:%02d", int(f.Number)/60, int(f.Number)%60)
		case record.YesNo:
			out[name] = f.Yes
		case record.Choices:
			out[name] = f.Many
		case record.Choice, record.Text:
			out[name] = f.Text
		}
	}
	return out
}
