package badgerstore

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"concord/graph"
	"concord/graph/graphtest"
)

func TestLocked(t *testing.T) {
	dir, _ := newStore(t)
	open := func() *Store {
		s, err := Open(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	a, b := open(), open()
	err := a.Update(t.Context(), func(graph.Tx) error {
		err := b.Update(t.Context(), func(graph.Tx) error { t.Error("two updates at once"); return nil })
		if !errors.Is(err, graph.ErrLocked) || !strings.Contains(err.Error(), fmt.Sprintf("pid %d", os.Getpid())) {
			t.Errorf("update of a locked store: %v", err)
		}
		_ = open() // reading is not locked out
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	graphtest.Write(t, b, graphQuad(1))
	graphtest.Write(t, a, graphQuad(2)) // a follows what b did
	snap := graphtest.Snapshot(t, b)
	if c, err := snap.Estimate(t.Context(), graph.Pattern{}); err != nil || c.Count != 604 {
		t.Errorf("%v quads, %v; want 604", c, err)
	}
}

// TestLockedByProcess tests that the lock of another process is named, and is free when that process is killed.
func TestLockedByProcess(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "concord.db")
	w := startWriter(t, dir, stepLogSynced, 0)
	if !w.wait("paused") {
		t.Fatal("the writer ended")
	}
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Update(t.Context(), func(graph.Tx) error { return nil })
	if !errors.Is(err, graph.ErrLocked) || !strings.Contains(err.Error(), fmt.Sprintf("pid %d", w.cmd.Process.Pid)) {
		t.Errorf("update beside a writer: %v", err)
	}
	want := newStates(t).state(1)
	if got := graphtest.Now(t, s); !slices.Equal(got, want) {
		t.Errorf("beside a writer: %d quads, want %d", len(got), len(want))
	}
	w.kill()
	graphtest.Write(t, s, graphQuad(1))
}

// TestOldGenerations tests that generations are removed as soon as an update finds no reader of them.
func TestOldGenerations(t *testing.T) {
	dir, _ := newStore(t)
	writer, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	reader, err := Open(dir, nil) // stands for another process: its locks are its own
	if err != nil {
		t.Fatal(err)
	}
	old := graphtest.Snapshot(t, reader)
	before := graphtest.Quads(t, old)
	for i := range 3 {
		graphtest.Write(t, writer, graphQuad(i))
		if err := writer.Compact(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := folderOf(t, dir), []string{"CURRENT", "LOCK", "gen-00000001", "gen-00000004", "log-00000001"}; !slices.Equal(got, want) {
		t.Errorf("with a reader the folder holds %v, want %v", got, want)
	}
	if got := graphtest.Quads(t, old); !slices.Equal(got, before) {
		t.Error("the old snapshot changed")
	}
	if err := old.Close(); err != nil {
		t.Error(err)
	}
	if err := reader.Close(); err != nil {
		t.Error(err)
	}
	graphtest.Write(t, writer, graphQuad(7))
	if got, want := folderOf(t, dir), []string{"CURRENT", "LOCK", "gen-00000004", "log-00000004"}; !slices.Equal(got, want) {
		t.Errorf("without a reader the folder holds %v, want %v", got, want)
	}
}

// TestCloseWithSnapshots tests that closing too early is told, and harms nobody.
func TestCloseWithSnapshots(t *testing.T) {
	dir, want := newStore(t)
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	snap := graphtest.Snapshot(t, s)
	c := snap.Scan(t.Context(), graph.Pattern{}, graph.SPOG)
	if !c.Next() {
		t.Fatal(c.Err())
	}
	if err := s.Close(); err == nil || !strings.Contains(err.Error(), "1 snapshots are open") {
		t.Errorf("Close = %v", err)
	}
	if err := snap.Close(); err != nil {
		t.Error(err)
	}
	n := 1
	for c.Next() {
		n++
	}
	if n != len(want) || c.Close() != nil {
		t.Errorf("a cursor of a closed snapshot reads %d quads, %v; want %d", n, c.Err(), len(want))
	}
}
