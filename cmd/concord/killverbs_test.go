package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"concord/graph/graphtest"
)

// TestKilledVerbs kills the other verbs that write, at random moments. Whatever the moment, the store opens as it was
// or as the verb would have made it, and the verb done again makes it whole. A backup is the old one or the new one.
func TestKilledVerbs(t *testing.T) {
	dir := t.TempDir()
	if err := copyTexts(dir); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "concord build -s base.db docs/dushanbe/mia.txt")
	run(t, dir, "concord build -s base.db docs/dushanbe/un.md")
	run(t, dir, "concord export -s base.db all.nq")
	run(t, dir, "sed 's#graph/#graph/loaded-#' all.nq > more.nq")
	run(t, dir, "concord backup -s base.db whole.tar.zst")
	r := rand.New(rand.NewPCG(4, 4))
	for _, verb := range []struct {
		name, line, base, file string
		once                   bool // done again it says no
	}{
		{name: "load", line: "load -s killed.db more.nq", base: "base.db"},
		{name: "first load", line: "load -s killed.db all.nq"},
		{name: "drop", line: "drop -s killed.db un", base: "base.db", once: true},
		{name: "compact", line: "compact -s killed.db", base: "base.db"},
		{name: "backup", line: "backup -s killed.db monday.tar.zst", base: "base.db", file: "monday.tar.zst"},
		{name: "restore", line: "restore -s killed.db whole.tar.zst", once: true},
	} {
		t.Run(strings.ReplaceAll(verb.name, " ", "_"), func(t *testing.T) {
			store := filepath.Join(dir, "killed.db")
			lay := func() {
				if err := os.RemoveAll(store); err != nil {
					t.Fatal(err)
				}
				if verb.base == "" {
					return
				}
				if err := os.CopyFS(store, os.DirFS(filepath.Join(dir, verb.base))); err != nil {
					t.Fatal(err)
				}
			}
			is := func() string { // "" of a store to which nothing was committed
				if err := exec.Command("concord", "stats", "-s", store).Run(); err != nil {
					if code := err.(*exec.ExitError).ExitCode(); code != exitStore {
						t.Fatalf("stats of the store ends with %d", code)
					}
					return ""
				}
				return digest(t, store).String()
			}
			lay()
			before := is()
			began := time.Now()
			run(t, dir, "concord "+verb.line)
			full := time.Since(began)
			after := is()
			hits := map[string]int{}
			for range graphtest.Size(2, 10, 80) {
				lay()
				cmd := exec.Command("concord", strings.Fields(verb.line)...)
				cmd.Dir = dir
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Duration(r.Float64() * float64(full)))
				_ = cmd.Process.Kill()
				ended := cmd.Wait() == nil
				switch got := is(); {
				case ended && got == after:
					hits["done"]++
				case got == before && before != after:
					hits["as before"]++
				case got == after:
					hits["as after"]++
				default:
					t.Fatalf("the store is neither as before nor as after")
				}
				if verb.once && is() == after {
					continue
				}
				run(t, dir, "concord "+verb.line)
				if is() != after {
					t.Fatal("done again it gives another store")
				}
				if verb.file != "" {
					backedUp(t, dir, verb.file, after)
				}
			}
			t.Logf("takes %v; killed: %v", full, hits)
		})
	}
}

// backedUp tests that a backup is whole, and that nothing is beside it that a killed one left.
func backedUp(t *testing.T, dir, file, want string) {
	t.Helper()
	run(t, dir, "rm -rf back.db; concord restore -s back.db "+file)
	if got := digest(t, filepath.Join(dir, "back.db")).String(); got != want {
		t.Fatal("the backup is of another state")
	}
	left, err := filepath.Glob(filepath.Join(dir, "."+file+"*"))
	if err != nil || len(left) > 0 {
		t.Fatalf("left behind: %v, %v", left, err)
	}
}
