package app

import (
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

// TestADryRunLeavesNothingBehind: no key, and nothing in a Redis that is empty.
func TestADryRunLeavesNothingBehind(t *testing.T) {
	redis := redistest.Start(t)
	data := Data{Path: filepath.Join(t.TempDir(), "stillpoint.db")}
	s := Serve{
		Prompts: os.DirFS("../../prompts"), Log: slog.New(slog.DiscardHandler),
		Storage:  Storage{Redis: redis.URL(), Data: data},
		Telegram: Telegram{Token: "1:made-up", API: "http://127.0.0.1:1"},
	}
	var out strings.Builder
	if err := s.DryRun(t.Context(), &out); err == nil {
		t.Error("a platform that cannot be reached is told as ready")
	}
	if !strings.Contains(out.String(), "a new one would be made") {
		t.Errorf("it says:\n%s", out.String())
	}
	if _, err := os.Stat(data.keyFile()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a key file is there: %v", err)
	}
	if size, err := redis.Do(t.Context(), "DBSIZE"); err != nil || size != ":0" {
		t.Errorf("the database holds %s keys, %v", size, err)
	}
}
