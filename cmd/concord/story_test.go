package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestStories runs testdata/script: each file is one story of a user. A story finds the two source texts in
// docs/dushanbe of its folder, and has two commands of its own:
//
//	exits N COMMAND   the command ends with that exit code
//	unchanged FILE    the store exports what FILE, an earlier export, holds
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               desk,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "unchanged": unchanged},
	})
}

// desk lays out what a story begins with.
func desk(e *testscript.Env) error {
	e.Setenv("XDG_STATE_HOME", filepath.Join(e.WorkDir, ".state"))
	e.Setenv("NO_COLOR", "")
	return copyTexts(e.WorkDir)
}

// copyTexts copies the source texts to docs/dushanbe below dir.
func copyTexts(dir string) error {
	to := filepath.Join(dir, "docs", "dushanbe")
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	from := os.DirFS(filepath.Join("..", "..", "docs", "dushanbe"))
	for _, name := range []string{"mia.txt", "un.md"} {
		data, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N COMMAND [ARG...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func unchanged(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: unchanged FILE")
	}
	before := ts.ReadFile(args[0])
	ts.Check(ts.Exec("concord", "export", "-"))
	if ts.ReadFile("stdout") != before {
		ts.Fatalf("the store is not as it was in %s", args[0])
	}
}
