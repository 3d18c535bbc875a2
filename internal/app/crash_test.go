package app

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/safety"
)

const (
	crashDir = "STILLPOINT_TEST_CRASH_DIR"
	crashAt  = "STILLPOINT_TEST_CRASH_AT"
)

// TestNothingIsLostWhereverTheProcessDies kills a process that runs the whole house
// over a real file, at every single step between taking an event and acknowledging
// a message, lets it begin again, and then looks for anything lost, done twice or
// left behind. Some die a second time while they recover.
func TestNothingIsLostWhereverTheProcessDies(t *testing.T) {
	if dir := os.Getenv(crashDir); dir != "" {
		crashChild(t, dir)
		return
	}
	points := map[string]bool{}
	t.Run("stories", func(t *testing.T) {
		for _, story := range crashStories() {
			c := newCrashTest(t, story)
			for _, point := range c.points {
				points[point] = true
			}
			t.Run(story.name, func(t *testing.T) {
				t.Parallel()
				for at := 1; at <= len(c.points); at += stride() {
					c.dieAt(t, at)
				}
			})
		}
	})
	for _, point := range everyPoint() {
		if !points[point] {
			t.Errorf("no story passes %s", point)
		}
	}
}

// stride is 1: every step. With -short it is only some of them.
func stride() int {
	if testing.Short() {
		return 7
	}
	return 1
}

// everyPoint is where a process can die.
func everyPoint() []string {
	all := []string{
		"driver/received", "wake/due", "handle/received", "handle/loaded", "handle/planned", "handle/applied", "driver/acknowledged",
		"deliver/picked", "deliver/marked", "deliver/sent", "deliver/acknowledged",
	}
	for _, change := range []string{"commit", "begin", "done", "put"} {
		all = append(all, change+"/begin", change+"/written", change+"/durable")
	}
	return all
}

// crashChild runs until its point comes, tells which one it is, and is gone.
func crashChild(t *testing.T, dir string) {
	left, err := strconv.Atoi(os.Getenv(crashAt))
	if err != nil {
		t.Fatal(err)
	}
	shelf, guard := crashShelf(t)
	err = crashRun(shelf, houseConfig{guard: guard}, dir, func(point string) {
		if left--; left > 0 {
			return
		}
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			_, _ = os.Stdout.WriteString(crashMark + point + "\n")
			err = self.Kill()
		}
		if err != nil {
			panic(err)
		}
		select {}
	}, func(int) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
}

const crashMark = "dies at "

func crashShelf(t testing.TB) (*Shelf, *safety.Guard) {
	t.Helper()
	folder, err := crashPrompts()
	if err != nil {
		t.Fatal(err)
	}
	shelf, guard, err := openShelf(folder)
	if err != nil {
		t.Fatal(err)
	}
	return shelf, guard
}

// crashTest is one story, and how it goes when nobody dies.
type crashTest struct {
	story  crashStory
	shelf  *Shelf
	guard  *safety.Guard
	replay *replay
	dir    string   // what is on the disk before each moment: dir/0, dir/1, …
	points []string // all that are passed
	before []int    // how many are passed before each moment
	keys   int      // how many keys the store has in the end
}

// newCrashTest plays the story once without a crash.
func newCrashTest(t *testing.T, story crashStory) *crashTest {
	t.Helper()
	c := &crashTest{story: story, dir: fastDir(t), before: []int{0}}
	c.shelf, c.guard = crashShelf(t)
	c.replay = replayStory(t, c.shelf, c.guard, story)
	whole := filepath.Join(c.dir, "whole")
	log, err := json.Marshal(story.moments)
	if err == nil {
		err = os.Mkdir(whole, 0o700)
	}
	if err == nil {
		err = writeSynced(filepath.Join(whole, crashLog), string(log))
	}
	if err == nil {
		err = c.save(whole)
	}
	if err == nil {
		err = crashRun(c.shelf, houseConfig{guard: c.guard}, whole, func(point string) { c.points = append(c.points, point) }, func(int) error {
			c.before = append(c.before, len(c.points))
			return c.save(whole)
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	c.keys = -1
	c.keys = c.check(t, whole, nil)
	return c
}

// save keeps what is on the disk now, under the number of the next moment.
func (c *crashTest) save(dir string) error {
	return os.CopyFS(filepath.Join(c.dir, strconv.Itoa(len(c.before)-1)), os.DirFS(dir))
}

// fastDir is a folder in memory where there is one: a process that is killed leaves
// the same behind there, only faster.
func fastDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "stillpoint-crash-") //nolint:usetesting // t.TempDir is on the disk
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// death is where a process died, and the last message it had sent.
type death struct {
	point string
	last  string
}

// dieAt lets a process die at that point, others finish its work, and looks at
// what came of it. It begins at the moment that the point belongs to.
func (c *crashTest) dieAt(t *testing.T, at int) {
	t.Helper()
	moment, _ := slices.BinarySearch(c.before, at)
	moment--
	dir := filepath.Join(c.dir, "at-"+strconv.Itoa(at))
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(c.dir, strconv.Itoa(moment)))); err != nil {
		t.Fatal(err)
	}
	deaths := c.child(t, dir, at-c.before[moment])
	if len(deaths) != 1 || deaths[0].point != c.points[at-1] {
		t.Fatalf("step %d: died at %v instead of %s", at, deaths, c.points[at-1])
	}
	if at%3 == 0 {
		deaths = append(deaths, c.child(t, dir, 1+at*7%25)...)
	}
	if err := crashRun(c.shelf, houseConfig{guard: c.guard}, dir, func(string) {}, func(int) error { return nil }); err != nil {
		t.Fatalf("died at %v: %v", deaths, err)
	}
	c.check(t, dir, deaths)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
}

// child runs a process that dies at a point, unless it is done before.
func (c *crashTest) child(t *testing.T, dir string, at int) []death {
	t.Helper()
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0], "-test.run=^TestNothingIsLostWhereverTheProcessDies$")
	cmd.Env = append(os.Environ(), crashDir+"="+dir, crashAt+"="+strconv.Itoa(at))
	out, err := cmd.CombinedOutput()
	if err == nil {
		return nil
	}
	_, point, died := strings.Cut(strings.TrimSpace(string(out)), crashMark)
	if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || !died {
		t.Fatalf("the child ended with %v:\n%s", err, out)
	}
	d := death{point: point}
	messages, err := readSent(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if n := len(messages); n > 0 {
		d.last = messages[n-1].ID
	}
	return []death{d}
}
