package badgerstore

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"concord/graph"
	"concord/graph/graphtest"
)

// backedUp returns the archive of a store's folder.
func backedUp(t testing.TB, dir string) []byte {
	t.Helper()
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var b bytes.Buffer
	if err := s.Backup(t.Context(), &b, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func folderOfGeneration(t *testing.T, dir string) string {
	t.Helper()
	c, err := readCurrent(dir)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, c.folder())
}

// restored tests that a store is whole and has the given quads.
func restored(t testing.TB, dir string, want []string) {
	t.Helper()
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := graphtest.Now(t, s); !slices.Equal(got, want) {
		t.Fatalf("%d quads restored, want %d", len(got), len(want))
	}
}

func TestBackup(t *testing.T) {
	dir, want := newStore(t)
	archive := backedUp(t, dir)
	for _, made := range []func(dir string){
		func(string) {},
		func(dir string) { write(t, filepath.Join(dir, "LOCK"), lockPrefix+"pid 1 host x\n") },
		func(dir string) { // what a killed Restore leaves
			write(t, filepath.Join(dir, "CURRENT"), string(empty().encode()))
			write(t, filepath.Join(dir, "gen-00000002", "000001.sst"), "half")
		},
	} {
		to := filepath.Join(t.TempDir(), "below", "restored.db")
		made(to)
		var done, total int64
		if err := Restore(t.Context(), to, iotest.HalfReader(bytes.NewReader(archive)), nil, func(d, n int64) { done, total = d, n }); err != nil {
			t.Fatal(err)
		}
		if done != total || total == 0 {
			t.Errorf("progress ended at %d of %d", done, total)
		}
		restored(t, to, want)
		if again := backedUp(t, to); !bytes.Equal(again, archive) {
			t.Error("the backup of what was restored is another")
		}
		before := tree(t, to)
		if err := Restore(t.Context(), to, bytes.NewReader(archive), nil, nil); !errors.Is(err, ErrExists) {
			t.Errorf("restore over a store: %v", err)
		}
		if !slices.Equal(tree(t, to), before) {
			t.Error("a refused restore changed the store")
		}
		s, err := Open(to, nil)
		if err != nil {
			t.Fatal(err)
		}
		graphtest.Write(t, s, graphQuad(1))
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestBackupOfNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "concord.db")
	s, err := Open(dir, &Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), io.Discard, nil); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("backup of a store without a commit: %v", err)
	}
	graphtest.Write(t, s, graphQuad(1))
	graphtest.Update(t, s, func(tx graph.Tx) error { _, err := tx.DropGraph(graphQuad(1).Label); return err })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "restored.db")
	if err := Restore(t.Context(), to, bytes.NewReader(backedUp(t, dir)), nil, nil); err != nil {
		t.Fatal(err)
	}
	restored(t, to, nil)
}

// TestBackupWhileWritten backs up a store that another process updates: each archive is one of its states.
func TestBackupWhileWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "concord.db")
	w := startWriter(t, dir, "", 0)
	if !w.wait("1") {
		t.Fatal("the writer ended")
	}
	want := newStates(t)
	last := 1
	for range graphtest.Size(5, 30, 100) {
		to := filepath.Join(t.TempDir(), "restored.db")
		if err := Restore(t.Context(), to, bytes.NewReader(backedUp(t, dir)), nil, nil); err != nil {
			t.Fatal(err)
		}
		s, err := Open(to, nil)
		if err != nil {
			t.Fatal(err)
		}
		snap := graphtest.Snapshot(t, s)
		now := want.whole(snap)
		if now < last {
			t.Errorf("state %d after state %d", now, last)
		}
		last = now
		if err := errors.Join(snap.Close(), s.Close()); err != nil {
			t.Error(err)
		}
	}
}

// TestBackupDamaged: what is damaged after the store was opened does not get into a backup unseen.
func TestBackupDamaged(t *testing.T) {
	dir, _ := newStore(t)
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	snap := graphtest.Snapshot(t, s) // keeps the state open
	defer snap.Close()
	path := filepath.Join(folderOfGeneration(t, dir), "MANIFEST")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text[len(text)/2] ^= 4
	if err := os.WriteFile(path, text, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), io.Discard, nil); !errors.Is(err, graph.ErrDamaged) || !strings.Contains(err.Error(), "MANIFEST") {
		t.Errorf("backup of a damaged store: %v", err)
	}
}

