package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"stillpoint": main})
}

// The scripts under testdata read like sessions in a shell.
func TestTheCommandsAsPeopleTypeThem(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_STATE_HOME", env.WorkDir+"/state")
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("LANG", "en_US.UTF-8")
			env.Setenv("TZ", "UTC")
			shipped, err := os.Getwd()
			env.Setenv("SHIPPED", shipped+"/../../prompts")
			return err
		},
		Condition: nil,
	})
}
