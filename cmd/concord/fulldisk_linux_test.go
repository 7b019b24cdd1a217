package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"concord/graph/graphtest"
)

// TestFullDisk runs verbs that write on a small disk with less and less room taken away: each that fails ends with 6
// and says how many bytes are needed, the store answers as before, and when there is room the verb does its work.
func TestFullDisk(t *testing.T) {
	mount := t.TempDir()
	if err := unix.Mount("tmpfs", mount, "tmpfs", 0, "size=64m"); err != nil {
		graphtest.Missing(t, "mount a small disk (needs root): %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(mount, 0); err != nil {
			t.Error(err)
		}
	})
	dir := t.TempDir()
	if err := copyTexts(dir); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "concord build -s base.db docs/dushanbe/mia.txt")
	run(t, dir, "concord build -s un.db docs/dushanbe/un.md")
	run(t, dir, "concord export -s un.db un.nq")
	run(t, dir, "for i in 1 2 3 4 5 6 7 8 9 10; do sed \"s#graph/un#graph/v$i#\" un.nq; done > ten.nq")
	store := filepath.Join(mount, "concord.db")
	points := 0
	for _, verb := range []string{"load un.nq", "load ten.nq", "build docs/dushanbe/un.md", "drop mia"} {
		line := strings.Fields(verb)
		line = append([]string{line[0], "-s", store}, line[1:]...)
		failed := 0
		for step := graphtest.Size(2000, 500, 250) << 10; ; failed++ {
			if err := os.RemoveAll(store); err != nil {
				t.Fatal(err)
			}
			if err := os.CopyFS(store, os.DirFS(filepath.Join(dir, "base.db"))); err != nil {
				t.Fatal(err)
			}
			before := digest(t, store)
			fill(t, mount, failed*step)
			cmd := exec.Command("concord", line...)
			cmd.Dir = dir
			out, err := cmd.CombinedOutput()
			if err == nil {
				break
			}
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != exitOutput || !strings.Contains(string(out), "bytes are needed") {
				t.Fatalf("%s with %d bytes free: %v\n%s", verb, failed*step, err, out)
			}
			if digest(t, store) != before {
				t.Fatalf("%s with %d bytes free: the store is another", verb, failed*step)
			}
			fill(t, mount, 60<<20)
			again := exec.Command("concord", line...)
			again.Dir = dir
			if out, err := again.CombinedOutput(); err != nil {
				t.Fatalf("%s when there is room: %v\n%s", verb, err, out)
			}
			if digest(t, store) == before {
				t.Fatalf("%s when there is room: nothing is done", verb)
			}
		}
		if failed == 0 {
			t.Errorf("%s never lacked room", verb)
		}
		points += failed
		t.Logf("%s: failed at %d points", verb, failed)
	}
	t.Logf("%d points", points)
}

// fill takes all of a disk but so many bytes, or gives back what it took.
func fill(t *testing.T, mount string, free int) {
	t.Helper()
	ballast := filepath.Join(mount, "ballast")
	_ = os.Remove(ballast)
	var st unix.Statfs_t
	if err := unix.Statfs(mount, &st); err != nil {
		t.Fatal(err)
	}
	n := int64(st.Bavail)*st.Bsize - int64(free)
	if n <= 0 {
		return
	}
	f, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	err = unix.Fallocate(int(f.Fd()), 0, 0, n)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(fmt.Errorf("fill %d bytes: %w", n, err))
	}
}
