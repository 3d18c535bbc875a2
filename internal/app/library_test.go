package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
)

func copyOfPrompts(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../prompts")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func edit(t *testing.T, path, from, to string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), from) {
		t.Fatalf("%s does not hold %q", path, from)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), from, to, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAnEditTakesItsPlaceAtOnceUnlessItCannotBePlayed(t *testing.T) {
	dir := copyOfPrompts(t)
	shelf, _, err := openShelf(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	watcher, err := watchFolder(dir, os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	told, ended := make(chan problem.List), make(chan error, 1)
	go func() {
		ended <- shelf.follow(ctx, watcher, os.DirFS(dir), func(_ context.Context, l problem.List) { told <- l })
	}()
	quick, before := filepath.Join(dir, "scripts", "quick.yaml"), shelf.Library()

	edit(t, quick, "say: How is your mood", "say: Now, how is your mood")
	list := <-told
	if list.Blocking() != nil || list.Err() == nil {
		t.Errorf("an old translation: %v", list)
	}
	after := shelf.Library()
	if after == before {
		t.Error("the edited scripts are not in place")
	}

	edit(t, quick, "ask: mood", "ask: mod")
	if list = <-told; list.Blocking() == nil {
		t.Errorf("a mistake was not told: %v", list)
	}
	if shelf.Library() != after {
		t.Error("scripts with a mistake took the place of those without")
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestEditsOfTheSafetyRepliesAreTakenTogetherWithTheScriptsOrNotAtAll(t *testing.T) {
	dir := copyOfPrompts(t)
	shelf, _, err := openShelf(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	replies := filepath.Join(dir, "safety", "replies", "en.yaml")
	said := func() string {
		return shelf.Reply(safety.Ask{Signal: shelf.Look("I want to kill myself"), Lang: "en"})[0].Text
	}
	edit(t, replies, "Thank you for telling me", "Thank you for saying so")
	if list := shelf.reload(os.DirFS(dir)); list.Blocking() != nil {
		t.Fatal(list)
	}
	if !strings.Contains(said(), "Thank you for saying so") {
		t.Errorf("the edit is not said: %q", said())
	}
	library := shelf.Library()
	edit(t, replies, "Thank you for saying so", "\tThank you: [")
	if list := shelf.reload(os.DirFS(dir)); list.Blocking() == nil {
		t.Error("a reply that cannot be read is no mistake")
	}
	if shelf.Library() != library || !strings.Contains(said(), "Thank you for saying so") {
		t.Error("something was taken from a folder with mistakes")
	}
}
