package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestOutside builds and runs the Go program of README.md as another module would, on a store of the two texts,
// and looks for the words it must print.
func TestOutside(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	program := regexp.MustCompile("(?s)```go\n(.*?)```").FindSubmatch(page)
	if program == nil {
		t.Fatal("README.md has no Go program")
	}
	dir := t.TempDir()
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(name string, args ...string) string {
		cmd := exec.Command(name, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	// The versions that concord pins, so that nothing is fetched that is not here already.
	pinned := strings.Replace(string(mod), "module concord", "module outside", 1)
	write("go.mod", fmt.Appendf(nil, "%s\nrequire concord v0.0.0\n\nreplace concord => %s\n", pinned, root))
	write("go.sum", sum)
	write("main.go", program[1])
	texts := filepath.Join(root, "docs", "dushanbe")
	run("go", "run", "concord/cmd/concord", "build", "--quiet", filepath.Join(texts, "mia.txt"), filepath.Join(texts, "un.md"))
	got := run("go", "run", ".")
	for _, want := range []string{"mia", "un", "commitment", "UN Global Counter-Terrorism Strategy", "/para/un/O4"} {
		if !strings.Contains(got, want) {
			t.Errorf("the program prints no %q:\n%s", want, got)
		}
	}
}
