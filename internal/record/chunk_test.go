package record_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/record"
)

var evening = time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC)

func note(run uint64, text string) record.Record {
	return record.Record{At: evening, Kind: "note", Run: run, Fields: []record.Field{
		{Name: "note", Type: record.Text, Text: text},
	}}
}

func chunkOf(t testing.TB, records ...record.Record) []byte {
	t.Helper()
	var chunk []byte
	for _, r := range records {
		var err error
		if chunk, err = record.Append(chunk, r); err != nil {
			t.Fatal(err)
		}
	}
	return chunk
}

func wantRecords(t *testing.T, chunk []byte, want ...record.Record) {
	t.Helper()
	got, err := record.Decode(chunk)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func ExampleAppend() {
	first := record.Record{Kind: "note", Run: 1, Fields: []record.Field{{Name: "note", Type: record.Text, Text: "a short nihgt"}}}
	corrected := first
	corrected.Fields = []record.Field{{Name: "note", Type: record.Text, Text: "a short night"}}

	chunk, _ := record.Append(nil, first)
	chunk, _ = record.Append(chunk, corrected)
	records, _ := record.Decode(chunk)
	fmt.Println(len(records), records[0].Fields[0].Text)
	// Output: 1 a short night
}

func TestEveryKindOfFieldComesBack(t *testing.T) {
	full := record.Record{At: evening, Kind: "check-in", Run: 12, Fields: []record.Field{
		{Name: "mood", Type: record.Number, Number: 7},
		{Name: "sleep", Type: record.Number, Number: 7.5},
		{Name: "area", Type: record.Choice, Text: "chest"},
		{Name: "feelings", Type: record.Choices, Many: []string{"calm", "tired", "calm"}},
		{Name: "none", Type: record.Choices},
		{Name: "note", Type: record.Text, Text: "so-so 🌧"},
		{Name: "empty", Type: record.Text},
		{Name: "walked", Type: record.YesNo, Yes: true},
		{Name: "screen", Type: record.YesNo},
		{Name: "bed", Type: record.Time, Number: 22*60 + 30},
	}}
	earlier := record.Record{At: evening.AddDate(-60, 0, 0), Kind: "breathing", Run: 3}
	chunk := chunkOf(t, full, earlier, note(math.MaxUint64, "last"), note(0, ""))
	wantRecords(t, chunk, full, earlier, note(math.MaxUint64, "last"), note(0, ""))
}

func TestARecordOfTheSameRunAndKindTakesThePlaceOfTheOther(t *testing.T) {
	other := note(2, "other kind")
	other.Kind = "check-in"
	chunk := chunkOf(t, note(1, "one"), note(2, "two"), other, note(3, "three"))
	before := string(chunk)
	chunk = chunkOf(t, note(1, "one"), note(2, "two"), other, note(3, "three"), note(2, "corrected"))
	wantRecords(t, chunk, note(1, "one"), note(2, "corrected"), other, note(3, "three"))
	if !record.Holds(chunk, 2, "check-in") || record.Holds(chunk, 4, "note") || record.Holds(nil, 1, "note") {
		t.Error("Holds does not say what is in the chunk")
	}
	if len(before) == 0 {
		t.Error("no chunk")
	}
}

func TestAppendLeavesTheBytesItWasGivenAsTheyAre(t *testing.T) {
	chunk := chunkOf(t, note(1, "one"))
	roomy := append(make([]byte, 0, 4096), chunk...)
	a, errA := record.Append(roomy, note(2, "two"))
	b, errB := record.Append(roomy, note(3, "three"))
	if err := errors.Join(errA, errB); err != nil {
		t.Fatal(err)
	}
	wantRecords(t, a, note(1, "one"), note(2, "two"))
	wantRecords(t, b, note(1, "one"), note(3, "three"))
	wantRecords(t, roomy, note(1, "one"))
}

func TestTheTimeIsKeptToTheSecondInUTC(t *testing.T) {
	r := note(1, "x")
	r.At = time.Date(2026, 11, 22, 22, 0, 0, 999, time.FixedZone("", 3600))
	wantRecords(t, chunkOf(t, r), note(1, "x"))
	for _, at := range []time.Time{{}, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(math.MinInt64, 0), time.Unix(math.MaxInt64, 0)} {
		r.At = at.UTC()
		wantRecords(t, chunkOf(t, note(7, "x"), r), note(7, "x"), r)
	}
}

func TestNumbersAreSmallAndEveryOneIsExact(t *testing.T) {
	size := func(v float64) int {
		return len(chunkOf(t, number(v))) - len(chunkOf(t, number(0))) + 1
	}
	for v, want := range map[float64]int{0: 1, 10: 1, 15: 1, -3: 1, 100: 2, 1439: 2, 7.5: 2, 0.1: 1, 9.9: 2, 36.65: 3, 120000: 3, 120.55: 3, -7.25: 2} {
		if got := size(v); got != want {
			t.Errorf("%v takes %d bytes, want %d", v, got, want)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	numbers := []float64{
		math.Copysign(0, -1), math.NaN(), math.Float64frombits(0x7ff0000000000001), math.Inf(1), math.Inf(-1), math.MaxFloat64,
		math.SmallestNonzeroFloat64, math.Pi, 0.1 + 0.2, 1 << 50, 1<<53 + 2, -1e15, 1e300, 0.005,
	}
	for range 2000 {
		numbers = append(numbers, math.Float64frombits(random.Uint64()), math.Round(random.Float64()*1000)/100)
	}
	for _, v := range numbers {
		got, err := record.Decode(chunkOf(t, number(v)))
		if err != nil || math.Float64bits(got[0].Fields[0].Number) != math.Float64bits(v) {
			t.Errorf("%v came back as %v, %v", v, got, err)
		}
	}
}

func number(v float64) record.Record {
	return record.Record{Fields: []record.Field{{Name: "n", Type: record.Number, Number: v}}}
}

func TestAFieldOfAnUnknownTypeIsRefused(t *testing.T) {
	r := note(1, "x")
	r.Fields[0].Type = 'z'
	if _, err := record.Append(nil, r); err == nil {
		t.Error("accepted")
	}
}

func TestWhatIsNoChunkIsRefused(t *testing.T) {
	good := chunkOf(t, note(1, "one"), checkIn(2, rand.New(rand.NewPCG(1, 1))))
	for i := 1; i < len(good); i++ {
		if got, err := record.Decode(good[:i]); err == nil && len(got) >= 2 || err != nil && !errors.Is(err, record.ErrChunk) {
			t.Errorf("cut to %d bytes: %d records, %v", i, len(got), err)
		}
	}
	newer := append([]byte{2}, good[1:]...)
	if _, err := record.Decode(newer); !errors.Is(err, record.ErrChunk) || !strings.Contains(err.Error(), "version 2") {
		t.Errorf("a newer version: %v", err)
	}
	if _, err := record.Append(newer, note(9, "x")); !errors.Is(err, record.ErrChunk) {
		t.Errorf("appending to a newer version: %v", err)
	}
	if got, err := record.Decode(nil); got != nil || err != nil {
		t.Errorf("an empty chunk: %v, %v", got, err)
	}
}

// TestAYearOfDailyCheckInsStaysSmall counts what a store would keep: DESIGN
// promises at most 10 KB for it.
func TestAYearOfDailyCheckInsStaysSmall(t *testing.T) {
	const sealing = 29
	for name, missing := range map[string]float64{"every question answered": 0, "one answer in ten skipped": 0.1} {
		random := rand.New(rand.NewPCG(7, 7))
		var chunk []byte
		total, chunks := 0, 0
		for day := range 365 {
			if record.Full(chunk) {
				total, chunks, chunk = total+len(chunk)+sealing, chunks+1, nil
			}
			r := checkIn(day, random)
			if random.Float64() < missing*8 {
				skip := random.IntN(len(r.Fields))
				r.Fields = append(r.Fields[:skip:skip], r.Fields[skip+1:]...)
			}
			var err error
			if chunk, err = record.Append(chunk, r); err != nil {
				t.Fatal(err)
			}
		}
		total, chunks = total+len(chunk)+sealing, chunks+1
		t.Logf("%s: %d bytes in %d chunks", name, total, chunks)
		if total >= 10_000 {
			t.Errorf("%s: a year takes %d bytes in %d chunks, want less than 10000", name, total, chunks)
		}
	}
}

func checkIn(day int, random *rand.Rand) record.Record {
	areas := strings.Fields("head jaw neck shoulders throat chest heart belly lower-back upper-back hips hands arms legs feet whole-body nowhere")
	words := strings.Fields("calm content glad grateful hopeful curious proud tender tired bored lonely sad low anxious tense restless angry ashamed numb overwhelmed")
	jitter := time.Duration(random.IntN(3600)) * time.Second
	scale := func(name string) record.Field {
		return record.Field{Name: name, Type: record.Number, Number: float64(random.IntN(11))}
	}
	return record.Record{At: evening.AddDate(0, 0, day).Add(jitter), Kind: "check-in", Run: uint64(day*14 + random.IntN(10)), Fields: []record.Field{
		scale("mood"), scale("energy"), scale("stress"), scale("pain"),
		{Name: "sleep", Type: record.Number, Number: float64(random.IntN(24)) / 2},
		{Name: "area", Type: record.Choice, Text: areas[random.IntN(len(areas))]},
		{Name: "emotion", Type: record.Choice, Text: words[random.IntN(len(words))]},
		{Name: "moved", Type: record.YesNo, Yes: random.IntN(2) == 1},
	}}
}

func FuzzDecode(f *testing.F) {
	random := rand.New(rand.NewPCG(3, 3))
	f.Add(chunkOf(f, checkIn(1, random), checkIn(2, random), note(3, "hello"), number(0.1)))
	f.Add([]byte{1})
	f.Add([]byte{1, 0, 0, 0, 0, 2, 2})
	f.Fuzz(func(t *testing.T, chunk []byte) {
		records, err := record.Decode(chunk)
		if err != nil {
			return
		}
		var again []byte
		seen := make(map[string]bool)
		for _, r := range records {
			id := fmt.Sprint(r.Run, r.Kind)
			if seen[id] {
				return // no writer makes such a chunk: the second would replace the first
			}
			seen[id] = true
			if again, err = record.Append(again, r); err != nil {
				t.Fatal(err)
			}
		}
		back, err := record.Decode(again)
		if err != nil || fmt.Sprintf("%#v", back) != fmt.Sprintf("%#v", records) {
			t.Fatalf("%v\ngot  %#v\nwant %#v", err, back, records)
		}
	})
}

func BenchmarkAppendToAFullChunk(b *testing.B) {
	random := rand.New(rand.NewPCG(7, 7))
	var chunk []byte
	day := 0
	for ; !record.Full(chunk); day++ {
		chunk, _ = record.Append(chunk, checkIn(day, random))
	}
	r := checkIn(day, random)
	b.ReportAllocs()
	b.ReportMetric(float64(day), "records")
	for b.Loop() {
		if _, err := record.Append(chunk, r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeAFullChunk(b *testing.B) {
	random := rand.New(rand.NewPCG(7, 7))
	var chunk []byte
	for day := 0; !record.Full(chunk); day++ {
		chunk, _ = record.Append(chunk, checkIn(day, random))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := record.Decode(chunk); err != nil {
			b.Fatal(err)
		}
	}
}
