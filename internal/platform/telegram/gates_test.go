package telegram

import (
	"testing"
)

func TestOneEventOfACommunityAtATime(t *testing.T) {
	g, inside := newGates(), 0
	done := make(chan struct{})
	for range 20 {
		go func() {
			leave, err := g.enter(t.Context(), community(-5))
			if err != nil {
				t.Error(err)
				return
			}
			inside++
			if inside != 1 {
				t.Errorf("%d are inside", inside)
			}
			inside--
			leave()
			done <- struct{}{}
		}()
	}
	for range 20 {
		<-done
	}
	if len(g.open) != 0 {
		t.Errorf("%d gates are left", len(g.open))
	}
	other, err := g.enter(t.Context(), community(-6))
	if err != nil {
		t.Fatal(err)
	}
	defer other()
	leave, err := g.enter(t.Context(), community(-5))
	if err != nil {
		t.Fatal(err)
	}
	leave()
}
