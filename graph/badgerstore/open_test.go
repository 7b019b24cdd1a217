package badgerstore

import (
	"errors"
	"fmt"
	"hash/crc32"
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

// newStore makes a store with a few quads, some of them in a log, and returns its closed folder and the quads.
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

// TestReadOnlyFolder reads a store in a folder that may not be written.
func TestReadOnlyFolder(t *testing.T) {
	dir, want := newStore(t)
	before := tree(t, dir)
	if err := os.Chmod(filepath.Join(dir, "gen-00000001"), 0o555); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = os.Chmod(dir, 0o777)
		_ = os.Chmod(filepath.Join(dir, "gen-00000001"), 0o777)
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
	gen := filepath.Join(dir, "gen-00000001")
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
