package engine_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/engine"
)

func TestWhatIsNoSessionIsRefused(t *testing.T) {
	p := somebody(t, everyWaitLibrary(t)).types("/try").types("7")
	good := p.session.Encode(nil)
	for i := range good {
		if _, err := engine.Decode(good[:i]); !errors.Is(err, engine.ErrSession) {
			t.Errorf("%d of %d bytes are taken as a session: %v", i, len(good), err)
		}
	}
	const turn = 2 // the place of the turn, a number of one byte here
	for name, bad := range map[string][]byte{
		"another format":            append([]byte{99}, good[1:]...),
		"something after it":        append(slices.Clone(good), 0),
		"a number longer than ours": slices.Concat(good[:turn], []byte{good[turn] | 0x80, 0}, good[turn+1:]),
		"a flag nobody knows":       slices.Concat(good[:1], []byte{good[1] | 0x80}, good[2:]),
	} {
		if _, err := engine.Decode(bad); !errors.Is(err, engine.ErrSession) {
			t.Errorf("%s is taken as a session: %v", name, err)
		}
	}
}

func TestAfterForgettingNothingIsLeftInTheSession(t *testing.T) {
	lib := library(t, map[string]string{
		"scripts/gone.yaml": "script: gone\ntitle: Gone\ncommand: gone\nsteps:\n  - forget: everything\n",
		"scripts/set.yaml":  "script: set\ntitle: Set\ncommand: set\nsteps:\n  - quiet: 2d\n  - set: {person.no_holds: yes}\n",
		"scripts/show.yaml": "script: show\ntitle: Show\ncommand: show\nsteps:\n  - say: It is {person.no_holds}, {person.consent}.\n",
	})
	p := somebody(t, lib).types("/set").types("/show").hears("It is Yes, Yes.")
	p.types("/gone").sees("= forget")
	if p.session.Greeted || !p.session.Quiet().IsZero() {
		t.Error("something is still known of the person")
	}
	p.types("/show").hears("It is –, –.")
}
