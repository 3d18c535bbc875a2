package discord

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestEveryEventIsDoneOnceOverCrashes(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 1))
		kept, times := place{}, map[int64]int{}
		const all = 60
		for life := 0; ; life++ {
			l, open := ledgerFrom(kept), []int64(nil)
			stop := int64(1 + r.IntN(all+20))
			for seq := kept.Seq + 1; seq <= all; seq++ { // what a resume replays, and what is new
				if l.received(seq) {
					open = append(open, seq)
				}
				for len(open) > 0 && r.IntN(3) > 0 {
					i := r.IntN(len(open))
					l.done(open[i])
					times[open[i]]++
					open = append(open[:i], open[i+1:]...)
				}
				if seq == stop && life < 5 {
					break
				}
			}
			kept = l.kept("s", "r")
			if life >= 5 {
				for _, seq := range open {
					times[seq]++
				}
				break
			}
		}
		for seq := int64(1); seq <= all; seq++ {
			if times[seq] != 1 {
				t.Fatalf("seed %d: event %d was done %d times", seed, seq, times[seq])
			}
		}
	}
}

func TestAnEventThatCameBeforeIsNotTakenAgain(t *testing.T) {
	l := ledgerFrom(place{Seq: 10, Last: 14, Undone: []int64{12}})
	got := map[int64]bool{}
	for _, seq := range []int64{9, 10, 11, 12, 12, 13, 14, 15, 15} {
		if l.received(seq) {
			got[seq] = true
		}
	}
	if !reflect.DeepEqual(got, map[int64]bool{12: true, 15: true}) {
		t.Errorf("took %v", got)
	}
	if p := l.kept("s", ""); p.Seq != 11 || p.Last != 15 || !reflect.DeepEqual(p.Undone, []int64{12, 15}) {
		t.Errorf("keeps %+v", p)
	}
}

func FuzzDecodePlace(f *testing.F) {
	f.Add([]byte(`{"session":"a","resume":"wss://x","seq":3,"last":9,"undone":[4,7]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := decodePlace(data)
		if err != nil {
			return
		}
		again, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if q, err := decodePlace(again); err != nil || !reflect.DeepEqual(p, q) && len(p.Undone)+len(q.Undone) > 0 {
			t.Fatalf("%+v comes back as %+v, %v", p, q, err)
		}
	})
}
