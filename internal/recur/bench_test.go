package recur_test

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

func BenchmarkNext(b *testing.B) {
	zone := zonesOf(b, "Europe/Paris")[0]
	for _, text := range []string{
		"every day 21:00", "every weekday 9:30", "every 2 weeks on mon 8am", "every month on the last friday 17:00",
		"every year on 24 december 18:00", "every hour",
	} {
		w, err := recur.Parse(text, recur.Context{Now: afternoon(zone)})
		if err != nil {
			b.Fatal(err)
		}
		for says, after := range map[string]time.Time{
			"": afternoon(zone), " in summer": afternoon(zone).AddDate(0, 8, 0), " near a change": time.Date(2027, 3, 27, 23, 0, 0, 0, time.UTC),
		} {
			b.Run(text+says, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					w.Next(after, zone)
				}
			})
		}
	}
}

func BenchmarkParse(b *testing.B) {
	in := recur.Context{Lang: "en", Now: afternoon(zonesOf(b, "Europe/Paris")[0])}
	for _, c := range []struct{ lang, text string }{
		{"en", "every day 21:00"},
		{"en", "every 2 weeks on mon 8am"},
		{"es", "el último viernes de cada mes a las 17:00"},
		{"en", "every banana 9:00"},
	} {
		b.Run(c.text, func(b *testing.B) {
			in.Lang = c.lang
			b.ReportAllocs()
			for b.Loop() {
				_, _ = recur.Parse(c.text, in)
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	w, err := recur.Parse("every weekday 9:30 Europe/Paris", recur.Context{Now: afternoon(time.UTC)})
	if err != nil {
		b.Fatal(err)
	}
	bytes := w.Append(nil)
	b.ReportMetric(float64(len(bytes)), "bytes")
	b.ReportAllocs()
	for b.Loop() {
		_, _, _ = recur.Decode(bytes)
	}
}

func BenchmarkFingerprint(b *testing.B) {
	for b.Loop() {
		recur.Fingerprint(afternoon(time.UTC))
	}
}

func BenchmarkZone(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, _ = recur.Zone("Europe/Paris")
	}
}

func BenchmarkSuggest(b *testing.B) {
	in := recur.Context{Now: afternoon(zonesOf(b, "Europe/Paris")[0])}
	b.ReportAllocs()
	for b.Loop() {
		recur.Suggest("every mon", in, 10)
	}
}