// TestRestoreRefuses damages and cuts an archive: nothing is restored, and nothing stays.
func TestRestoreRefuses(t *testing.T) {
	dir, _ := newStore(t)
	archive := backedUp(t, dir)
	r := rand.New(rand.NewPCG(3, 1))
	cases := map[string][]byte{
		"empty":      nil,
		"text":       []byte(strings.Repeat("notes\n", 500)),
		"lengthened": append(bytes.Clone(archive), "more"...),
		"twice":      append(bytes.Clone(archive), archive...),
	}
	for range graphtest.Size(20, 500, 3000) {
		flipped, at := bytes.Clone(archive), r.IntN(len(archive))
		flipped[at] ^= 1 << r.IntN(8)
		cases[fmt.Sprintf("bit flipped in byte %d", at)] = flipped
		at = r.IntN(len(archive))
		cases[fmt.Sprintf("cut to %d bytes", at)] = archive[:at]
	}
	for n := range 2 * tarBlock / 256 {
		cases[fmt.Sprintf("cut at %d bytes before the end", 256*(n+1))] = archive[:len(archive)-256*(n+1)]
	}
	to := filepath.Join(t.TempDir(), "restored.db")
	accepted := 0
	for name, bad := range cases {
		err := Restore(t.Context(), to, bytes.NewReader(bad), nil, nil)
		if err == nil {
			// Between the files are bytes that mean nothing; all that matters must be as it was.
			if accepted++; !bytes.Equal(backedUp(t, to), archive) {
				t.Errorf("%s: restored to something else", name)
			}
			if err := os.RemoveAll(to); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if !errors.Is(err, ErrBackup) && !errors.Is(err, graph.ErrDamaged) && !errors.Is(err, graph.ErrVersion) {
			t.Errorf("%s: %v", name, err)
		}
		if got := folderOf(t, filepath.Dir(to)); len(got) > 0 {
			t.Fatalf("%s: left behind %v with %v", name, got, folderOf(t, to))
		}
	}
	t.Logf("%d damaged archives, of which %d restored to what was backed up", len(cases), accepted)
}

// TestRestoreFails ends restores by errors of the reader, by a full disk and by cancelling: nothing stays.
func TestRestoreFails(t *testing.T) {
	dir, _ := newStore(t)
	archive := backedUp(t, dir)
	to := filepath.Join(t.TempDir(), "restored.db")
	no := errors.New("no")
	broken := io.MultiReader(bytes.NewReader(archive[:len(archive)/2]), iotest.ErrReader(no))
	if err := Restore(t.Context(), to, broken, nil, nil); !errors.Is(err, no) {
		t.Errorf("a reader that fails: %v", err)
	}
	full := &Options{free: func(string) (uint64, error) { return 1000, nil }}
	if err := Restore(t.Context(), to, bytes.NewReader(archive), full, nil); !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "1000 are free") {
		t.Errorf("a full disk: %v", err)
	}
	if got := folderOf(t, filepath.Dir(to)); len(got) > 0 {
		t.Errorf("left behind: %v", got)
	}
	foreign := t.TempDir()
	write(t, filepath.Join(foreign, "notes.txt"), "notes")
	if err := Restore(t.Context(), foreign, bytes.NewReader(archive), nil, nil); !errors.Is(err, graph.ErrForeign) {
		t.Errorf("restore into a foreign folder: %v", err)
	}
}

// TestSmallDiskRestore fills file systems of growing size with a restore.
func TestSmallDiskRestore(t *testing.T) {
	dir, want := newStore(t)
	archive := backedUp(t, dir)
	fits := false
	for size := 64 << 10; !fits; size += size / 2 {
		mount := smallDisk(t, size)
		to := filepath.Join(mount, "restored.db")
		// Without looking at the free space first: writing must fail cleanly too.
		err := Restore(t.Context(), to, bytes.NewReader(archive), &Options{free: func(string) (uint64, error) { return 1 << 40, nil }}, nil)
		if fits = err == nil; fits {
			restored(t, to, want)
			continue
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("disk of %d bytes: %v", size, err)
		}
		if got := folderOf(t, mount); len(got) > 0 {
			t.Errorf("disk of %d bytes: left behind %v", size, got)
		}
	}
}

const (
	restoreEnv  = "CONCORD_TEST_RESTORE"  // the archive
	restoredEnv = "CONCORD_TEST_RESTORED" // the folder
)

