package place

import (
	"runtime"
	"testing"
)

func BenchmarkRead(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		read(unpack(packed))
	}
}

func BenchmarkFind(b *testing.B) {
	data()
	for _, text := range []string{"londres", "san jose, cr", "portland maine", "s", "s, s", "san", "españa", "america/", "nothing like this"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Find(text, 25)
			}
		})
	}
}

func BenchmarkOne(b *testing.B) {
	data()
	for _, text := range []string{"londres", "Europe/Paris", "portland maine", "colombia"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				One(text)
			}
		})
	}
}

func TestTheCitiesAreSmallInMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := read(unpack(packed))
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 12<<20 {
		t.Errorf("the cities take %d bytes of memory; want under 12 MiB", grown)
	}
	if len(packed) > 500<<10 {
		t.Errorf("the cities take %d bytes of the program; want under 500 KiB", len(packed))
	}
	runtime.KeepAlive(x)
}
