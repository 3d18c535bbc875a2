package script_test

import (
	"os"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

func TestTheShippedFolderLoads(t *testing.T) {
	lib, problems := script.Load(os.DirFS("../../prompts"))
	for _, p := range problems {
		t.Log(p)
	}
	if lib == nil {
		t.Fatal("it does not load")
	}
	if lib.Welcome == nil || lib.Consent == nil || lib.Home == nil || lib.Help == nil {
		t.Error("a role is not filled")
	}
}
