package e2e_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// binary is the program under test, built once for all stories.
var binary string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "stillpoint-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, "making a folder for the program:", err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binary = filepath.Join(dir, "stillpoint")
	overlay, err := movedClock(dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, "replacing the clock:", err)
		return 1
	}
	build := exec.Command("go", "build", "-overlay", overlay, "-o", binary, "../../cmd/stillpoint")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the program: %v\n%s", err, out)
		return 1
	}
	flag.Parse()
	if err := flag.Set("test.parallel", "6"); err != nil { // stories wait far more than they work
		fmt.Fprintln(os.Stderr, "telling stories side by side:", err)
		return 1
	}
	if telegramtest.SpecsFromEnv() == "" {
		fmt.Println("LEFT OUT: STILLPOINT_SPECS is not set, so no request is checked against the platforms' descriptions")
	}
	return m.Run()
}
