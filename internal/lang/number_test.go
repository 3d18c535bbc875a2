package lang_test

import (
	"math"
	"testing"
)

func TestANumberIsWrittenAsPeopleWriteIt(t *testing.T) {
	set := house(t)
	cases := []struct {
		milli  int64
		en, es string
	}{
		{0, "0", "0"},
		{7000, "7", "7"},
		{7500, "7.5", "7,5"},
		{7050, "7.05", "7,05"},
		{7125, "7.125", "7,125"},
		{1, "0.001", "0,001"},
		{-500, "-0.5", "-0,5"},
		{-3000, "-3", "-3"},
		{10_000_000, "10000", "10000"},
		{math.MinInt64, "-9223372036854775.808", "-9223372036854775,808"},
	}
	for _, c := range cases {
		if got := set.At(0).Number(c.milli); got != c.en {
			t.Errorf("English, %d: %q", c.milli, got)
		}
		if got := set.At(1).Number(c.milli); got != c.es {
			t.Errorf("Spanish, %d: %q", c.milli, got)
		}
	}
}
