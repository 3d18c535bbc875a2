package answer_test

import (
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
)

func BenchmarkNumber(b *testing.B) {
	en := speak(b, "en")
	for name, text := range map[string]string{
		"plain":    "7",
		"decimal":  "7.5",
		"sentence": "about a seven",
		"hostile":  strings.Repeat("a ", 200),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = answer.Number(text, halves, en)
			}
		})
	}
}

func BenchmarkOneOf(b *testing.B) {
	en := speak(b, "en")
	for name, text := range map[string]string{
		"label":   "Chest",
		"typo":    "shoudlers",
		"hostile": strings.Repeat("a,", 200),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = answer.OneOf(text, places, en)
			}
		})
	}
}

func BenchmarkTimeOfDay(b *testing.B) {
	en := speak(b, "en")
	b.ReportAllocs()
	for b.Loop() {
		_, _ = answer.TimeOfDay("half past seven", en)
	}
}

func TestAPlainNumberCostsNoMemory(t *testing.T) {
	en := speak(t, "en")
	if n := testing.AllocsPerRun(100, func() { _, _ = answer.Number(" 7 ", mood, en) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
