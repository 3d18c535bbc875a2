package rehearsal_test

import (
	"os"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/rehearsal"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

func TestTheShippedRehearsalsComeOutAsWrittenAndLeaveNothingOut(t *testing.T) {
	fsys := os.DirFS("../../prompts")
	lib, problems := script.Load(fsys)
	if lib == nil {
		t.Fatal(problems)
	}
	guard, problems := safety.Load(fsys, "safety")
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	files, problems := rehearsal.Load(fsys)
	for _, p := range problems {
		t.Error(p)
	}
	report := rehearsal.Run(lib, guard.Look, files)
	for _, p := range report.Problems() {
		t.Error(p)
	}
	if report.Cases == 0 {
		t.Error("there are no cases")
	}
	if !report.Coverage().Complete() {
		t.Errorf("not everything was played:\n%s\n%s", report.Coverage(), report.Coverage().Missing().Error())
	}
}
