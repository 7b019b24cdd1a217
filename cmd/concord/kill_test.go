package main

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"concord/graph/badgerstore"
	"concord/graph/canon"
	"concord/graph/graphtest"
)

// TestKilledBuild kills builds into a store at moments spread over their run. Whatever the moment, the store
// opens as it was or as the build would have made it, and the next build makes it whole.
func TestKilledBuild(t *testing.T) {
	dir := t.TempDir()
	if err := copyTexts(dir); err != nil {
		t.Fatal(err)
	}
	one, both := filepath.Join(dir, "one.db"), filepath.Join(dir, "both.db")
	run(t, dir, "concord build -s one.db docs/dushanbe/mia.txt")
	began := time.Now()
	run(t, dir, "concord build -s both.db docs/dushanbe/mia.txt")
	run(t, dir, "concord build -s both.db docs/dushanbe/un.md")
	full := time.Since(began)/2 + 10*time.Millisecond
	before, after := digest(t, one), digest(t, both)

	moments := graphtest.Size(6, 40, 600)
	r := rand.New(rand.NewPCG(1, 2))
	saw := map[string]int{}
	for i := range moments {
		store := filepath.Join(dir, "killed.db")
		if err := os.CopyFS(store, os.DirFS(one)); err != nil {
			t.Fatal(err)
		}
		// Each kill has its part of the run, and falls at a random moment in it.
		at := time.Duration((float64(i) + r.Float64()) / float64(moments) * float64(full))
		cmd := exec.Command("concord", "build", "-s", store, filepath.Join(dir, "docs", "dushanbe", "un.md"))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(at, func() { cmd.Process.Kill() })
		err := cmd.Wait()
		timer.Stop()
		switch got := digest(t, store); {
		case got == before && err != nil:
			saw["old"]++
		case got == after:
			saw["new"]++
		default:
			t.Fatalf("killed after %v (%v): the store is neither as before nor as after the build", at, err)
		}
		run(t, dir, "concord build -s killed.db docs/dushanbe/un.md")
		if digest(t, store) != after {
			t.Fatalf("killed after %v: the next build gives another store", at)
		}
		if err := os.RemoveAll(store); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("a build takes %v; %d killed: %v", full, moments, saw)
	if saw["old"] == 0 {
		t.Error("no build was killed before it was done")
	}
}

func digest(t *testing.T, dir string) canon.Digest {
	t.Helper()
	store, err := badgerstore.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	snap, err := store.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Close()
	d, err := canon.Hash(context.Background(), snap)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
