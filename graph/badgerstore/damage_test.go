package badgerstore

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"concord/graph"
	"concord/graph/graphtest"
)

// sealedStore makes a store without a log and returns its closed folder.
func sealedStore(t *testing.T) string {
	dir, _ := newStore(t)
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// pendingStore makes a store with commits in its log and returns its closed folder.
func pendingStore(t *testing.T) string {
	dir, _ := newStore(t)
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range graphtest.Size(10, 100, 100) {
		graphtest.Update(t, s, advance(i))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestDamage flips bits, cuts, lengthens, removes and adds files of stores: each is found before any answer, and the
// error names the file. Only what is behind the part of the log that holds is as if it were not there.
func TestDamage(t *testing.T) {
	t.Run("sealed", func(t *testing.T) { damage(t, sealedStore(t), 9) })
	t.Run("pending", func(t *testing.T) { damage(t, pendingStore(t), 10) })
}

func damage(t *testing.T, dir string, least int) {
	c, err := readCurrent(dir)
	if err != nil {
		t.Fatal(err)
	}
	gen := c.folder()
	var files []string
	for _, name := range append(folderOf(t, dir), prefixed(gen, folderOf(t, filepath.Join(dir, gen)))...) {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && !info.IsDir() && name != lockName && info.Size() > 0 {
			files = append(files, filepath.Join(dir, name))
		}
	}
	if len(files) < least {
		t.Fatalf("only %v", files)
	}
	r := rand.New(rand.NewPCG(5, 6))
	tried := 0
	for range graphtest.Size(6, 100, 600) {
		for _, path := range files {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for what, bad := range damages(r, text) {
				write(t, path, string(bad))
				if what == "lengthened" && filepath.Base(path) == c.logName() {
					accepted(t, dir)
				} else {
					refused(t, dir, path, what)
				}
				tried++
			}
			write(t, path, string(text))
		}
	}
	for _, path := range files[1:] { // without CURRENT: that is TestOpenRefuses' "lost"
		if err := os.Rename(path, dir+".away"); err != nil {
			t.Fatal(err)
		}
		refused(t, dir, path, "removed")
		if err := os.Rename(dir+".away", path); err != nil {
			t.Fatal(err)
		}
	}
	more := filepath.Join(dir, gen, "000099.sst")
	write(t, more, "more")
	refused(t, dir, more, "added")
	if err := os.Remove(more); err != nil {
		t.Fatal(err)
	}
	accepted(t, dir)
	t.Logf("%d damages", tried)
}

func accepted(t *testing.T, dir string) {
	t.Helper()
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatalf("with all that holds as it was: %v", err)
	}
	_ = s.Close()
}

func prefixed(dir string, names []string) []string {
	for i, name := range names {
		names[i] = filepath.Join(dir, name)
	}
	return names
}

func damages(r *rand.Rand, text []byte) map[string][]byte {
	flipped := bytes.Clone(text)
	flipped[r.IntN(len(text))] ^= 1 << r.IntN(8)
	return map[string][]byte{
		"flipped":    flipped,
		"cut":        text[:r.IntN(len(text))],
		"lengthened": append(bytes.Clone(text), make([]byte, 1+r.IntN(9))...),
	}
}

func refused(t *testing.T, dir, path, what string) {
	t.Helper()
	s, err := Open(dir, nil)
	if err == nil {
		_ = s.Close()
		t.Fatalf("%s %s: opened", path, what)
	}
	named := strings.Contains(err.Error(), filepath.Base(path))
	if !named || !errors.Is(err, graph.ErrDamaged) && !(filepath.Base(path) == currentName && errors.Is(err, graph.ErrForeign)) {
		t.Fatalf("%s %s: error %v", path, what, err)
	}
}

// TestNoRegularFile: a generation with a device in it is refused, not read for ever.
func TestNoRegularFile(t *testing.T) {
	dir, _ := newStore(t)
	path := filepath.Join(dir, "gen-00000001", "MANIFEST")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/dev/zero", path); err != nil {
		graphtest.Missing(t, "link to a device: %v", err)
	}
	refused(t, dir, path, "replaced by a device")
}

// TestUnfinishedCommit: what a killed writer left behind the log is not there for readers, and the next writer puts its
// own commit in its place.
func TestUnfinishedCommit(t *testing.T) {
	dir, want := newStore(t)
	c, err := readCurrent(dir)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, c.logName())
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, string(text)+string(text)+"and more")
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := graphtest.Now(t, s); !slices.Equal(got, want) {
		t.Errorf("%d quads, want %d", len(got), len(want))
	}
	graphtest.Write(t, s, graphQuad(1))
	accepted(t, dir)
	if c, err = readCurrent(dir); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || uint64(info.Size()) != c.log {
		t.Errorf("the log has %d bytes, %d hold: %v", info.Size(), c.log, err)
	}
}
