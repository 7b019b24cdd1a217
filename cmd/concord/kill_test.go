package main

import (
	"bytes"
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

// The steps of a build, as a killed one leaves them behind.
const (
	reading  = "reading"  // nothing of the update is on disk
	writing  = "writing"  // the commit is on disk, or a part of it, and does not hold
	switched = "switched" // the commit holds, the build was not done
	finished = "finished"
)

// TestKilledBuild kills builds into a store until each step was hit often enough. Whatever the moment, the store
// opens as it was or as the build would have made it, and the next build makes it whole. What happens inside
// the writing is tested step by step in badgerstore.
func TestKilledBuild(t *testing.T) {
	dir := t.TempDir()
	if err := copyTexts(dir); err != nil {
		t.Fatal(err)
	}
	one, both := filepath.Join(dir, "one.db"), filepath.Join(dir, "both.db")
	run(t, dir, "concord build -s one.db docs/dushanbe/mia.txt")
	run(t, dir, "concord build -s both.db docs/dushanbe/mia.txt")
	began := time.Now()
	run(t, dir, "concord build -s both.db docs/dushanbe/un.md")
	full := time.Since(began)
	before, after := digest(t, one), digest(t, both)

	each := graphtest.Size(1, 10, 100)
	r := rand.New(rand.NewPCG(1, 2))
	hits := map[string]int{}
	kills := 0
	for _, step := range []string{reading, writing, switched} {
		for hits[step] < each {
			if kills++; kills > 60*each {
				t.Fatalf("a build takes %v; after %d kills not every step was hit %d times: %v", full, kills, each, hits)
			}
			store := filepath.Join(dir, "killed.db")
			if err := os.CopyFS(store, os.DirFS(one)); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("concord", "build", "-s", store, filepath.Join(dir, "docs", "dushanbe", "un.md"))
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			killAt(t, cmd.Process, store, step, time.Duration(r.Float64()*float64(full)))
			killed := cmd.Wait() != nil
			got, now := digest(t, store), finished
			switch {
			case got == before && killed && !begun(t, store):
				now = reading
			case got == before && killed:
				now = writing
			case got == after && killed:
				now = switched
			case got != after:
				t.Fatalf("killed in %s: the store is neither as before nor as after the build", step)
			}
			hits[now]++
			run(t, dir, "concord build -s killed.db docs/dushanbe/un.md")
			if digest(t, store) != after {
				t.Fatalf("killed in %s: the next build gives another store", now)
			}
			if err := os.RemoveAll(store); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("a build takes %v; %d killed: %v", full, kills, hits)
}

// killAt kills a build of a store without a log after it came to a step: at a moment of the reading, as soon as the
// commit appears, or as soon as it holds. A build that is done sooner is left alone.
func killAt(t *testing.T, build *os.Process, store, step string, moment time.Duration) {
	t.Helper()
	holds, err := os.ReadFile(filepath.Join(store, "CURRENT"))
	if err != nil {
		t.Fatal(err)
	}
	came := func() bool {
		switch step {
		case writing:
			return begun(t, store)
		case switched:
			now, err := os.ReadFile(filepath.Join(store, "CURRENT"))
			return err == nil && !bytes.Equal(now, holds)
		}
		return true
	}
	for deadline := time.Now().Add(time.Minute); !came() && time.Now().Before(deadline); {
		time.Sleep(50 * time.Microsecond)
	}
	if step == reading {
		time.Sleep(moment / 2)
	}
	build.Kill()
}

// begun reports whether something was written to a store that had one generation and no log.
func begun(t *testing.T, store string) bool {
	t.Helper()
	for _, pattern := range []string{"gen-*", "log-*"} {
		found, err := filepath.Glob(filepath.Join(store, pattern))
		if err != nil {
			t.Fatal(err)
		}
		if len(found) > 1 || len(found) == 1 && pattern == "log-*" {
			return true
		}
	}
	return false
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
