package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"concord/graph/graphtest"
)

// TestProcessors builds a folder of resolutions on one, two and seven processors: the annotations and the export
// are the same to the byte.
func TestProcessors(t *testing.T) {
	folder := graphtest.Shared(t, "corpus", []string{"quad", "unsc"}[graphtest.Size(0, 1, 1)])
	dir := t.TempDir()
	first := ""
	for _, n := range []string{"1", "2", "7"} {
		out := filepath.Join(dir, n)
		summary := run(t, dir, fmt.Sprintf("GOMAXPROCS=%[1]s concord build -s %[1]s.db --annotations %[1]s '%[2]s' && concord export -s %[1]s.db %[1]s/all.nq", n, folder))
		if err := os.WriteFile(filepath.Join(out, "summary"), []byte(summary), 0o644); err != nil {
			t.Fatal(err)
		}
		switch got := contents(t, out); {
		case first == "":
			first = got
			t.Logf("%d files", strings.Count(got, "\n"))
		case got != first:
			t.Errorf("%s processors: the files differ from those of one:\n%s", n, firstDifference(first, got))
		}
	}
}

// contents returns the names of the files below dir with the hashes of what is in them, a line each.
func contents(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		fmt.Fprintf(&b, "%s %x\n", name, sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// firstDifference returns the first line in which two texts differ, of both.
func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + "\n" + y[i]
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}
