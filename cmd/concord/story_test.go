package main

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"concord/graph"
	"concord/graph/badgerstore"
)

// TestStories runs testdata/script: each file is one story of a user. A story finds the two source texts in
// docs/dushanbe of its folder, and has commands of its own:
//
//	exits N COMMAND   the command ends with that exit code
//	unchanged FILE    the store exports what FILE, an earlier export, holds
//	version STORE N   makes a store one of on-disk version N
//	flip FILE N       flips a bit in byte N of a file
//	lock STORE        begins an update of a store in this process
//	unlock            ends it, without a change
func TestStories(t *testing.T) {
	var l locker
	t.Cleanup(l.end)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               desk,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "unchanged": unchanged, "version": ofVersion, "flip": flip, "lock": l.lock, "unlock": l.unlock,
		},
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

// ofVersion writes the version of the first line of CURRENT anew, with a checksum that is right.
func ofVersion(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: version STORE N")
	}
	name := filepath.Join(ts.MkAbs(args[0]), "CURRENT")
	data, err := os.ReadFile(name)
	ts.Check(err)
	first, rest, _ := strings.Cut(string(data), "\n")
	body, _, ok := strings.Cut("concord store "+args[1]+"\n"+rest, "crc32c ")
	if !ok || !strings.HasPrefix(first, "concord store ") {
		ts.Fatalf("%s: not as expected:\n%s", name, data)
	}
	sum := crc32.Checksum([]byte(body), crc32.MakeTable(crc32.Castagnoli))
	ts.Check(os.WriteFile(name, fmt.Appendf([]byte(body), "crc32c %08x\n", sum), 0o644))
}

func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip FILE N")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	if at >= len(data) {
		ts.Fatalf("%s has %d bytes", args[0], len(data))
	}
	data[at] ^= 1
	ts.Check(os.WriteFile(name, data, 0o644))
}

// locker holds an update of a store open.
type locker struct {
	release chan struct{}
	ended   chan error
}

func (l *locker) lock(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 || l.release != nil {
		ts.Fatalf("usage: lock STORE")
	}
	store, err := badgerstore.Open(ts.MkAbs(args[0]), nil)
	ts.Check(err)
	holding := make(chan struct{})
	l.release, l.ended = make(chan struct{}), make(chan error, 1)
	go func() {
		err := store.Update(context.Background(), func(graph.Tx) error {
			close(holding)
			<-l.release
			return nil
		})
		l.ended <- errors.Join(err, store.Close())
	}()
	select {
	case <-holding:
	case err := <-l.ended:
		ts.Fatalf("lock: %v", err)
	}
}

func (l *locker) unlock(ts *testscript.TestScript, _ bool, _ []string) {
	close(l.release)
	ts.Check(<-l.ended)
	l.release = nil
}

func (l *locker) end() {
	if l.release != nil {
		close(l.release)
		<-l.ended
	}
}
