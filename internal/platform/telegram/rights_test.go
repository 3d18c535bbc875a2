package telegram

import (
	"testing"
	"time"
)

func TestWhatIsKnownOfRightsEndsWithAnyChangeMeanwhile(t *testing.T) {
	r, now := newRights(), time.Unix(1_800_000_000, 0)
	ana, ben := membership{-5, 41}, membership{-5, 42}
	_, _, before := r.get(ana, now)
	r.put(ana, grant{true, now.Add(rightsLast)}, before)
	r.put(ben, grant{true, now.Add(rightsLast)}, before)
	if yes, known, _ := r.get(ana, now.Add(rightsLast-1)); !yes || !known {
		t.Error("it is forgotten too early")
	}
	if _, known, _ := r.get(ana, now.Add(rightsLast)); known {
		t.Error("it is remembered for too long")
	}
	r.changed(-5, 41)
	if _, known, _ := r.get(ana, now); known {
		t.Error("a change of her rights changes nothing")
	}
	r.put(ana, grant{true, now.Add(rightsLast)}, before)
	if _, known, _ := r.get(ana, now); known {
		t.Error("an answer from before the change is believed")
	}
	if _, known, _ := r.get(ben, now); !known {
		t.Error("somebody else's rights are forgotten with hers")
	}
	r.changed(-5, 0)
	if _, known, _ := r.get(ben, now); known {
		t.Error("a change of everybody's changes nothing for him")
	}
}
