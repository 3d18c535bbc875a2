package rehearsal_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/rehearsal"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

func TestTheExampleForAuthorsComesOutAsWritten(t *testing.T) {
	readme, err := os.ReadFile("../../prompts/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "## Rehearsals")
	_, block, _ := strings.Cut(section, "```\n")
	text, _, ok := strings.Cut(block, "```")
	if !ok {
		t.Fatal("there is no example")
	}
	file, problems := rehearsal.Parse("README.md", text)
	lib, _ := script.Load(os.DirFS("../../prompts"))
	if lib == nil || problems != nil {
		t.Fatal("the example or the folder does not load", problems)
	}
	report := rehearsal.Run(lib, nil, []*rehearsal.File{file})
	if report.Cases != 1 || report.Failed != 0 {
		t.Error(report.Problems())
	}
}
