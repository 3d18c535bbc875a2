package recur

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func TestTable(t *testing.T) {
	for _, c := range []struct {
		zone string
		from Date
		at   Clock
		want []string
	}{
		{"America/New_York", Date{2026, 3, 6}, 150, []string{"03-06 07:30", "03-07 07:30", "03-08 07:30", "03-09 06:30"}},
		{"Europe/Dublin", Date{2026, 3, 28}, 60, []string{"03-28 01:00", "03-29 01:00", "03-30 00:00"}},
		{"Australia/Lord_Howe", Date{2026, 10, 2}, 135, []string{"10-01 15:45", "10-02 15:45", "10-03 15:45", "10-04 15:15"}},
		{"America/Santiago", Date{2026, 9, 4}, 0, []string{"09-04 04:00", "09-05 04:00", "09-06 04:00", "09-07 03:00"}},
		{"Pacific/Apia", Date{2011, 12, 28}, 540, []string{"12-28 19:00", "12-29 19:00", "12-30 19:00", "12-31 19:00"}},
	} {
		w := When{freq: daily, interval: 1}
		w.setTimes([]Clock{c.at})
		w = w.settled()
		z, _ := Zone(c.zone)
		at := c.from.In(z).Add(-time.Second)
		for _, want := range c.want {
			at, _ = w.Next(at, z)
			if at.Format("01-02 15:04") != want {
				t.Errorf("%s: %s want %s", c.zone, at, want)
			}
		}
		b := w.Append(nil)
		if v, r, err := Decode(b); v != w || len(r) != 0 || err != nil {
			t.Error(v, r, err, len(b))
		}
	}
	t.Log(Fingerprint(time.Now()))
}
func BenchmarkNext(b *testing.B) {
	w := When{freq: daily, interval: 1}
	w.setTimes([]Clock{540})
	z, _ := Zone("Europe/Paris")
	at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		w.Next(at, z)
	}
}
