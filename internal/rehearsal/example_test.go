package rehearsal_test

import (
	"fmt"
	"os"

	"github.com/stillpoint-bot/stillpoint/internal/rehearsal"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

func Example() {
	lib, _ := script.Load(os.DirFS("../../prompts"))
	file, _ := rehearsal.Parse("mine.txt", `
-- the lines, at any time
> /now
= safety now
`)
	report := rehearsal.Run(lib, nil, []*rehearsal.File{file})
	fmt.Println(report.Cases, "played,", report.Failed, "failed")
	for _, one := range report.Coverage().Scripts {
		if one.Script == "now" {
			fmt.Println(one.Lang, one.Steps)
		}
	}
	// Output:
	// 1 played, 0 failed
	// en 1/1
	// es 0/1
}
