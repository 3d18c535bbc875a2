package script_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/folder"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

func TestTheMenuHasEveryCommandInEveryLanguage(t *testing.T) {
	lib, problems := script.Load(os.DirFS("../../prompts"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	menus := lib.Menus()
	if len(menus) != 2 || menus[0].Lang != "en" || menus[1].Lang != "es" {
		t.Fatalf("menus %+v", menus)
	}
	for _, want := range []chat.Entry{{Name: "evening", Description: "Evening check-in"}, {Name: "now", Description: "Help lines"}, {Name: "stop", Description: "End what is running"}} {
		found := 0
		for _, e := range menus[0].Entries {
			if e == want {
				found++
			}
		}
		if found != 1 {
			t.Errorf("%+v is there %d times among %+v", want, found, menus[0].Entries)
		}
	}
	if signs := lib.Signs("es-MX"); !strings.Contains(signs.InGroup, "chat privado") || signs.Closed == "" || signs.Privately == "" {
		t.Errorf("signs %+v", signs)
	}
}

func TestAFolderWithoutWordsOfItsOwnHasAMenuOfItsScripts(t *testing.T) {
	long := strings.Repeat("ü", 120)
	own := fstest.MapFS{"scripts/a.yaml": {Data: []byte("script: a\ntitle: " + long + "\ncommand: begin_2\nsteps:\n  - say: Hello.\n")}}
	lib, problems := script.Load(folder.Over(own, os.DirFS("../../prompts")))
	if problems.Blocking() != nil {
		t.Fatal(problems)
	}
	want := strings.Repeat("ü", 99) + "…"
	if menus := lib.Menus(); len(menus) != 1 || len(menus[0].Entries) != 1 || menus[0].Entries[0].Description != want {
		t.Errorf("menus %+v", menus)
	}
	if lib.Signs("en") != (chat.Signs{}) {
		t.Errorf("signs %+v", lib.Signs("en"))
	}
}
