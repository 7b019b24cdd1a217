package badgerstore

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
)

var hello = quad.MakeIRI("a", "b", "c", "g")

// newStore makes a store with a few quads and returns its closed folder and the quads.
func newStore(t *testing.T) (dir string, quads []string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "concord.db")
	s, err := Open(dir, &Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	graphtest.Write(t, s, texts(600)...)
	graphtest.Write(t, s, hello, quad.Quad{Subject: quad.IRI("a"), Predicate: quad.IRI("long"), Object: quad.String(strings.Repeat("long ", 1000))})
	quads = graphtest.Now(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, quads
}

// write puts a file into a folder that it makes.
func write(t *testing.T, path string, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func sumLine(body string) string {
	return fmt.Sprintf("%scrc32c %08x\n", body, crc32.Checksum([]byte(body), castagnoli))
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	at := func(elem ...string) string { return filepath.Join(append([]string{dir}, elem...)...) }
	if err := os.Mkdir(at("empty"), 0o777); err != nil {
		t.Fatal(err)
	}
	write(t, at("foreign", "notes.txt"), "notes")
	write(t, at("file"), "notes")
	write(t, at("current", "CURRENT"), "MANIFEST-000004\n") // as LevelDB has it
	write(t, at("lock", "LOCK"), "4711\n")                  // as Badger has it
	write(t, at("newer", "CURRENT"), sumLine("concord store 3\nanything\n"))
	write(t, at("older", "CURRENT"), sumLine("concord store 1\ngeneration 2\nterms 3\nquads 1\nseal 00\n"))
	write(t, at("flipped", "CURRENT"), strings.Replace(string(empty().encode()), "quads 0", "quads 1", 1))
	write(t, at("cut", "CURRENT"), string(empty().encode()[:30]))
	write(t, at("malformed", "CURRENT"), sumLine("concord store 2\ngeneration x\n"))
	write(t, at("gone", "CURRENT"), string(current{generation: 3, quads: 1, terms: 3, seal: "00", chain: none}.encode()))
	write(t, at("lost", "gen-00000003", "SEAL"), "")
	write(t, at("begun", "LOCK"), lockPrefix+"pid 1 host x\n")
	write(t, at("nothing", "CURRENT"), string(empty().encode()))

	for _, c := range []struct {
		name   string
		create bool
		want   error
		says   string
	}{
		{"absent", false, graph.ErrNotFound, ""},
		{"empty", false, graph.ErrForeign, "empty"},
		{"foreign", false, graph.ErrForeign, "notes.txt"},
		{"foreign", true, graph.ErrForeign, "notes.txt"},
		{"file", false, graph.ErrForeign, "file"},
		{"file", true, graph.ErrForeign, "file"},
		{"current", true, graph.ErrForeign, "CURRENT"},
		{"lock", true, graph.ErrForeign, "LOCK"},
		{"newer", false, graph.ErrVersion, "version 3, this program reads version 2"},
		{"newer", true, graph.ErrVersion, "version 3, this program reads version 2"},
		{"older", false, graph.ErrVersion, "version 1, this program reads version 2: build or load it again"},
		{"flipped", true, graph.ErrDamaged, "CURRENT"},
		{"cut", true, graph.ErrDamaged, "CURRENT"},
		{"malformed", true, graph.ErrDamaged, "CURRENT"},
		{"gone", true, graph.ErrDamaged, "gen-00000003"},
		{"lost", true, graph.ErrDamaged, "gen-00000003"},
		{"begun", false, graph.ErrNotFound, "nothing was written"},
		{"nothing", false, graph.ErrNotFound, "nothing was written"},
	} {
		before := tree(t, dir)
		s, err := Open(at(c.name), &Options{Create: c.create})
		if err == nil {
			err = s.Close()
		}
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), c.name) {
			t.Errorf("open %s, create %v: error %v, want %v that says %q", c.name, c.create, err, c.want, c.says)
		}
		if after := tree(t, dir); !slices.Equal(after, before) {
			t.Errorf("open %s, create %v: files were %v, are %v", c.name, c.create, before, after)
		}
	}
	for _, name := range []string{"empty", "begun", "nothing", "absent", "absent/below/it"} {
		s, err := Open(at(name), &Options{Create: true})
		if err != nil {
			t.Errorf("create in %s: %v", name, err)
			continue
		}
		graphtest.Write(t, s, hello)
		if n := len(graphtest.Now(t, s)); n != 1 {
			t.Errorf("create in %s: %d quads", name, n)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// tree lists the files below a folder with their bytes.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			out = append(out, path)
			return err
		}
		text, err := os.ReadFile(path)
		out = append(out, path+": "+digestOf(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestBecomesForeign tests that a store does not take a folder that something else filled after Open.
func TestBecomesForeign(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "concord.db")
	s, err := Open(dir, &Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	write(t, filepath.Join(dir, "notes.txt"), "notes")
	err = s.Update(t.Context(), func(graph.Tx) error { t.Error("fn ran"); return nil })
	if !errors.Is(err, graph.ErrForeign) {
		t.Errorf("Update: %v", err)
	}
	if got := folderOf(t, dir); !slices.Equal(got, []string{"notes.txt"}) {
		t.Errorf("the folder holds %v", got)
	}
}

// TestNothingLeft tests that an Update that commits nothing leaves no folder behind, and one that changes
// nothing no generation.
func TestNothingLeft(t *testing.T) {
	parent := t.TempDir()
	s, err := Open(filepath.Join(parent, "concord.db"), &Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	no := errors.New("no")
	for _, fn := range []func(graph.Tx) error{
		func(graph.Tx) error { return nil },
		func(tx graph.Tx) error { _, err := tx.WriteQuads([]quad.Quad{hello}); return errors.Join(err, no) },
	} {
		if err := s.Update(t.Context(), fn); err != nil && !errors.Is(err, no) {
			t.Error(err)
		}
		if got := folderOf(t, parent); len(got) > 0 {
			t.Errorf("left behind: %v, with %v", got, folderOf(t, s.dir))
		}
	}
	graphtest.Write(t, s, hello)
	before := tree(t, parent)
	graphtest.Write(t, s, hello)
	graphtest.Update(t, s, func(tx graph.Tx) error {
		_, err := tx.RemoveQuads([]quad.Quad{quad.MakeIRI("x", "y", "z", "")})
		return err
	})
	if after := tree(t, parent); !slices.Equal(after, before) {
		t.Errorf("an update that changed nothing: files were %v, are %v", before, after)
	}
	graphtest.Update(t, s, func(tx graph.Tx) error { _, err := tx.DropGraph(quad.IRI("g")); return err })
	if got := folderOf(t, s.dir); !slices.Equal(got, []string{"CURRENT", "LOCK"}) {
		t.Errorf("a store without quads holds %v", got)
	}
	graphtest.Write(t, s, hello)
	if got := folderOf(t, s.dir); !slices.Equal(got, []string{"CURRENT", "LOCK", "gen-00000003"}) {
		t.Errorf("the store holds %v", got)
	}
}

// TestDamage flips bits, cuts, lengthens, removes and adds files of a store: each is found before any
// answer, and the error names the file.
func TestDamage(t *testing.T) {
	dir, _ := newStore(t)
	var files []string
	for _, name := range append(folderOf(t, dir), prefixed("gen-00000002", folderOf(t, filepath.Join(dir, "gen-00000002")))...) {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && !info.IsDir() && name != lockName && info.Size() > 0 {
			files = append(files, filepath.Join(dir, name))
		}
	}
	if len(files) < 9 {
		t.Fatalf("only %v", files)
	}
	r := rand.New(rand.NewPCG(5, 6))
	tried := 0
	for range graphtest.Size(20, 100, 600) {
		for _, path := range files {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for what, bad := range damages(r, text) {
				write(t, path, string(bad))
				refused(t, dir, path, what)
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
	more := filepath.Join(dir, "gen-00000002", "000099.sst")
	write(t, more, "more")
	refused(t, dir, more, "added")
	if err := os.Remove(more); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatalf("with all files as they were: %v", err)
	}
	_ = s.Close()
	t.Logf("%d damages", tried)
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

// TestReadOnlyFolder reads a store in a folder that may not be written.
func TestReadOnlyFolder(t *testing.T) {
	dir, want := newStore(t)
	before := tree(t, dir)
	if err := os.Chmod(filepath.Join(dir, "gen-00000002"), 0o555); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = os.Chmod(dir, 0o777)
		_ = os.Chmod(filepath.Join(dir, "gen-00000002"), 0o777)
	})
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := graphtest.Now(t, s); !slices.Equal(got, want) {
		t.Errorf("%d quads, want %d", len(got), len(want))
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if after := tree(t, dir); !slices.Equal(after, before) {
		t.Errorf("reading changed files: were %v, are %v", before, after)
	}
}

// TestSharedFolder: who may read the folder may read the store, though Badger keeps its files to their owner.
func TestSharedFolder(t *testing.T) {
	dir, _ := newStore(t)
	gen := filepath.Join(dir, "gen-00000002")
	want := func(path string) os.FileMode {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm() & 0o666
	}
	for _, name := range folderOf(t, gen) {
		if path := filepath.Join(gen, name); want(path) != want(gen) {
			t.Errorf("%s: mode %v in a folder of %v", name, want(path), want(gen))
		}
	}
}

// TestNoRegularFile: a generation with a device in it is refused, not read for ever.
func TestNoRegularFile(t *testing.T) {
	dir, _ := newStore(t)
	path := filepath.Join(dir, "gen-00000002", "MANIFEST")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/dev/zero", path); err != nil {
		graphtest.Missing(t, "link to a device: %v", err)
	}
	refused(t, dir, path, "replaced by a device")
}
