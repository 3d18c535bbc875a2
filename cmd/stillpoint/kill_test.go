package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program is a running stillpoint whose lines can be typed and read.
type program struct {
	t     *testing.T
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines *bufio.Scanner
}

func startProgram(t *testing.T, binary, data string) *program {
	t.Helper()
	cmd := exec.Command(binary, "--plain", "--data", data)
	cmd.Env = append(os.Environ(), "LANG=en_US.UTF-8", "STILLPOINT_KEY=", "STILLPOINT_PROMPTS=")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &program{t: t, cmd: cmd, in: in, lines: bufio.NewScanner(out)}
	t.Cleanup(func() { p.kill() })
	return p
}

func (p *program) types(line string) {
	p.t.Helper()
	if _, err := io.WriteString(p.in, line+"\n"); err != nil {
		p.t.Fatal(err)
	}
}

// reads waits for a line that holds part, and fails on one that holds never.
func (p *program) reads(part, never string) {
	p.t.Helper()
	for p.lines.Scan() {
		line := p.lines.Text()
		if never != "" && strings.Contains(line, never) {
			p.t.Fatalf("read %q before %q", line, part)
		}
		if strings.Contains(line, part) {
			return
		}
	}
	p.t.Fatalf("the program ended before it said %q", part)
}

// kill is kill -9: nothing can be tidied up.
func (p *program) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

func TestKilledInTheMiddleOfAQuestionItGoesOnThere(t *testing.T) {
	dir := t.TempDir()
	binary, data := filepath.Join(dir, "stillpoint"), filepath.Join(dir, "data.db")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	first := startProgram(t, binary, data)
	first.reads("May I keep", "")
	first.types("yes")
	first.reads("Thank you", "")
	first.types("/evening")
	first.reads("How is your mood", "")
	first.types("8")
	first.reads("a few more questions", "")
	first.types("1")
	first.reads("How much energy", "")
	first.kill()

	second := startProgram(t, binary, data)
	second.reads("How much energy", "How is your mood")
	second.types("6")
	second.reads("How much stress", "")
	second.kill()

	third := startProgram(t, binary, data)
	third.reads("How much stress", "How much energy")
	for range 7 {
		third.types("skip")
	}
	third.types("/export")
	third.reads(`"energy": 6`, "")
	third.reads(`"mood": 8`, "")
}
