package lint_test

import (
	"os"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/lint"
)

func TestTheShippedFolderHasNoMistake(t *testing.T) {
	lib, problems := lint.Check(os.DirFS("../../prompts"))
	for _, p := range problems {
		t.Error(p)
	}
	if lib == nil {
		t.Fatal("it does not load")
	}
}
