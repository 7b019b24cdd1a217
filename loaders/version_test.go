package loaders

import (
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestVersionCoversReader asks the go tool which packages below loaders read a text, and whether the version
// of the reader hashes every file they are made of.
func TestVersionCoversReader(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", `{{.ImportPath}} {{.Dir}} {{join .GoFiles " "}} {{join .EmbedFiles " "}}`, ".").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var hashed []string
	err = fs.WalkDir(reader, ".", func(path string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			hashed = append(hashed, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	packages := 0
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		fields := strings.Fields(line)
		below, ok := strings.CutPrefix(fields[0], "concord/loaders/")
		if !ok {
			continue
		}
		packages++
		for _, f := range fields[2:] {
			if path := filepath.ToSlash(filepath.Join(below, f)); !slices.Contains(hashed, path) {
				t.Errorf("version does not cover %s", path)
			}
		}
	}
	if packages < 6 {
		t.Errorf("go list found %d reader packages, want at least 6", packages)
	}
	if v := Version(); len(v) != 16 {
		t.Errorf("Version() = %q, want 16 hexadecimal digits", v)
	}
}