// TestRestoreChild is what TestRestoreKilled runs in a process of its own.
func TestRestoreChild(t *testing.T) {
	archive := os.Getenv(restoreEnv)
	if archive == "" {
		t.Skip("runs as a child of TestRestoreKilled only")
	}
	f, err := os.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	left, err := strconv.Atoi(os.Getenv(timesEnv))
	if err != nil {
		t.Fatal(err)
	}
	step := func(name string) {
		if left--; left < 0 {
			fmt.Println("paused at " + name)
			time.Sleep(time.Hour)
		}
	}
	err = Restore(t.Context(), os.Getenv(restoredEnv), f, &Options{step: step}, nil)
	fmt.Println("ended", err)
}

// TestRestoreKilled kills restores after each of their steps: the store is empty or whole, and a further restore
// makes it whole.
func TestRestoreKilled(t *testing.T) {
	dir, want := newStore(t)
	archive := filepath.Join(t.TempDir(), "backup.tar")
	if err := os.WriteFile(archive, backedUp(t, dir), 0o666); err != nil {
		t.Fatal(err)
	}
	hits := map[string]int{}
	for round := range graphtest.Size(1, 4, 20) {
		for n := 0; ; n++ {
			to := filepath.Join(t.TempDir(), "restored.db")
			cmd := exec.Command(os.Args[0], "-test.run=^TestRestoreChild$")
			cmd.Env = append(os.Environ(), restoreEnv+"="+archive, restoredEnv+"="+to, timesEnv+"="+strconv.Itoa(n))
			step := stepOf(t, cmd)
			if step == "" {
				break
			}
			hits[step]++
			s, err := Open(to, &Options{Create: true})
			if err != nil {
				t.Fatalf("killed at %q: %v", step, err)
			}
			got := graphtest.Now(t, s)
			if len(got) > 0 && !slices.Equal(got, want) {
				t.Fatalf("killed at %q: %d quads of %d", step, len(got), len(want))
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if len(got) > 0 {
				continue
			}
			if round%2 == 1 { // an update goes on from there as well as a restore
				s, err := Open(to, &Options{Create: true})
				if err != nil {
					t.Fatal(err)
				}
				graphtest.Write(t, s, hello)
				if err := s.Close(); err != nil {
					t.Error(err)
				}
				if got := len(folderOf(t, to)); got > 4 {
					t.Errorf("killed at %q: an update leaves %v", step, folderOf(t, to))
				}
				continue
			}
			f, err := os.Open(archive)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(Restore(t.Context(), to, f, nil, nil), f.Close()); err != nil {
				t.Fatalf("killed at %q: a further restore: %v", step, err)
			}
			restored(t, to, want)
		}
	}
	for _, step := range []string{stepFolderMade, stepLocked, stepBegun, stepGenerationMade, stepFileRestored, stepRestored, stepCurrentWritten, stepCurrentSwitched} {
		if hits[step] == 0 {
			t.Errorf("never killed at %q", step)
		}
	}
	t.Logf("killed: %v", hits)
}

// stepOf runs a child until it pauses at a step, kills it, and returns the step; "" when it ended first.
func stepOf(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w := &writer{t: t, cmd: cmd, lines: bufio.NewScanner(out)}
	defer w.kill()
	for w.lines.Scan() {
		if step, ok := strings.CutPrefix(w.lines.Text(), "paused at "); ok {
			return step
		}
	}
	return ""
}

// FuzzRestore restores arbitrary bytes: what is refused leaves nothing, and what is taken is backed up again.
func FuzzRestore(f *testing.F) {
	dir := filepath.Join(f.TempDir(), "concord.db")
	s, err := Open(dir, &Options{Create: true})
	if err != nil {
		f.Fatal(err)
	}
	graphtest.Write(f, s, hello)
	graphtest.Write(f, s, graphQuad(1)) // in the log
	if err := s.Close(); err != nil {
		f.Fatal(err)
	}
	archive := backedUp(f, dir)
	f.Add(archive)
	f.Add(archive[:len(archive)/2])
	f.Add(archive[:tarBlock])
	f.Fuzz(func(t *testing.T, archive []byte) {
		to := filepath.Join(t.TempDir(), "concord.db")
		if err := Restore(t.Context(), to, bytes.NewReader(archive), nil, nil); err != nil {
			if got := folderOf(t, filepath.Dir(to)); len(got) > 0 {
				t.Errorf("%v leaves %v", err, got)
			}
			return
		}
		again := backedUp(t, to)
		if err := Restore(t.Context(), to+".again", bytes.NewReader(again), nil, nil); err != nil {
			t.Error(err)
		}
	})
}
